package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonRuntime;

class CompiledRegexTest {
    @Test
    void a_search_finds_the_groups() {
        System.setProperty("python-wasm.regexThreshold", "1");
        var runtime = PythonRuntime.builder().withCompiledRegexes(true).build();
        try (var python = runtime.open()) {
            assertEquals("('jane.doe', 'example')", python.eval("""
                    import re
                    str(re.search(r"([\\w.]+)@(\\w+)\\.(?:com|org)", "write to jane.doe@example.org, before noon").groups())
                    """));
        }
    }
}
