package org.pythonwasm.hosts.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** Whom the names of Python mean where Jython and both engines are on the class path: Jython, until the operator decides otherwise. */
class ClaimedNamesTest {
    private static final String PLAIN = "python-wasm.names";
    private static final String BEANS = "python-wasm-beans.names";

    @AfterEach
    void clear() {
        System.clearProperty(PLAIN);
        System.clearProperty(BEANS);
    }

    /** What the script itself reports. */
    private static String engine(ScriptEngine engine) throws ScriptException {
        engine.put("o", new StringBuilder("text"));
        engine.eval("""
                import sys
                try:
                    access = o.length() == 4
                except AttributeError:
                    access = False
                """);
        return engine.eval("sys.version_info[0]") + (engine.get("access").equals(true) ? " with objects" : "");
    }

    private static String named(String name) throws ScriptException {
        return engine(new ScriptEngineManager().getEngineByName(name));
    }

    @Test
    void without_a_property_jython_has_them() throws ScriptException {
        for (String name : List.of("python", "jython")) {
            assertEquals("2 with objects", named(name));
        }
        assertEquals("2 with objects", engine(new ScriptEngineManager().getEngineByExtension("py")));
        assertEquals("3", named("python-wasm"));
        assertEquals("3 with objects", named("python-wasm-beans"));
    }

    @Test
    void names_that_are_claimed_for_the_sandbox_mean_it_and_so_does_the_file_extension() throws ScriptException {
        System.setProperty(PLAIN, "python");
        assertEquals("3", named("python"));
        assertEquals("3", engine(new ScriptEngineManager().getEngineByExtension("py")));
        assertEquals("2 with objects", named("jython"));
    }

    @Test
    void names_that_are_claimed_for_the_engine_with_objects_mean_that_one() throws ScriptException {
        System.setProperty(BEANS, "python,jython");
        assertEquals("3 with objects", named("python"));
        assertEquals("3 with objects", named("jython"));
        assertEquals("2 with objects", engine(new ScriptEngineManager().getEngineByExtension("py")));
    }

    @Test
    void each_engine_can_have_a_name() throws ScriptException {
        System.setProperty(PLAIN, "py");
        System.setProperty(BEANS, "python");
        assertEquals("3", named("py"));
        assertEquals("3 with objects", named("python"));
        assertEquals("2 with objects", named("jython"));
    }

    @Test
    void an_application_that_has_a_manager_decides_by_itself() throws ScriptException {
        var manager = new ScriptEngineManager();
        manager.registerEngineName("jython", new PythonScriptEngineFactory());
        manager.registerEngineExtension("py", new PythonScriptEngineFactory());
        assertEquals("3", engine(manager.getEngineByName("jython")));
        assertEquals("3", engine(manager.getEngineByExtension("py")));
        assertEquals("2 with objects", engine(manager.getEngineByName("python")));
    }

    @Test
    void a_wrong_property_is_an_error_of_each_script_and_never_leaves_it_to_jython() {
        System.setProperty(PLAIN, "python");
        System.setProperty(BEANS, "python");
        var error = assertThrows(ScriptException.class, () -> named("python"));
        assertTrue(error.getMessage().contains("'python' is also in python-wasm"), error.getMessage());
        System.setProperty(BEANS, "jython,");
        assertThrows(ScriptException.class, () -> named("jython"));
    }
}
