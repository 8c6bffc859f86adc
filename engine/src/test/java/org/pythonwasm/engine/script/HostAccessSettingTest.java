package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system property by which an operator grants Java objects to the scripts of the engine. */
class HostAccessSettingTest {
    private static final String PROPERTY = "python-wasm.hostAccess";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    private static Object length() throws ScriptException {
        try (var engine = (PythonScriptEngine) new ScriptEngineManager().getEngineByName("python-wasm")) {
            engine.put("o", new StringBuilder("text"));
            return engine.eval("o.length()");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", " all ", "java.lang.StringBuilder", "java.util.List,java.lang.StringBuilder"})
    void grants_what_it_names(String setting) throws ScriptException {
        System.setProperty(PROPERTY, setting);
        assertEquals(4, length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "java.util.List"})
    void grants_nothing_else(String setting) {
        System.setProperty(PROPERTY, setting);
        assertThrows(ScriptException.class, HostAccessSettingTest::length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "everything else", "all,java.util.List", "java.lang.Class"})
    void a_wrong_one_is_an_error_that_names_the_property(String setting) {
        System.setProperty(PROPERTY, setting);
        var error = assertThrows(
                ScriptException.class,
                () -> new ScriptEngineManager().getEngineByName("python-wasm").eval("1"));
        assertTrue(error.getMessage().startsWith("the system property python-wasm.hostAccess: "), error.getMessage());
    }
}
