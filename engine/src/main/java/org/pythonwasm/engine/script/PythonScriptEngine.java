package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.SharedInterpreters;

/**
 * A JSR-223 engine over a few interpreters, which it opens when it needs them. Made by {@link PythonScriptEngineFactory}.
 *
 * <p>The default {@code ENGINE_SCOPE}, and the Bindings that {@link #createBindings()} returns, are Python globals: they
 * look at them where they are, and a script costs what it does, whatever else is bound. A collection is copied when it
 * is put and when it is fetched. What is put into Bindings with which no script has run yet is copied by the first run. Bindings of
 * the application are copied in before a script runs, and contain afterwards
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
 * <p>Thread rule: any thread may call any method at any time, also of its compiled scripts, Bindings, interfaces and handles
 * ({@code THREADING} is {@code MULTITHREADED}). The default {@code ENGINE_SCOPE} is in the engine's first interpreter. Other
 * Bindings stay with the interpreter in which a script first ran with them: an idle one, or a new one while there are fewer
 * than the system property {@code python-wasm.interpreters} says (by default the number of processors, at least two), or the one that
 * becomes free next. A thread whose interpreter is in use waits for its turn, for {@link org.pythonwasm.engine.Limits#wallTime()}
 * at most, and then receives an {@link IllegalStateException}. Calls that a Java function makes while Python calls it nest.
 *
 * <p>Close it when done; an engine that becomes unreachable is cleaned up, too. A closed engine throws
 * {@link IllegalStateException}, and so do Bindings whose globals were lost when a guest died: the default scope, and those of
 * {@link #createBindings()}. Bindings of the application go on in another interpreter.
 */
public final class PythonScriptEngine extends AbstractScriptEngine implements Compilable, Invocable, AutoCloseable {
    /** The system property with the greatest number of interpreters of an engine; by default two, or the number of processors. */
    static final String MOST_INTERPRETERS = "python-wasm.interpreters";

    /** The bindings are settled in another interpreter than the one in which they were to be. */
    private static final Object ELSEWHERE = new Object();

    private final ScriptEngineFactory factory;
    private final SharedInterpreters interpreters;
    /** The state that the engine keeps per interpreter; as many as are open. */
    private final Map<PythonInterpreter, ScriptInterpreter> known = new ConcurrentHashMap<>();

    private final ScopeTable scopes = new ScopeTable();

    PythonScriptEngine(ScriptEngineFactory factory, PythonRuntime runtime) {
        this.factory = factory;
        this.interpreters = new SharedInterpreters(runtime, mostInterpreters());
        context.setBindings(new PythonBindings(this::firstGlobals), ScriptContext.ENGINE_SCOPE);
    }

    private static int mostInterpreters() {
        String most = System.getProperty(MOST_INTERPRETERS);
        if (most == null) {
            return Math.max(2, Runtime.getRuntime().availableProcessors());
        }
        if (!most.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(
                    "the system property " + MOST_INTERPRETERS + " is a number from 1 to 9999, got '" + most + "'");
        }
        return Integer.parseInt(most);
    }

    private Globals firstGlobals() {
        PythonInterpreter python = interpreters.first();
        return new Globals(of(python), python.newScope());
    }

    private ScriptInterpreter of(PythonInterpreter python) {
        ScriptInterpreter interpreter = known.get(python);
        if (interpreter != null) {
            return interpreter;
        }
        known.keySet().removeIf(other -> !interpreters.has(other));
        return known.computeIfAbsent(python, added -> new ScriptInterpreter(this, added));
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(context, "context");
        String fileName = ContextStreams.fileName(context);
        return run(context, new Action() {
            @Override
            public Object live(Globals globals) {
                return globals.scope().eval(script, fileName);
            }

            @Override
            public Object mirrored(Globals globals, Bindings bindings) {
                return globals.scope().eval(script, fileName, NamedEntries.of(bindings, script));
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
        var compiled = new PythonCompiledScript(this, script, fileName);
        try {
            interpreters.inFree(python -> of(python).code(compiled));
            return compiled;
        } catch (PythonException | GuestDiedException | IllegalArgumentException e) {
            throw ScriptErrors.of(e, fileName);
        }
    }

    @Override
    public CompiledScript compile(Reader script) throws ScriptException {
        return compile(text(script));
    }

    Object eval(PythonCompiledScript script, ScriptContext context) throws ScriptException {
        Objects.requireNonNull(context, "context");
        return run(context, new Action() {
            @Override
            public Object live(Globals globals) {
                return globals.scope().eval(globals.interpreter().code(script));
            }

            @Override
            public Object mirrored(Globals globals, Bindings bindings) {
                return globals.scope()
                        .eval(globals.interpreter().code(script), NamedEntries.of(bindings, script.source()));
            }
        });
    }

    @Override
    public Object invokeFunction(String name, Object... arguments) throws ScriptException, NoSuchMethodException {
        Objects.requireNonNull(name, "name");
        return invoke(
                name,
                () -> run(context, new Action() {
                    @Override
                    public Object live(Globals globals) {
                        return globals.scope().call(name, given(arguments));
                    }

                    @Override
                    public Object mirrored(Globals globals, Bindings bindings) {
                        return globals.scope().call(name, bindings, given(arguments));
                    }
                }));
    }

    @Override
    public Object invokeMethod(Object thiz, String name, Object... arguments)
            throws ScriptException, NoSuchMethodException {
        Objects.requireNonNull(name, "name");
        PythonHandle object = handle(thiz);
        PythonInterpreter python = home(object);
        return invoke(
                name,
                () -> hasGlobals(python)
                        ? run(context, new Invocation(object, name, given(arguments)))
                        : inErrors(context, () -> of(python).in(context, () -> object.invoke(name, given(arguments)))));
    }

    /** Calls a method. */
    private record Invocation(PythonHandle object, String name, Object[] arguments) implements Action {
        @Override
        public Object live(Globals globals) {
            return globals.scope().invoke(object, name, arguments);
        }

        @Override
        public Object mirrored(Globals globals, Bindings bindings) {
            return globals.scope().invoke(object, name, bindings, arguments);
        }
    }

    /** Returns whether the context's bindings have their globals in that interpreter, from now on if they had none. */
    private boolean hasGlobals(PythonInterpreter python) throws ScriptException {
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        Globals globals = globalsOf(bindings);
        if (globals == null) {
            inErrors(context, () -> python.inOneCall(() -> settle(bindings, of(python))));
            globals = globalsOf(bindings);
        }
        return globals != null && globals.interpreter().python() == python;
    }

    private PythonInterpreter home(PythonHandle object) {
        interpreters.requireOpen();
        return interpreters
                .of(object)
                .filter(PythonInterpreter::isUsable)
                .orElseThrow(() -> new IllegalStateException(
                        object + " is no object of this engine, or its guest died: get a new one"));
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

    /** Runs Python code. */
    private interface Run {
        Object run() throws ScriptException;
    }

    private static Object invoke(String name, Run run) throws ScriptException, NoSuchMethodException {
        try {
            return run.run();
        } catch (ScriptException e) {
            if (ScriptErrors.isNoSuchMethod(e)) {
                throw ScriptErrors.noSuchMethod(name, e);
            }
            throw e;
        }
    }

    @Override
    public <T> T getInterface(Class<T> type) {
        interpreters.requireOpen();
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        Globals globals = globalsOf(bindings);
        while (globals == null) {
            inTheirs(bindings, python -> settle(bindings, of(python)));
            globals = globalsOf(bindings);
        }
        requireUsable(globals.interpreter().python());
        return (isLive(bindings, globals)
                        ? globals.scope().as(type)
                        : globals.scope().as(type, bindings))
                .orElse(null);
    }

    private static void requireUsable(PythonInterpreter python) {
        if (!python.isUsable()) {
            throw new IllegalStateException("the engine is closed, or its guest died: get a new one");
        }
    }

    @Override
    public <T> T getInterface(Object thiz, Class<T> type) {
        PythonHandle object = handle(thiz);
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException("expected an interface, got " + type);
        }
        home(object);
        return object.tryAs(type).orElse(null);
    }

    /** Runs Python code with the globals of some bindings. */
    private interface Action {
        /** The bindings are the globals. */
        Object live(Globals globals);

        /** The globals are kept in step with bindings of the application. */
        Object mirrored(Globals globals, Bindings bindings);
    }

    private Object run(ScriptContext context, Action action) throws ScriptException {
        Bindings bindings = context.getBindings(ScriptContext.ENGINE_SCOPE);
        return inErrors(context, () -> {
            for (; ; ) {
                Globals globals = globalsOf(bindings);
                Object result = globals != null
                        ? runIn(globals, bindings, context, action)
                        : inTheirs(bindings, python -> {
                            Globals settled = settle(bindings, of(python));
                            return settled.interpreter().python() == python
                                    ? runIn(settled, bindings, context, action)
                                    : ELSEWHERE;
                        });
                if (result != ELSEWHERE) {
                    return result;
                }
            }
        });
    }

    private static Object inErrors(ScriptContext context, Supplier<Object> run) throws ScriptException {
        try {
            return run.get();
        } catch (PythonException | GuestDiedException | IllegalArgumentException e) {
            throw ScriptErrors.of(e, ContextStreams.fileName(context));
        }
    }

    /** The Python globals in this engine that the bindings have; null if no script has run with them. */
    private Globals globalsOf(Bindings bindings) {
        if (bindings instanceof PythonBindings own) {
            Globals globals = own.globals();
            if (globals == null || globals.interpreter().isOf(this)) {
                return globals;
            }
        }
        return scopes.find(bindings);
    }

    private static boolean isLive(Bindings bindings, Globals globals) {
        return bindings instanceof PythonBindings own && own.globals() == globals;
    }

    /** In a call of that interpreter. Returns the globals that the bindings have from now on, which may be in another. */
    private Globals settle(Bindings bindings, ScriptInterpreter interpreter) {
        if (bindings instanceof PythonBindings own) {
            Globals globals = own.moveTo(interpreter);
            if (globals.interpreter().isOf(this)) {
                return globals;
            }
        }
        return scopes.of(
                bindings, () -> new Globals(interpreter, interpreter.python().newScope(bindings)));
    }

    /** In the interpreter of a Python object among the bindings, or else in a free one. */
    private <T> T inTheirs(Bindings bindings, Function<PythonInterpreter, T> calls) {
        interpreters.requireOpen();
        for (Object value : bindings.values()) {
            if (value instanceof PythonHandle object) {
                var python = interpreters.of(object);
                if (python.isPresent()) {
                    return python.get().inOneCall(() -> calls.apply(python.get()));
                }
            }
        }
        return interpreters.inFree(calls);
    }

    private Object runIn(Globals globals, Bindings bindings, ScriptContext context, Action action) {
        return globals.interpreter().in(context, () -> {
            globals.scope().setOuter(ContextStreams.namesBeyondEngineScope(context));
            return isLive(bindings, globals) ? action.live(globals) : action.mirrored(globals, bindings);
        });
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
        return new PythonBindings();
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    /** Frees the memory of all interpreters; kills running calls, and no thread waits any longer. A second call does nothing. */
    @Override
    public void close() {
        interpreters.close();
    }
}
