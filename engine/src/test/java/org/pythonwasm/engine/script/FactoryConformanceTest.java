package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonRuntime;

/** The Javadoc of {@link javax.script.ScriptEngineFactory}, rule by rule. */
class FactoryConformanceTest extends Conformance {
    @Test
    void has_a_name_and_the_version_of_the_project() throws IOException {
        assertEquals("python-wasm", factory.getEngineName());
        String pom = Files.readString(Path.of("..", "pom.xml"));
        assertTrue(
                pom.contains("<revision>" + factory.getEngineVersion() + "-SNAPSHOT</revision>")
                        || pom.contains("<revision>" + factory.getEngineVersion() + "</revision>"),
                factory.getEngineVersion());
    }

    @Test
    void has_the_language_and_the_version_that_scripts_see() throws ScriptException {
        assertEquals("python", factory.getLanguageName());
        assertEquals(factory.getLanguageVersion(), engine.eval("import sys\n'%d.%d' % sys.version_info[:2]"));
        String guest = PythonRuntime.shared().describe();
        assertTrue(guest.contains("Python " + factory.getLanguageVersion() + ","), guest);
    }

    @Test
    void answers_immutable_lists() {
        for (var list : List.of(factory.getNames(), factory.getExtensions(), factory.getMimeTypes())) {
            assertFalse(list.isEmpty());
            assertThrows(UnsupportedOperationException.class, () -> list.add("x"));
        }
    }

    @Test
    void answers_the_five_parameters_that_all_implementations_define() {
        assertEquals(factory.getEngineName(), factory.getParameter(ScriptEngine.ENGINE));
        assertEquals(factory.getEngineVersion(), factory.getParameter(ScriptEngine.ENGINE_VERSION));
        assertEquals(factory.getLanguageName(), factory.getParameter(ScriptEngine.LANGUAGE));
        assertEquals(factory.getLanguageVersion(), factory.getParameter(ScriptEngine.LANGUAGE_VERSION));
        assertTrue(factory.getNames().contains(factory.getParameter(ScriptEngine.NAME)));
    }

    @Test
    void says_that_threads_may_share_an_engine_and_may_see_the_effects_of_others() {
        assertEquals("MULTITHREADED", factory.getParameter("THREADING"));
    }

    @Test
    void answers_null_for_an_unknown_parameter_and_throws_for_a_null_one() {
        assertNull(factory.getParameter("no.such.key"));
        assertThrows(NullPointerException.class, () -> factory.getParameter(null));
    }

    @Test
    void writes_method_calls() throws ScriptException {
        engine.eval("class Cart:\n    def add(self, *items): return len(items)\ncart = Cart()\na, b = 1, 2");
        assertEquals(2, engine.eval(factory.getMethodCallSyntax("cart", "add", "a", "b")));
        assertEquals(0, engine.eval(factory.getMethodCallSyntax("cart", "add")));
    }

    @Test
    void refuses_null_in_method_calls_and_programs() {
        assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax(null, "m"));
        assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", null));
        assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", "m", (String[]) null));
        assertThrows(NullPointerException.class, () -> factory.getMethodCallSyntax("o", "m", "a", null));
        assertThrows(NullPointerException.class, () -> factory.getProgram((String[]) null));
        assertThrows(NullPointerException.class, () -> factory.getProgram("a = 1", null));
        assertThrows(NullPointerException.class, () -> factory.getOutputStatement(null));
    }

    @Test
    void writes_output_statements_for_any_text() throws ScriptException {
        var out = new StringWriter();
        engine.getContext().setWriter(out);
        String text = "\"quotes\" 'single' \\ back {brace} %s ü \u0000\u0001\u2028 🐍\nline";
        engine.eval(factory.getOutputStatement(text));
        assertEquals(text + "\n", out.toString());
    }

    @Test
    void writes_programs_of_statements() throws ScriptException {
        engine.eval(factory.getProgram("x = 'abc'", "y = " + factory.getMethodCallSyntax("x", "upper")));
        assertEquals("ABC", engine.get("y"));
    }

    @Test
    void makes_a_new_engine_each_time() {
        var other = factory.getScriptEngine();
        assertNotSame(engine, other);
        assertSame(factory, other.getFactory());
        ((PythonScriptEngine) other).close();
    }

    @Test
    void makes_engines_of_a_runtime_of_the_application() throws Exception {
        var runtime =
                PythonRuntime.builder().withPreparation("import statistics").build();
        try (var prepared = (PythonScriptEngine) new PythonScriptEngineFactory(runtime).getScriptEngine()) {
            assertEquals(true, prepared.eval("import sys\n'statistics' in sys.modules"));
        }
    }
}
