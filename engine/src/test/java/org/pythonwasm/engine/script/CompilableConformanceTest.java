package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Reader;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@link javax.script.Compilable} and {@link javax.script.CompiledScript}, rule by rule. */
class CompilableConformanceTest extends Conformance {
    private final Compilable compilable = (Compilable) engine;

    @Test
    void is_executed_repeatedly_without_recompilation() throws ScriptException {
        CompiledScript script = compilable.compile("count = count + 1\ncount");
        engine.put("count", 0);
        engine.eval("""
                import _python_wasm.scripts as scripts
                compiled, original = [], scripts._compile
                def spy(source, file_name):
                    compiled.append(source)
                    return original(source, file_name)
                scripts._compile = spy
                """);
        assertEquals(1, script.eval());
        assertEquals(2, script.eval());
        assertEquals(List.of(), engine.get("compiled"));
        engine.eval("'this is compiled'");
        assertEquals(List.of("'this is compiled'"), engine.get("compiled"));
    }

    @Test
    void comes_from_a_reader_too() throws ScriptException {
        assertEquals(3, compilable.compile(new StringReader("1 + 2")).eval());
        var error = assertThrows(ScriptException.class, () -> compilable.compile(new FailingReader()));
        assertEquals("no disk", error.getCause().getMessage());
    }

    @Test
    void is_refused_with_line_and_column_where_it_does_not_parse() {
        engine.put(ScriptEngine.FILENAME, "bad.py");
        var error = assertThrows(ScriptException.class, () -> compilable.compile("a = 1\nif a\n    pass\n"));
        assertEquals("bad.py", error.getFileName());
        assertEquals(2, error.getLineNumber());
        assertEquals(5, error.getColumnNumber());
    }

    @Test
    void refuses_null() throws ScriptException {
        assertThrows(NullPointerException.class, () -> compilable.compile((String) null));
        assertThrows(NullPointerException.class, () -> compilable.compile((Reader) null));
        var script = compilable.compile("1");
        assertThrows(NullPointerException.class, () -> script.eval((ScriptContext) null));
    }

    @Test
    void belongs_to_its_engine_and_changes_its_state() throws ScriptException {
        var script = compilable.compile("x = 5");
        assertSame(engine, script.getEngine());
        assertNull(script.eval());
        assertEquals(5, engine.eval("x"));
    }

    @Test
    void runs_with_bindings_or_a_context_as_its_engine_does() throws ScriptException {
        var script = compilable.compile("y = x * 2\ny");
        var bindings = new SimpleBindings(new HashMap<>(Map.of("x", 4)));
        assertEquals(8, script.eval(bindings));
        assertEquals(8, bindings.get("y"));
        engine.put("x", 1);
        assertEquals(2, script.eval((Bindings) null));
        var context = new SimpleScriptContext();
        context.setAttribute("x", 10, ScriptContext.ENGINE_SCOPE);
        assertEquals(20, script.eval(context));
    }

    @Test
    void reports_where_it_failed() throws ScriptException {
        var script = compilable.compile("a = 1\nb = a + missing");
        var error = assertThrows(ScriptException.class, script::eval);
        assertEquals(2, error.getLineNumber());
        assertEquals(9, error.getColumnNumber());
    }
}
