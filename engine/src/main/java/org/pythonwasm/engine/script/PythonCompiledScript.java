package org.pythonwasm.engine.script;

import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;

/** A script that each interpreter of its engine compiles once, if it runs there. Any thread may evaluate it. */
final class PythonCompiledScript extends CompiledScript {
    private final PythonScriptEngine engine;
    private final String source;
    private final String fileName;

    PythonCompiledScript(PythonScriptEngine engine, String source, String fileName) {
        this.engine = engine;
        this.source = source;
        this.fileName = fileName;
    }

    String source() {
        return source;
    }

    String fileName() {
        return fileName;
    }

    @Override
    public Object eval(ScriptContext context) throws ScriptException {
        return engine.eval(this, context);
    }

    @Override
    public ScriptEngine getEngine() {
        return engine;
    }
}
