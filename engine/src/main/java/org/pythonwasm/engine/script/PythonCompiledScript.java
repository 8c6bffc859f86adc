package org.pythonwasm.engine.script;

import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.pythonwasm.engine.PythonCode;

/** A script whose code object is in the engine's interpreter. */
final class PythonCompiledScript extends CompiledScript {
    private final PythonScriptEngine engine;
    private final PythonCode code;

    PythonCompiledScript(PythonScriptEngine engine, PythonCode code) {
        this.engine = engine;
        this.code = code;
    }

    @Override
    public Object eval(ScriptContext context) throws ScriptException {
        return engine.eval(code, context);
    }

    @Override
    public ScriptEngine getEngine() {
        return engine;
    }
}
