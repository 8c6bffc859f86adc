package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Objects;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonCode;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonScope;

/**
 * A JSR-223 engine over one {@link PythonInterpreter}. Made by {@link PythonScriptEngineFactory}.
 *
 * <p>The default {@code ENGINE_SCOPE}, and the Bindings that {@link #createBindings()} returns, are Python globals: they
 * look at them where they are, and a script costs what it does, whatever else is bound. A collection is copied when it
 * is put and when it is fetched. Bindings of the application are copied in before a script runs, and contain afterwards
 * what the script assigned or deleted. Each Bindings object has separate globals. Unmodifiable Bindings are input only:
 * what a script assigns stays in those globals, but names that the bindings contain are reset to their values in the
 * next run. Names that the engine scope lacks are looked up in {@code GLOBAL_SCOPE}. An object that has no Python value
 * is opaque to a script, which can pass it back. The value of a script is that of its last statement, if that is an expression. {@code print},
 * {@code sys.stderr} and {@code input()} use the context's writers and reader while the script runs; {@code FILENAME}
 * and {@code ARGV} are honoured.
 *
 * <p>Objects that have no Java value stay alive in the interpreter and are {@link PythonHandle}s here, which
 * {@link #invokeMethod} and {@link #getInterface(Object, Class)} accept.
 *
 * <p>Thread rule: one thread at a time ({@code THREADING} is null), bound to none. Close it when done; an engine that
 * becomes unreachable is cleaned up, too. A closed engine, and one whose guest died, throws
 * {@link IllegalStateException}.
 */
public final class PythonScriptEngine extends AbstractScriptEngine implements Compilable, Invocable, AutoCloseable {
    private final ScriptEngineFactory factory;
    private final PythonInterpreter interpreter;
    private final ContextStreams streams;
    private final ScopeTable scopes;

    PythonScriptEngine(ScriptEngineFactory factory, PythonInterpreter interpreter) {
        this.factory = factory;
        this.interpreter = interpreter;
        this.streams = new ContextStreams(interpreter);
        this.scopes = new ScopeTable(interpreter::newScope);
        context.setBindings(createBindings(), ScriptContext.ENGINE_SCOPE);
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(context, "context");
        String fileName = ContextStreams.fileName(context);
        return run(context, new Action() {
            @Override
            public Object live(PythonScope scope) {
                return scope.eval(script, fileName);
            }

            @Override
            public Object mirrored(PythonScope scope, Bindings bindings) {
                return scope.eval(script, fileName, bindings);
            }
        });
    }

    @Override
    public Object eval(Reader reader, ScriptContext context) throws ScriptException {
        return eval(text(reader), context);
    }

    private static String text(Reader reader) throws ScriptException {
        var script = new StringWriter();
        try {
            reader.transferTo(script);
        } catch (IOException e) {
            throw new ScriptException(e);
        }
        // Files may begin with a byte order mark. Java leaves it in the text, and Python accepts it in files only.
        return script.toString().startsWith("\uFEFF") ? script.getBuffer().substring(1) : script.toString();
    }

    @Override
    public CompiledScript compile(String script) throws ScriptException {
        Objects.requireNonNull(script, "script");
        String fileName = ContextStreams.fileName(context);
        try {
            return new PythonCompiledScript(this, interpreter.compile(script, fileName));
        } catch (PythonException | GuestDiedException | IllegalArgumentException e) {
            throw ScriptErrors.of(e, fileName);
        }
    }

    @Override
    public CompiledScript compile(Reader script) throws ScriptException {
        return compile(text(script));
    }

    Object eval(PythonCode code, ScriptContext context) throws ScriptException {
        Objects.requireNonNull(context, "context");
        return run(context, new Action() {
            @Override
            public Object live(PythonScope scope) {
                return scope.eval(code);
            }

            @Override
            public Object mirrored(PythonScope scope, Bindings bindings) {
                return scope.eval(code, bindings);
            }
        });
    }

    @Override
    public Object invokeFunction(String name, Object... arguments) throws ScriptException, NoSuchMethodException {
        Objects.requireNonNull(name, "name");
        return invoke(name, new Action() {
            @Override
            public Object live(PythonScope scope) {
                return scope.call(name, given(arguments));
            }

            @Override
            public Object mirrored(PythonScope scope, Bindings bindings) {
                return scope.call(name, bindings, given(arguments));
            }
        });
    }

    @Override
    public Object invokeMethod(Object thiz, String name, Object... arguments)
            throws ScriptException, NoSuchMethodException {
        Objects.requireNonNull(name, "name");
        PythonHandle object = handle(thiz);
        return invoke(name, new Action() {
            @Override
            public Object live(PythonScope scope) {
                return scope.invoke(object, name, given(arguments));
            }

            @Override
            public Object mirrored(PythonScope scope, Bindings bindings) {
                return scope.invoke(object, name, bindings, given(arguments));
            }
        });
    }

    private static Object[] given(Object[] arguments) {
        return arguments == null ? new Object[0] : arguments;
    }

    private static PythonHandle handle(Object thiz) {
        if (thiz instanceof PythonHandle object) {
            return object;
        }
        throw new IllegalArgumentException("expected an object of this engine's scripts (a PythonHandle), got "
                + (thiz == null ? "null" : thiz.getClass().getName()));
    }

    private Object invoke(String name, Action action) throws ScriptException, NoSuchMethodException {
        try {
            return run(context, action);
        } catch (ScriptException e) {
            if (ScriptErrors.isNoSuchMethod(e)) {
                throw ScriptErrors.noSuchMethod(name, e);
            }
            throw e;
        }
    }

    @Override
    public <T> T getInterface(Class<T> type) {
        requireUsable();
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        return (bindings instanceof PythonBindings own && own.belongsTo(this)
                        ? own.scope().as(type)
                        : scopes.of(bindings).as(type, bindings))
                .orElse(null);
    }

    @Override
    public <T> T getInterface(Object thiz, Class<T> type) {
        PythonHandle object = handle(thiz);
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException("expected an interface, got " + type);
        }
        requireUsable();
        return object.tryAs(type).orElse(null);
    }

    private void requireUsable() {
        if (!interpreter.isUsable()) {
            throw new IllegalStateException("the engine is closed, or its guest died: get a new one");
        }
    }

    /** Runs Python code in the scope of some bindings. */
    private interface Action {
        /** The bindings are the scope. */
        Object live(PythonScope scope);

        /** The scope is kept in step with bindings of the application. */
        Object mirrored(PythonScope scope, Bindings bindings);
    }

    private Object run(ScriptContext context, Action action) throws ScriptException {
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        boolean live = bindings instanceof PythonBindings own && own.belongsTo(this);
        PythonScope scope = live ? ((PythonBindings) bindings).scope() : scopes.of(bindings);
        ScriptContext outer = streams.enter(context);
        try {
            scope.setOuter(ContextStreams.namesBeyondEngineScope(context));
            return live ? action.live(scope) : action.mirrored(scope, bindings);
        } catch (PythonException | GuestDiedException | IllegalArgumentException e) {
            throw ScriptErrors.of(e, ContextStreams.fileName(context));
        } finally {
            streams.leave(outer);
        }
    }

    /** Without the value before, which the superclass asks for and drops. */
    @Override
    public void put(String name, Object value) {
        if (getBindings(ScriptContext.ENGINE_SCOPE) instanceof PythonBindings own) {
            own.set(name, value);
        } else {
            super.put(name, value);
        }
    }

    /** Returns also the scopes that a context of the application defines, unlike the superclass. */
    @Override
    public Bindings getBindings(int scope) {
        return context.getBindings(scope);
    }

    @Override
    public void setBindings(Bindings bindings, int scope) {
        context.setBindings(bindings, scope);
    }

    @Override
    public Bindings createBindings() {
        return new PythonBindings(this, interpreter.newScope());
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    /** Frees the interpreter's memory. */
    @Override
    public void close() {
        interpreter.close();
    }
}
