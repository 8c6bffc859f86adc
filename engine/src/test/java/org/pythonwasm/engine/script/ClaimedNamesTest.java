package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
        var factory = new PythonScriptEngineFactory();
        var error = assertThrows(IllegalArgumentException.class, factory::getScriptEngine);
        assertEquals(
                "the system property python-wasm.names is names with commas between them, such as python,py; " + reason,
                error.getMessage());
        assertNull(new ScriptEngineManager().getEngineByName("python-wasm"));
    }

    @Test
    void a_name_that_is_claimed_for_both_engines_is_an_error_also_without_the_other_artifact() {
        System.setProperty(PROPERTY, "py,python");
        System.setProperty(OF_BEANS, "jython, python");
        var factory = new PythonScriptEngineFactory();
        var error = assertThrows(IllegalArgumentException.class, factory::getScriptEngine);
        assertTrue(
                error.getMessage()
                        .endsWith("'python' is also in python-wasm-beans.names: take it out of one of the two"),
                error.getMessage());
    }
}
