package org.pythonwasm.beans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that an operator claims for the one engine or for the other. */
class ClaimedNamesTest {
    private static final String PLAIN = "python-wasm.names";
    private static final String BEANS = "python-wasm-beans.names";

    @AfterEach
    void clear() {
        System.clearProperty(PLAIN);
        System.clearProperty(BEANS);
    }

    private static String granted(String name) throws ScriptException {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName(name);
        engine.put("o", new StringBuilder("text"));
        return (String) engine.eval("""
                try:
                    r = 'all' if o.append('!').length() == 5 else 'none'
                except AttributeError:
                    r = 'none'
                r
                """);
    }

    @Test
    void each_property_gives_names_to_its_own_engine() throws ScriptException {
        System.setProperty(PLAIN, "py");
        System.setProperty(BEANS, "python,jython");
        assertEquals("none", granted("py"));
        assertEquals("all", granted("python"));
        assertEquals("all", granted("jython"));
        assertEquals("none", granted("python-wasm"));
        assertEquals("all", granted("python-wasm-beans"));
    }

    @Test
    void the_artifact_changes_nothing_for_names_that_are_claimed_for_the_sandbox() throws ScriptException {
        System.setProperty(PLAIN, "python,py");
        assertEquals("none", granted("python"));
    }

    @Test
    void a_file_extension_never_means_it() {
        System.setProperty(BEANS, "python,py");
        var engine = new ScriptEngineManager().getEngineByExtension("py");
        assertEquals("python-wasm", engine.getFactory().getEngineName());
    }

    @Test
    void a_name_that_is_claimed_for_both_belongs_to_none() {
        System.setProperty(PLAIN, "python");
        System.setProperty(BEANS, "jython,python");
        for (String name : List.of("python", "jython", "python-wasm", "python-wasm-beans")) {
            String error = error(name);
            assertTrue(error.contains(PLAIN) && error.contains(BEANS), error);
        }
    }

    private static String error(String name) {
        var engine = new ScriptEngineManager().getEngineByName(name);
        return assertThrows(ScriptException.class, () -> engine.eval("1")).getMessage();
    }

    @Test
    void the_names_of_the_sandbox_cannot_be_claimed() {
        for (String name : List.of("python-wasm", "python3-wasm")) {
            System.setProperty(BEANS, name);
            assertEquals(
                    "the system property python-wasm-beans.names is names with commas between them, such as python,py; '"
                            + name + "' is kept for an engine of this project",
                    error("python-wasm-beans"));
            assertEquals(
                    "python-wasm",
                    new ScriptEngineManager().getEngineByName(name).getFactory().getEngineName());
        }
    }

    @Test
    void its_parameters_are_its_own() {
        var factory = new BeansScriptEngineFactory();
        assertEquals("python-wasm-beans", factory.getParameter(ScriptEngine.ENGINE));
        assertEquals("python-wasm-beans", factory.getParameter(ScriptEngine.NAME));
    }
}
