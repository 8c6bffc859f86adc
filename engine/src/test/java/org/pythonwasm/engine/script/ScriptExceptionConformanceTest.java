package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonRuntime;

/** The Javadoc of {@link javax.script.ScriptException}, rule by rule. */
class ScriptExceptionConformanceTest extends Conformance {
    @Test
    void tells_file_line_and_column_in_its_message() {
        engine.put(ScriptEngine.FILENAME, "sums.py");
        var error = assertThrows(ScriptException.class, () -> engine.eval("x = 1\ny = x + int('ten')\n"));
        assertEquals("sums.py", error.getFileName());
        assertEquals(2, error.getLineNumber());
        assertEquals(9, error.getColumnNumber());
        assertTrue(error.getMessage().endsWith("in sums.py at line number 2 at column number 9"), error.getMessage());
    }

    @Test
    void tells_the_column_in_characters() {
        var error = assertThrows(ScriptException.class, () -> engine.eval("x = 'äöü🐍' + int('ten')"));
        assertEquals(14, error.getColumnNumber());
    }

    @Test
    void tells_the_limit_that_a_script_met() {
        var limits = Limits.defaults().withWallTime(Duration.ofMillis(100));
        var runtime = PythonRuntime.builder().withLimits(limits).build();
        try (var limited = (PythonScriptEngine) new PythonScriptEngineFactory(runtime).getScriptEngine()) {
            var error = assertThrows(ScriptException.class, () -> limited.eval("while True: pass"));
            assertTrue(
                    error.getMessage().contains("TimeoutError: the limit of a call is 100 ms (Limits)"),
                    error.getMessage());
        }
    }

    @Test
    void has_python_frames_in_its_cause() {
        engine.put(ScriptEngine.FILENAME, "calls.py");
        var error = assertThrows(ScriptException.class, () -> engine.eval("def f():\n    return 1 / 0\nf()"));
        assertEquals(
                "<python>.f(calls.py:2)", error.getCause().getStackTrace()[0].toString());
        assertEquals(
                "<python>.<module>(calls.py:3)",
                error.getCause().getStackTrace()[1].toString());
    }
}
