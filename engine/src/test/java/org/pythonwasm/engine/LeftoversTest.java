package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.script.PythonScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** What Java no longer needs does not fill the guest's memory, whenever Java's collector would run by itself. */
@Timeout(300)
class LeftoversTest {
    private static final PythonRuntime RUNTIME = PythonRuntime.builder()
            .withLimits(Limits.defaults().withMemoryBytes(64L << 20))
            .build();
    /** Several times what fills the memory; {@code -Dleftovers.requests} for more. */
    private static final int REQUESTS = Integer.getInteger("leftovers.requests", 400);

    private final PythonScriptEngine engine =
            (PythonScriptEngine) new PythonScriptEngineFactory(RUNTIME).getScriptEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void fresh_bindings_for_each_request_do_not_fill_the_memory() throws ScriptException {
        for (int i = 0; i < REQUESTS; i++) {
            var bindings = engine.createBindings();
            bindings.put("number", i);
            assertEquals(i, engine.eval("table = bytes(1_000_000)\nnumber", bindings));
        }
    }

    @Test
    void functions_among_fresh_bindings_do_not_keep_their_globals() throws ScriptException {
        for (int i = 0; i < REQUESTS; i++) {
            var bindings = engine.createBindings();
            assertEquals(1_000_000, engine.eval("""
                    table = bytes(1_000_000)
                    def size():
                        return len(table)
                    size()
                    """, bindings));
        }
    }

    @Test
    void an_object_that_replaces_another_in_one_global_lets_it_go() throws ScriptException {
        for (int i = 0; i < REQUESTS; i++) {
            engine.eval("""
                    class Report:
                        def __init__(self):
                            self.pages = bytes(1_000_000)
                    report = Report()
                    """);
        }
        assertTrue(engine.get("report") instanceof PythonHandle);
    }

    @Test
    void a_function_that_is_defined_again_lets_its_default_values_go() throws ScriptException {
        for (int i = 0; i < REQUESTS; i++) {
            engine.eval("def f(d=bytes(1_000_000)): return len(d)");
        }
        assertEquals(1_000_000, engine.eval("f()"));
    }

    @Test
    void results_that_nobody_keeps_do_not_fill_the_memory() {
        try (var python = RUNTIME.open()) {
            python.exec("class Page:\n    def __init__(self): self.bytes = bytes(1_000_000)");
            for (int i = 0; i < REQUESTS; i++) {
                assertEquals("Page", ((PythonHandle) python.eval("Page()")).typeName());
            }
        }
    }

    @Test
    void compiled_scripts_that_nobody_keeps_do_not_fill_the_memory() throws ScriptException {
        for (int i = 0; i < REQUESTS; i++) {
            var script = engine.compile("text = '" + "x".repeat(500_000) + i + "'\nlen(text)");
            assertEquals(500_000 + (i + "").length(), script.eval(engine.createBindings()));
        }
    }

    @Test
    void what_java_still_refers_to_stays() throws ScriptException {
        var kept = engine.createBindings();
        engine.eval("word = 'kept'\ndef say():\n    return word", kept);
        var say = (PythonHandle) kept.get("say");
        fresh_bindings_for_each_request_do_not_fill_the_memory();
        assertEquals("kept", say.call());
        assertEquals("kept!", engine.eval("say() + '!'", kept));
    }
}
