package org.pythonwasm.engine.script;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.AfterEach;

/** The engine whose conformance to the Javadoc of javax.script is tested. */
abstract class Conformance {
    final ScriptEngineManager manager = new ScriptEngineManager();
    final ScriptEngine engine = manager.getEngineByName("python-wasm");
    final ScriptEngineFactory factory = engine.getFactory();

    @AfterEach
    void close() {
        ((PythonScriptEngine) engine).close();
    }
}
