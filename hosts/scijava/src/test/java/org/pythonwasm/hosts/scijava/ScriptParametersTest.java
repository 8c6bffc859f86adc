package org.pythonwasm.hosts.scijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.log.LogService;
import org.scijava.script.ScriptService;

/** Scripts whose parameters and outputs SciJava declares, fills and returns. */
class ScriptParametersTest {
    private static final String SCRIPT = """
            # region: scijava
            #@ String word
            #@ Integer times
            #@ LogService log
            #@output String text
            #@output Integer size
            text = ' '.join([word] * times)
            size = len(text)
            log.info(f'{size} characters')
            # endregion
            """;

    private final Context context = new Context();

    @AfterEach
    void close() {
        context.dispose();
    }

    @Test
    void receives_parameters_and_returns_outputs() throws Exception {
        var logged = new ArrayList<String>();
        context.service(LogService.class).addLogListener(message -> logged.add(message.text()));
        var module = context.service(ScriptService.class)
                .run("hello.py", SCRIPT, true, Map.of("word", "hello", "times", 3))
                .get();
        assertEquals(Map.of("text", "hello hello hello", "size", 17), module.getOutputs());
        assertTrue(logged.contains("17 characters"), logged.toString());
    }
}
