package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;

/** The Javadoc of {@link javax.script.ScriptEngine}, rule by rule. */
class EngineConformanceTest extends Conformance {
    @Test
    void keeps_state_from_previous_executions() throws ScriptException {
        engine.eval("counter = 1\ndef step(): global counter; counter += 1");
        engine.eval("step()");
        assertEquals(2, engine.eval("counter"));
    }

    @Test
    void evaluates_from_a_reader_as_from_a_string() throws ScriptException {
        assertEquals(3, engine.eval(new StringReader("1 + 2")));
        assertEquals(3, engine.eval(new StringReader("a + 2"), new SimpleBindings(Map.of("a", 1))));
        assertEquals(3, engine.eval(new StringReader("1 + 2"), engine.getContext()));
    }

    @Test
    void wraps_a_reader_that_fails() {
        var error = assertThrows(ScriptException.class, () -> engine.eval(new FailingReader()));
        assertEquals("no disk", error.getCause().getMessage());
    }

    @Test
    void throws_null_pointer_exceptions_for_null_arguments() {
        var context = engine.getContext();
        var bindings = new SimpleBindings();
        assertThrows(NullPointerException.class, () -> engine.eval((String) null));
        assertThrows(NullPointerException.class, () -> engine.eval((Reader) null));
        assertThrows(NullPointerException.class, () -> engine.eval((String) null, context));
        assertThrows(NullPointerException.class, () -> engine.eval((Reader) null, context));
        assertThrows(NullPointerException.class, () -> engine.eval("1", (ScriptContext) null));
        assertThrows(NullPointerException.class, () -> engine.eval(new StringReader("1"), (ScriptContext) null));
        assertThrows(NullPointerException.class, () -> engine.eval((String) null, bindings));
        assertThrows(NullPointerException.class, () -> engine.eval("1", (Bindings) null));
        assertThrows(NullPointerException.class, () -> engine.eval((Reader) null, bindings));
        assertThrows(NullPointerException.class, () -> engine.eval(new StringReader("1"), (Bindings) null));
        assertThrows(NullPointerException.class, () -> engine.put(null, 1));
        assertThrows(NullPointerException.class, () -> engine.get(null));
        assertThrows(NullPointerException.class, () -> engine.setContext(null));
        assertThrows(NullPointerException.class, () -> engine.setBindings(null, ScriptContext.ENGINE_SCOPE));
    }

    @Test
    void throws_illegal_argument_exceptions_for_empty_keys_and_invalid_scopes() {
        assertThrows(IllegalArgumentException.class, () -> engine.put("", 1));
        assertThrows(IllegalArgumentException.class, () -> engine.get(""));
        assertThrows(IllegalArgumentException.class, () -> engine.getBindings(7));
        assertThrows(IllegalArgumentException.class, () -> engine.setBindings(new SimpleBindings(), 7));
    }

    @Test
    void puts_and_gets_like_its_engine_scope() {
        engine.put("x", 1);
        assertEquals(1, engine.getBindings(ScriptContext.ENGINE_SCOPE).get("x"));
        engine.getBindings(ScriptContext.ENGINE_SCOPE).put("y", 2);
        assertEquals(2, engine.get("y"));
    }

    @Test
    void shares_its_bindings_with_its_default_context() {
        var context = engine.getContext();
        for (int scope : context.getScopes()) {
            assertSame(context.getBindings(scope), engine.getBindings(scope));
        }
        var replacement = engine.createBindings();
        engine.setBindings(replacement, ScriptContext.ENGINE_SCOPE);
        assertSame(replacement, context.getBindings(ScriptContext.ENGINE_SCOPE));
    }

    @Test
    void knows_the_scopes_of_a_context_of_the_application() throws ScriptException {
        var context = new RequestContext();
        engine.setContext(context);
        assertSame(context.request, engine.getBindings(RequestContext.REQUEST_SCOPE));
        engine.setBindings(new SimpleBindings(Map.of("user", "Ada")), RequestContext.REQUEST_SCOPE);
        assertEquals("Ada", engine.eval("user"));
    }

    @Test
    void runs_with_the_given_bindings_as_engine_scope_and_leaves_its_own_alone() throws ScriptException {
        engine.put("x", 1);
        var bindings = new SimpleBindings(new HashMap<>(Map.of("x", 10)));
        assertEquals(11, engine.eval("y = x + 1\ny", bindings));
        assertEquals(Map.of("x", 10, "y", 11), Map.copyOf(bindings));
        assertEquals(1, engine.get("x"));
        assertNull(engine.get("y"));
    }

    @Test
    void uses_streams_and_wider_scopes_of_its_context_with_given_bindings() throws ScriptException {
        var out = new StringWriter();
        engine.getContext().setWriter(out);
        engine.getContext().setReader(new StringReader("Ada\n"));
        engine.put("greeting", "not seen");
        manager.put("greeting", "Hello");
        engine.eval("print(greeting, input(), mark)", new SimpleBindings(new HashMap<>(Map.of("mark", "!"))));
        assertEquals("Hello Ada !\n", out.toString());
    }

    @Test
    void creates_empty_bindings() {
        assertTrue(engine.createBindings().isEmpty());
        assertNotSame(engine.createBindings(), engine.createBindings());
    }

    @Test
    void uses_the_default_context_where_none_is_given() throws ScriptException {
        var context = new SimpleScriptContext();
        context.setAttribute("x", 5, ScriptContext.ENGINE_SCOPE);
        engine.setContext(context);
        assertSame(context, engine.getContext());
        assertEquals(5, engine.eval("x"));
    }

    @Test
    void wraps_what_a_script_throws() {
        var error = assertThrows(ScriptException.class, () -> engine.eval("raise ValueError('no')"));
        assertInstanceOf(PythonException.class, error.getCause());
        var exit = assertThrows(ScriptException.class, () -> engine.eval("import sys\nsys.exit(3)"));
        assertEquals(3, ((PythonException) exit.getCause()).attributes().get("code"));
    }

    @Test
    void throws_illegal_state_exceptions_once_closed() throws ScriptException {
        var script = ((Compilable) engine).compile("1");
        var handle = (PythonHandle) engine.eval("len");
        ((PythonScriptEngine) engine).close();
        ((PythonScriptEngine) engine).close();
        assertThrows(IllegalStateException.class, () -> engine.eval("1"));
        assertThrows(IllegalStateException.class, () -> engine.eval("1", new SimpleBindings()));
        assertThrows(IllegalStateException.class, () -> ((Compilable) engine).compile("1"));
        assertThrows(IllegalStateException.class, script::eval);
        assertThrows(IllegalStateException.class, () -> ((Invocable) engine).invokeFunction("len", "x"));
        assertThrows(IllegalStateException.class, () -> ((Invocable) engine).invokeMethod(handle, "__call__"));
        assertThrows(IllegalStateException.class, () -> ((Invocable) engine).getInterface(handle, Supplier.class));
        assertThrows(IllegalStateException.class, () -> ((Invocable) engine).getInterface(Supplier.class));
    }

    @Test
    void implements_no_interface_once_closed() throws ScriptException {
        ((PythonScriptEngine) engine).close();
        assertThrows(IllegalStateException.class, () -> ((Invocable) engine).getInterface(Supplier.class));
    }

    @Test
    void an_engine_that_becomes_unreachable_is_cleaned_up() {
        var engines = new ArrayList<java.lang.ref.WeakReference<Object>>();
        for (int i = 0; i < 5; i++) {
            engines.add(new java.lang.ref.WeakReference<>(used(factory.getScriptEngine())));
        }
        while (engines.stream().anyMatch(reference -> reference.get() != null)) {
            System.gc();
        }
        assertDoesNotThrow(() -> engine.eval("1"));
    }

    private static ScriptEngine used(ScriptEngine engine) {
        try {
            engine.eval("def f(): pass\nf", new SimpleScriptContext());
            return engine;
        } catch (ScriptException e) {
            throw new IllegalStateException(e);
        }
    }
}
