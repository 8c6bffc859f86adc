package org.pythonwasm.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.guest.GuestObject;
import org.pythonwasm.engine.internal.guest.GuestScript;
import org.pythonwasm.engine.internal.guest.GuestTemplate;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.thread.Turns;
import org.pythonwasm.engine.internal.wire.Streams;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.RowList;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.engine.typed.TypedAggregate;
import org.pythonwasm.engine.typed.TypedFunction;
import org.pythonwasm.engine.typed.TypedTable;

/**
 * One Python interpreter with its own memory. {@link PythonRuntime#open()} opens it in milliseconds.
 *
 * <p>Thread rule: confined to one thread at a time but bound to none; virtual threads are fine. A second thread that
 * enters during a call gets an {@link IllegalStateException}, or waits for its turn if the interpreter is one of
 * {@link SharedInterpreters}. Any thread may call {@link #interrupt()} and
 * {@link #close()}. A Java function that Python calls may use the interpreter itself; such calls nest, within the
 * limits of the outermost one.
 *
 * <p>Values, also nested: see {@code docs/values.md}. In short: None null, bool Boolean, int Integer, Long or BigInteger by
 * size, float Double, decimal.Decimal BigDecimal, str String, bytes byte[], list and tuple List, dict Map, set Set, date,
 * time, datetime and timedelta those of java.time, UUID; a Java function (see {@link PythonCallable}) is a callable, and any
 * other Python object a {@link PythonHandle}.
 *
 * <p>Every call throws {@link PythonException} if Python raised, {@link GuestDiedException} if the guest died,
 * {@link IllegalArgumentException} for a value that has no counterpart, and {@link IllegalStateException} if the
 * interpreter is closed, its guest is dead, or another thread is in it.
 */
public final class PythonInterpreter implements AutoCloseable {
    private static final String DEFAULT_FILE = "<python>";

    private final GuestTemplate image;
    private final Limits limits;
    private final Turns turns;
    private final Streams streams = new Streams();
    private volatile Session session;
    private volatile boolean closed;

    PythonInterpreter(GuestTemplate image, Limits limits) {
        this(image, limits, null);
    }

    PythonInterpreter(GuestTemplate image, Limits limits, Turns turns) {
        this.image = image;
        this.limits = limits;
        this.turns = turns;
        this.session = Session.start(image, limits, streams, turns);
        session.prepare();
    }

    /**
     * Runs a script in the interpreter's globals and returns the value of its last statement if that is an expression.
     */
    public Object eval(String source) {
        return eval(source, DEFAULT_FILE);
    }

    /** @param fileName the name of the script in tracebacks */
    public Object eval(String source, String fileName) {
        return script("eval", source, fileName);
    }

    /** Runs a script for its effects; its last value need not have a counterpart in Java. */
    public void exec(String source) {
        exec(source, DEFAULT_FILE);
    }

    /** @param fileName the name of the script in tracebacks */
    public void exec(String source, String fileName) {
        script("exec", source, fileName);
    }

    /** Compiles a script to run it often; throws a {@code SyntaxError} with line and column. */
    public PythonCode compile(String source) {
        return compile(source, DEFAULT_FILE);
    }

    /** @param fileName the name of the script in tracebacks */
    public PythonCode compile(String source, String fileName) {
        return new GuestScript(session, session.of(GuestObject.class, script("compile", source, fileName)));
    }

    private Object script(String operation, String source, String fileName) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(fileName, "fileName");
        return session.value(operation, message -> {
            message.text("source", source);
            message.text("file", fileName);
        });
    }

    /** Returns the value of a global; {@code NameError} if there is none. */
    public Object get(String name) {
        Objects.requireNonNull(name, "name");
        return session.value("get", message -> message.text("name", name));
    }

    /** Sets a global. */
    public void set(String name, Object value) {
        Objects.requireNonNull(name, "name");
        session.value("set", message -> {
            message.text("name", name);
            message.value("value", value, name);
        });
    }

    /** Deletes a global; returns whether there was one. */
    public boolean delete(String name) {
        Objects.requireNonNull(name, "name");
        return session.value("delete", Boolean.class, message -> message.text("name", name));
    }

    /** Calls a callable among the globals; the name may be dotted. */
    public Object call(String function, Object... arguments) {
        return call(function, arguments, Map.of());
    }

    /**
     * Calls with keyword arguments, too.
     *
     * @throws PythonException also if no such callable is defined, see {@link PythonException#isUnknownFunction()}
     */
    public Object call(String function, Object[] arguments, Map<String, ?> keywords) {
        Objects.requireNonNull(function, "function");
        return session.value("call", message -> {
            message.text("name", function);
            message.arguments(arguments, keywords);
        });
    }

    /** Creates separate globals, apart from those that {@link #eval(String)} uses. */
    public PythonScope newScope() {
        return new PythonScope(session, null);
    }

    /**
     * Creates globals that Python releases when the owner is unreachable, even if the scope is still referenced. The
     * owner is for instance the map that they are synchronised with. The scope does not keep the owner alive.
     */
    public PythonScope newScope(Object owner) {
        return new PythonScope(session, Objects.requireNonNull(owner, "owner"));
    }

    /**
     * Binds a callable to column types.
     *
     * @param handler name of a callable among the globals; may be dotted
     */
    public TypedFunction define(String handler, Signature signature) {
        return TypedFunction.define(session, handler, signature, false);
    }

    /** Binds a callable that receives one list per parameter and returns a list with one result per row. */
    public TypedFunction defineVectorized(String handler, Signature signature) {
        return TypedFunction.define(session, handler, signature, true);
    }

    /**
     * Binds a callable that receives a column per parameter and, behind these, one for its results, which it writes; it returns
     * {@code None}. A column is a pair of memoryviews: {@code values}, int64 or double, and {@code valid}, which is
     * {@code False} where there is NULL (of a result {@code True} unless it is set). Those of parameters are read-only, and all
     * raise {@code ValueError} after the call.
     *
     * @throws IllegalArgumentException a type is neither {@code INT64} nor {@code FLOAT64}
     */
    public TypedFunction defineWithBuffers(String handler, Signature signature) {
        return TypedFunction.defineWithBuffers(session, handler, signature);
    }

    /**
     * Binds an aggregate.
     *
     * @param handler name of a class, or of a function {@code create_state}; see {@link TypedAggregate}
     */
    public TypedAggregate defineAggregate(String handler, Signature signature) {
        return TypedAggregate.define(session, handler, signature);
    }

    /** Binds a callable that yields rows. */
    public TypedTable defineTable(String handler, TableSignature signature) {
        return TypedTable.define(session, handler, signature);
    }

    /** Creates a list in the guest, empty so far, for a parameter of the type {@link ColumnType#ROWS}. */
    public RowList newRowList(List<TableSignature.Column> columns) {
        return RowList.of(session, columns);
    }

    /** Sets {@code sys.argv}; one empty text by default. */
    public void setArguments(List<String> arguments) {
        session.value("argv", message -> message.values("argv", List.copyOf(arguments)));
    }

    /**
     * Sets the consumers of {@code print} and {@code sys.stderr}; output is discarded by default. The thread that runs
     * the script calls them for each piece of whole lines. Their exception is the cause of an {@code OSError} in the
     * script.
     */
    public void setOutput(Consumer<String> newOut, Consumer<String> newErr) {
        streams.out = Objects.requireNonNull(newOut, "out");
        streams.err = Objects.requireNonNull(newErr, "err");
    }

    /**
     * Sets the source of {@code input()}: it supplies the next line with its line end, or an empty text at the end;
     * empty by default.
     */
    public void setInput(Supplier<String> lines) {
        streams.in = Objects.requireNonNull(lines, "lines");
    }

    /** Sets the wall time of all later calls, until the next {@link #reset()}. */
    public void setWallTime(Duration wallTime) {
        setLimits(session.limits().withWallTime(wallTime));
    }

    /**
     * Sets the limits of all later calls, until the next {@link #reset()}. Memory that the interpreter has already
     * taken stays with it.
     */
    public void setLimits(Limits newLimits) {
        session.limitTo(Objects.requireNonNull(newLimits, "limits"));
    }

    /**
     * Makes some calls with other limits: {@code python.withLimits(strict, () -> python.eval(source))}. Afterwards,
     * even after an exception, the previous limits apply again, unless the interpreter was reset meanwhile.
     *
     * @return the result of the action
     */
    public <T> T withLimits(Limits own, Supplier<T> calls) {
        Session limited = session;
        Limits before = limited.limits();
        setLimits(own);
        try {
            return calls.get();
        } finally {
            limited.limitTo(before);
        }
    }

    /**
     * Makes several calls as one: no call of another thread comes between them, and they have the limits of one call
     * together.
     *
     * @return the result of the action
     */
    public <T> T inOneCall(Supplier<T> calls) {
        return session.inOneCall(calls);
    }

    /** Returns the limits of the next call. */
    public Limits limits() {
        return session.limits();
    }

    /**
     * Ends the running call: {@code KeyboardInterrupt} is raised in the script; if the script does not end within
     * {@link Limits#GRACE}, or the exception cannot be raised, the guest is killed. Does nothing between calls. Safe
     * from any thread.
     */
    public void interrupt() {
        session.call().interrupt();
    }

    /**
     * Returns to the state and the limits of a fresh interpreter, even after its guest died; streams stay connected.
     * Handles, compiled scripts, scopes, functions and batches are gone.
     */
    public void reset() {
        if (closed) {
            throw new IllegalStateException("the interpreter is closed: open a new one");
        }
        if (session.call().isRunning()) {
            throw new IllegalStateException("the interpreter cannot be reset while a call runs");
        }
        session.end();
        // The session is visible before its preparation runs, so that the preparation can be interrupted and closed.
        session = Session.start(image, limits, streams, turns);
        if (closed) {
            session.end();
        }
        session.prepare();
    }

    /** Returns the state of this interpreter, from which others can start. */
    GuestTemplate image() {
        return session.toImage();
    }

    /**
     * Lets the interpreter sleep now, as it does by itself when it was idle for some time: it gives its memory back and keeps what
     * differs from that of a fresh one. The next call wakes it. Any thread may call this.
     *
     * @return whether it fell asleep; not during a call, nor while a batch is in use, nor in a custom module
     * @see PythonRuntime.Builder#withSleepAfter
     */
    public boolean sleep() {
        return session.sleep();
    }

    /** Returns the linear memory that the interpreter has taken so far; memory that Python frees stays with it. */
    public long memoryBytes() {
        return session.guest().memoryBytes();
    }

    /**
     * Returns the part of {@link #memoryBytes()} that Python has not freed; all of it if the guest does not report
     * that, as custom modules do not.
     */
    public long memoryInUse() {
        return session.guest().memoryInUse();
    }

    Session session() {
        return session;
    }

    /** Returns false after {@link #close()} and after the guest died, and while its running call is killed. */
    public boolean isUsable() {
        Session current = session;
        return current.isUsable() && !current.call().isGone();
    }

    /** Frees the memory; kills a running call. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        session.end();
    }
}
