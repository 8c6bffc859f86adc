package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
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
    void finds_no_engine_where_a_setting_is_wrong_and_the_log_says_why() {
        var logged = new ArrayList<LogRecord>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord one) {
                logged.add(one);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger("org.pythonwasm.engine");
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        System.setProperty("python-wasm.hostAccess", "java.util.*");
        try {
            assertNull(new ScriptEngineManager().getEngineByName("python-wasm"));
        } finally {
            System.clearProperty("python-wasm.hostAccess");
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        assertEquals(
                "no script engine python-wasm: the system property python-wasm.hostAccess: host access is none, all, "
                        + "or names of classes with commas between them, got 'java.util.*'",
                logged.get(0).getMessage());
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
