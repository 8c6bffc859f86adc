package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that an operator claims for the engine. */
class ClaimedNamesTest {
    private static final String PROPERTY = "python-wasm.names";
    private static final String OF_BEANS = "python-wasm-beans.names";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
        System.clearProperty(OF_BEANS);
    }

    @Test
    void the_property_gives_the_engine_names_in_each_manager_that_is_made_later() throws Exception {
        var before = new ScriptEngineManager();
        System.setProperty(PROPERTY, "python, py,jython,py,python3-wasm");
        var manager = new ScriptEngineManager();
        for (String name : List.of("python", "py", "jython", "python-wasm", "python3-wasm")) {
            try (var engine = assertInstanceOf(PythonScriptEngine.class, manager.getEngineByName(name), name)) {
                assertEquals(3, engine.eval("import sys\nsys.version_info[0]"));
                assertEquals(
                        List.of("python-wasm", "python3-wasm", "python", "py", "jython"),
                        engine.getFactory().getNames());
            }
        }
        assertNull(before.getEngineByName("python"));
    }

    @Test
    void an_engine_with_claimed_names_is_before_others_in_the_order_of_the_manager() {
        assertEquals("python-wasm", new PythonScriptEngineFactory().getEngineName());
        System.setProperty(PROPERTY, "python");
        var factory = new PythonScriptEngineFactory();
        assertEquals("CPython (python-wasm)", factory.getEngineName());
        assertEquals("CPython (python-wasm)", factory.getParameter(ScriptEngine.ENGINE));
        assertEquals("python-wasm", factory.getParameter(ScriptEngine.NAME));
    }

    @Test
    void claimed_names_give_no_access_to_java_objects() throws Exception {
        System.setProperty(PROPERTY, "python");
        try (var engine = (PythonScriptEngine) new ScriptEngineManager().getEngineByName("python")) {
            engine.put("buffer", new Object());
            assertThrows(ScriptException.class, () -> engine.eval("buffer.hashCode()"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | one of them is empty",
                "' ' | one of them is empty",
                "'python,' | one of them is empty",
                "'python,,py' | one of them is empty",
                "'python 3' | 'python 3' has a blank in it",
                "'python,python-wasm-beans' | 'python-wasm-beans' is kept for an engine of this project",
                "'Python-WASM' | 'Python-WASM' is kept for an engine of this project",
            })
    void a_wrong_property_is_an_error_that_names_it(String names, String reason) {
        System.setProperty(PROPERTY, names);
        var engine = new ScriptEngineManager().getEngineByName("python-wasm");
        var error = assertThrows(ScriptException.class, () -> engine.eval("1"));
        assertEquals(
                "the system property python-wasm.names is names with commas between them, such as python,py; " + reason,
                error.getMessage());
    }

    @Test
    void each_use_of_an_engine_whose_property_is_wrong_is_that_error() {
        System.setProperty(PROPERTY, ",");
        var engine = new ScriptEngineManager().getEngineByName("python-wasm");
        engine.put("x", 1);
        var invocable = (Invocable) engine;
        for (Executable use : List.<Executable>of(
                () -> engine.eval("1"),
                () -> engine.eval(new StringReader("1")),
                () -> engine.eval("1", new SimpleBindings()),
                () -> ((Compilable) engine).compile("1"),
                () -> ((Compilable) engine).compile(new StringReader("1")),
                () -> invocable.invokeFunction("f"),
                () -> invocable.invokeMethod(1, "f"),
                () -> invocable.getInterface(Runnable.class),
                () -> invocable.getInterface(1, Runnable.class))) {
            var error = assertThrows(Exception.class, use);
            assertTrue(error.getMessage().startsWith("the system property python-wasm.names "), error.getMessage());
        }
    }

    @Test
    void a_name_that_is_claimed_for_both_engines_is_an_error_also_without_the_other_artifact() {
        System.setProperty(PROPERTY, "py,python");
        System.setProperty(OF_BEANS, "jython, python");
        var engine = new ScriptEngineManager().getEngineByName("python-wasm");
        var error = assertThrows(ScriptException.class, () -> engine.eval("1"));
        assertTrue(
                error.getMessage()
                        .endsWith("'python' is also in python-wasm-beans.names: take it out of one of the two"),
                error.getMessage());
    }
}
