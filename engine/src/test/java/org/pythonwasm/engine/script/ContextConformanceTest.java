package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@link javax.script.ScriptContext}, rule by rule. */
class ContextConformanceTest extends Conformance {
    @Test
    void is_searched_from_the_lowest_scope_to_the_highest() throws ScriptException {
        var context = new RequestContext();
        context.setBindings(
                new SimpleBindings(new HashMap<>(Map.of("a", 200, "b", 200, "c", 200))), ScriptContext.GLOBAL_SCOPE);
        context.request.putAll(Map.of("a", 150, "b", 150));
        context.setAttribute("a", 100, ScriptContext.ENGINE_SCOPE);
        assertEquals(List.of(100, 150, 200), engine.eval("[a, b, c]", context));
    }

    @Test
    void gets_assignments_in_its_engine_scope_only() throws ScriptException {
        manager.put("x", 1);
        engine.eval("x = x + 1\nnew = [x]");
        assertEquals(1, manager.get("x"));
        assertEquals(2, engine.get("x"));
        assertEquals(List.of(2), engine.get("new"));
    }

    @Test
    void loses_what_a_script_deletes_from_its_engine_scope_only() throws ScriptException {
        manager.put("x", 1);
        engine.put("x", 2);
        engine.put("y", 3);
        engine.eval("del x, y");
        assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("x"));
        assertFalse(engine.getBindings(ScriptContext.ENGINE_SCOPE).containsKey("y"));
        assertEquals(1, engine.eval("x"));
    }

    @Test
    void keeps_what_a_script_assigned_before_it_failed() {
        assertThrows(ScriptException.class, () -> engine.eval("x = 1\n1 / 0"));
        assertEquals(1, engine.get("x"));
    }

    @Test
    void shows_changes_that_java_made_between_scripts() throws ScriptException {
        engine.eval("items = [1]");
        @SuppressWarnings("unchecked")
        var items = (List<Object>) engine.get("items");
        items.add(2);
        assertEquals(List.of(1), engine.eval("items"));
        engine.put("items", items);
        assertEquals(List.of(1, 2), engine.eval("items"));
        engine.getBindings(ScriptContext.ENGINE_SCOPE).remove("items");
        assertThrows(ScriptException.class, () -> engine.eval("items"));
    }

    @Test
    void shows_changes_of_values_in_bindings_of_the_application() throws ScriptException {
        var bindings = new SimpleBindings();
        engine.eval("items = [1]", bindings);
        @SuppressWarnings("unchecked")
        var items = (List<Object>) bindings.get("items");
        items.add(2);
        assertEquals(List.of(1, 2), engine.eval("items", bindings));
        bindings.remove("items");
        assertThrows(ScriptException.class, () -> engine.eval("items", bindings));
    }

    @Test
    void may_have_no_global_scope() throws ScriptException {
        var context = new SimpleScriptContext();
        assertNull(context.getBindings(ScriptContext.GLOBAL_SCOPE));
        assertEquals(1, engine.eval("1", context));
    }

    @Test
    void may_hold_what_python_cannot_use_in_its_global_scope() throws ScriptException {
        manager.put("pool", Thread.currentThread());
        manager.put("day", LocalDate.of(10_000, 1, 1));
        assertEquals(Thread.currentThread(), engine.eval("pool"));
        var error = assertThrows(ScriptException.class, () -> engine.eval("day"));
        assertTrue(
                error.getCause().getSuppressed()[0].getMessage().startsWith("day: +10000-01-01 has no Python value"));
    }

    @Test
    void is_told_which_engine_scope_binding_python_cannot_use() {
        var bindings =
                new SimpleBindings(new HashMap<>(Map.of("a", Map.of("b", List.of(1, LocalDate.of(10_000, 1, 1))))));
        var error = assertThrows(ScriptException.class, () -> engine.eval("1", bindings));
        assertTrue(error.getMessage().startsWith("a['b'][1]: +10000-01-01 has no Python value"), error.getMessage());
    }

    @Test
    void is_the_source_of_input_and_the_sink_of_output() throws ScriptException {
        var context = new SimpleScriptContext();
        var out = new StringWriter();
        var err = new StringWriter();
        context.setWriter(out);
        context.setErrorWriter(err);
        context.setReader(new StringReader("Ada\nBob\nrest"));
        engine.eval(
                "import sys\nprint(input(), sys.stdin.readline(3), end='')\nprint('oops', file=sys.stderr)", context);
        assertEquals("Ada Bob", out.toString());
        assertEquals("oops\n", err.toString());
    }

    @Test
    void may_have_no_reader_and_no_writers() throws ScriptException {
        var context = new SimpleScriptContext();
        context.setReader(null);
        context.setWriter(null);
        context.setErrorWriter(null);
        assertEquals("", engine.eval("import sys\nprint(1)\nprint(2, file=sys.stderr)\nsys.stdin.read()", context));
    }

    @Test
    void sees_output_while_the_script_runs() throws ScriptException {
        var out = new StringWriter();
        engine.getContext().setWriter(out);
        engine.put("seen", (Supplier<String>) out::toString);
        assertEquals("one\n", engine.eval("print('one')\nx = seen()\nprint('two')\nx"));
    }

    @Test
    void has_its_streams_back_after_a_nested_script_of_another_context() throws ScriptException {
        var outer = new StringWriter();
        var inner = new StringWriter();
        engine.getContext().setWriter(outer);
        var other = new SimpleScriptContext();
        other.setWriter(inner);
        engine.put("nested", (Callable<Object>) () -> engine.eval("print('inner')", other));
        engine.eval("print('before')\nnested()\nprint('after')");
        assertEquals("before\nafter\n", outer.toString());
        assertEquals("inner\n", inner.toString());
    }

    @Test
    void fails_the_script_where_its_writer_fails() {
        engine.getContext().setWriter(new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("pipe closed");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        var error = assertThrows(ScriptException.class, () -> engine.eval("print('x')"));
        assertEquals("pipe closed", error.getCause().getCause().getCause().getMessage());
    }

    @Test
    void names_the_file_and_its_arguments() throws ScriptException {
        var context = engine.getContext();
        context.setAttribute(ScriptEngine.FILENAME, "menu.py", ScriptContext.ENGINE_SCOPE);
        context.setAttribute(ScriptEngine.ARGV, new String[] {"a", "b c"}, ScriptContext.ENGINE_SCOPE);
        assertEquals(List.of("menu.py", "a", "b c"), engine.eval("import sys\nsys.argv"));
        var error = assertThrows(ScriptException.class, () -> engine.eval("1/0"));
        assertEquals("menu.py", error.getFileName());
        context.removeAttribute(ScriptEngine.ARGV, ScriptContext.ENGINE_SCOPE);
        context.removeAttribute(ScriptEngine.FILENAME, ScriptContext.ENGINE_SCOPE);
        assertEquals(List.of(""), engine.eval("sys.argv"));
    }

    @Test
    void keeps_reserved_names_out_of_the_script() throws ScriptException {
        engine.put("com.example.object", new Object());
        assertEquals(false, engine.eval("any('.' in name for name in globals())"));
        assertNotNull(engine.get("com.example.object"));
    }
}
