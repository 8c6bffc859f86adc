package org.pythonwasm.engine.script;

import java.io.Reader;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;

/**
 * What there is instead of an engine whose settings are wrong: each script is an error that says why. An exception of the factory
 * would not do: the JDK's manager swallows it and asks the next engine of that name, which may be one without a sandbox.
 */
final class FaultyScriptEngine extends AbstractScriptEngine implements Compilable, Invocable, AutoCloseable {
    private final ScriptEngineFactory factory;
    private final RuntimeException fault;

    FaultyScriptEngine(ScriptEngineFactory factory, RuntimeException fault) {
        this.factory = factory;
        this.fault = fault;
    }

    private ScriptException fault() {
        var error = new ScriptException(fault.getMessage());
        error.initCause(fault);
        return error;
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        throw fault();
    }

    @Override
    public Object eval(Reader reader, ScriptContext context) throws ScriptException {
        throw fault();
    }

    @Override
    public CompiledScript compile(String script) throws ScriptException {
        throw fault();
    }

    @Override
    public CompiledScript compile(Reader script) throws ScriptException {
        throw fault();
    }

    @Override
    public Object invokeMethod(Object thiz, String name, Object... arguments) throws ScriptException {
        throw fault();
    }

    @Override
    public Object invokeFunction(String name, Object... arguments) throws ScriptException {
        throw fault();
    }

    @Override
    public <T> T getInterface(Class<T> type) {
        throw new IllegalStateException(fault.getMessage(), fault);
    }

    @Override
    public <T> T getInterface(Object thiz, Class<T> type) {
        throw new IllegalStateException(fault.getMessage(), fault);
    }

    @Override
    public Bindings createBindings() {
        return new SimpleBindings();
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
