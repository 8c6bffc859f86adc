package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** The Javadoc of {@link javax.script.ScriptEngineManager}, rule by rule. */
class ManagerConformanceTest extends Conformance {
    @Test
    void finds_engines_by_short_name_extension_and_mime_type() {
        for (String name : factory.getNames()) {
            closeAfter(manager.getEngineByName(name));
        }
        for (String extension : factory.getExtensions()) {
            closeAfter(manager.getEngineByExtension(extension));
        }
        for (String type : factory.getMimeTypes()) {
            closeAfter(manager.getEngineByMimeType(type));
        }
    }

    private void closeAfter(ScriptEngine found) {
        assertNotSame(engine, found);
        assertInstanceOf(PythonScriptEngine.class, found).close();
    }

    @Test
    void leaves_the_name_python_to_others_until_an_application_opts_in() {
        assertNull(manager.getEngineByName("python"));
        manager.registerEngineName("python", new PythonScriptEngineFactory());
        closeAfter(manager.getEngineByName("python"));
    }

    @Test
    void sets_the_global_scope_of_its_engines_to_its_own_bindings() throws ScriptException {
        assertSame(manager.getBindings(), engine.getBindings(ScriptContext.GLOBAL_SCOPE));
        manager.put("greeting", "hello");
        assertEquals("hello!", engine.eval("greeting + '!'"));
    }

    @Test
    void lists_the_factory_among_those_it_discovered() {
        assertEquals(
                1,
                manager.getEngineFactories().stream()
                        .filter(PythonScriptEngineFactory.class::isInstance)
                        .count());
    }
}
