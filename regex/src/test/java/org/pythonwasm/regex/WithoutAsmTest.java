package org.pythonwasm.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.JavaProgram;

/** Who copies jars by hand may leave out that of ASM. */
class WithoutAsmTest {
    @TempDir
    Path folder;

    @Test
    void patterns_stay_with_the_guest() throws Exception {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String path = Arrays.stream(all.split(File.pathSeparator))
                .filter(place -> !Path.of(place).getFileName().toString().startsWith("asm-"))
                .collect(Collectors.joining(File.pathSeparator));
        assertNotEquals(all, path);
        assertEquals(
                List.of("True", "0"),
                JavaProgram.run(folder, "-Dpython-wasm.regexThreshold=1", "-cp", path, Program.class.getName()));
    }

    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (var python =
                    PythonRuntime.builder().withCompiledRegexes(true).build().open()) {
                System.out.println(
                        python.eval("import re\nstr(all(re.fullmatch('(a+)(b|c)*', 'aabc') for _ in range(20)))"));
                System.out.println(PythonRuntime.activity().getCompiledRegexes());
            }
        }
    }
}
