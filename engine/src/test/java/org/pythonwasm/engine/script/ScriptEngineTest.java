package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import javax.script.Compilable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonException;

class ScriptEngineTest {
    private final ScriptEngineManager manager = new ScriptEngineManager();
    private final ScriptEngine engine = manager.getEngineByName("python-wasm");

    @AfterEach
    void close() {
        ((PythonScriptEngine) engine).close();
    }

    @Test
    void is_found_by_name_extension_and_mime_type() {
        for (var found : List.of(
                manager.getEngineByName("python3-wasm"),
                manager.getEngineByExtension("py"),
                manager.getEngineByMimeType("text/x-python"),
                manager.getEngineByMimeType("application/x-python"))) {
            assertInstanceOf(PythonScriptEngine.class, found);
            ((PythonScriptEngine) found).close();
        }
        assertNull(manager.getEngineByName("python"));
    }

    @Test
    void runs_a_script() throws ScriptException {
        // region: readme
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python-wasm");
        python.put("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")));
        Object total = python.eval("""
                from statistics import mean
                print(f"{len(prices)} prices, mean {mean(prices)}")
                sum(prices)
                """);
        // endregion
        assertEquals(new BigDecimal("25.00"), total);
        ((PythonScriptEngine) python).close();
    }

    @Test
    void assignments_and_deletions_appear_in_the_engine_scope() throws ScriptException {
        engine.put("x", 2);
        engine.put("gone", "here");
        engine.eval("y = x * 21\nx = 'changed'\ndel gone\nimport json");
        assertEquals(42, engine.get("y"));
        assertEquals("changed", engine.get("x"));
        assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("gone"));
        assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("json"));
        assertEquals(43, engine.eval("y + 1"));
    }

    @Test
    void assignments_before_an_exception_are_kept() {
        assertThrows(ScriptException.class, () -> engine.eval("kept = 1\nraise ValueError('after')"));
        assertEquals(1, engine.get("kept"));
    }

    @Test
    void functions_stay_alive_from_script_to_script() throws ScriptException {
        engine.eval("def twice(x): return 2 * x");
        assertNotNull(engine.get("twice"));
        assertEquals(8, engine.eval("twice(4)"));
    }

    @Test
    void the_engine_scope_hides_the_global_scope() throws ScriptException {
        manager.put("a", 1);
        manager.put("b", 2);
        engine.put("b", 20);
        assertEquals(21, engine.eval("a + b"));
        engine.eval("a = 100");
        assertEquals(1, manager.get("a"));
        assertEquals(100, engine.get("a"));
    }

    @Test
    void each_bindings_object_has_globals_of_its_own() throws ScriptException {
        var one = new SimpleBindings();
        var two = new SimpleBindings();
        engine.eval("x = 1", one);
        engine.eval("x = 2", two);
        assertEquals(1, engine.eval("x", one));
        assertEquals(2, engine.eval("x", two));
        assertThrows(ScriptException.class, () -> engine.eval("x"));
    }

    @Test
    void streams_are_those_of_the_context() throws ScriptException {
        var context = new SimpleScriptContext();
        var out = new StringWriter();
        var err = new StringWriter();
        context.setWriter(out);
        context.setErrorWriter(err);
        context.setReader(new StringReader("Ada\nrest"));
        engine.eval("import sys\nprint('Hello ' + input())\nprint('oops', file=sys.stderr)", context);
        assertEquals("Hello Ada\n", out.toString());
        assertEquals("oops\n", err.toString());
    }

    @Test
    void scripts_are_read_from_a_reader() throws ScriptException {
        assertEquals(6, engine.eval(new StringReader("1 + 2 + 3")));
    }

    @Test
    void a_syntax_error_has_file_line_column_and_caret() {
        engine.getContext().setAttribute(ScriptEngine.FILENAME, "menu.py", ScriptContext.ENGINE_SCOPE);
        var error = assertThrows(ScriptException.class, () -> engine.eval("a = 1\nif a\n    pass\n"));
        assertEquals("menu.py", error.getFileName());
        assertEquals(2, error.getLineNumber());
        assertEquals(5, error.getColumnNumber());
        assertEquals("""
                  File "menu.py", line 2
                    if a
                        ^
                SyntaxError: expected ':' in menu.py at line number 2 at column number 5""".strip(), error.getMessage().strip());
    }

    @Test
    void an_exception_has_its_line_and_its_python_cause() {
        var error = assertThrows(ScriptException.class, () -> engine.eval("x = 1\nint('ten')\n"));
        assertEquals(2, error.getLineNumber());
        var cause = assertInstanceOf(PythonException.class, error.getCause());
        assertEquals("ValueError", cause.typeName());
    }

    @Test
    void a_binding_without_python_value_is_an_object_that_passes_through() throws ScriptException {
        engine.put("thread", Thread.currentThread());
        assertEquals(Thread.currentThread(), engine.eval("thread"));
        assertEquals("<Java object of java.lang.Thread>", engine.eval("str(thread)"));
    }

    @Test
    void a_binding_that_cannot_travel_is_named() {
        var error = assertThrows(IllegalArgumentException.class, () -> engine.put("day", LocalDate.of(10_000, 1, 1)));
        assertEquals("day: +10000-01-01 has no Python value, where years are 1 to 9999", error.getMessage());
    }

    @Test
    void the_factory_writes_valid_python() throws ScriptException {
        var factory = engine.getFactory();
        var out = new StringWriter();
        engine.getContext().setWriter(out);
        engine.eval(factory.getProgram(
                "x = 'abc'",
                factory.getOutputStatement("\"quotes\" \\ ü\n\u0001🐍"),
                "y = " + factory.getMethodCallSyntax("x", "replace", "'a'", "'b'")));
        assertEquals("\"quotes\" \\ ü\n\u0001🐍\n", out.toString());
        assertEquals("bbc", engine.get("y"));
        assertEquals("MULTITHREADED", factory.getParameter("THREADING"));
        assertEquals("python-wasm", factory.getParameter(ScriptEngine.NAME));
    }

    @Test
    void a_script_that_is_read_may_begin_with_a_byte_order_mark() throws ScriptException {
        assertEquals(42, engine.eval(new StringReader("\uFEFF6 * 7")));
        assertEquals(
                42,
                ((Compilable) engine).compile(new StringReader("\uFEFF6 * 7")).eval());
    }
}
