package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.GuestCode;
import org.pythonwasm.engine.internal.GuestExit;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.InterruptCells;
import org.pythonwasm.engine.internal.Snapshot;
import org.pythonwasm.engine.internal.Wasi;

/**
 * The light tier: one Python interpreter with a memory of its own. Opened by {@link PythonRuntime#open()} in milliseconds.
 *
 * <p>Thread rule: used by one thread at a time, bound to none; a second thread that enters while a call runs gets an
 * {@link IllegalStateException}. Only {@link #interrupt()} may come from anywhere.
 *
 * <p>Values: None null, bool Boolean, int Integer, Long or BigInteger by size, float Double, decimal.Decimal BigDecimal, str
 * String, bytes byte[], list and tuple List, dict Map, set Set, date LocalDate, time LocalTime, datetime LocalDateTime or
 * OffsetDateTime, timedelta Duration, UUID; anything else a {@link PythonHandle}. The same the other way round.
 *
 * <p>Every call throws {@link PythonException} when Python raised, and {@link GuestDiedException} when the guest died: the
 * interpreter is then useless and must be closed.
 */
public final class PythonInterpreter implements AutoCloseable {
    private static final String DEFAULT_FILE = "<python>";
    private static final VarHandle CALLER;

    static {
        try {
            CALLER = MethodHandles.lookup().findVarHandle(PythonInterpreter.class, "caller", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final GuestCode code;
    private final Snapshot snapshot;
    private final Supplier<byte[]> archive;
    private final Limits limits;
    private final long wallTicks;
    private final long graceTicks;
    private final WeakReference<PythonInterpreter> watched;
    private GuestInstance guest;
    private Channel channel;
    private InterruptCells cells;
    private Consumer<String> out = text -> { };
    private Consumer<String> err = text -> { };
    private Supplier<String> in = () -> "";
    private int lastScope;
    private boolean dead;

    @SuppressWarnings("unused") // through CALLER
    private volatile Thread caller;
    /** The tick at which the running call began; 0 between calls. Read by the watchdog. */
    private volatile long began;
    /** The tick at which the running call was told to end; 0 when it was not. */
    private volatile long interruptedAt;
    private volatile Reason interruption;

    PythonInterpreter(GuestCode code, Snapshot snapshot, Supplier<byte[]> archive, Limits limits) {
        this.code = code;
        this.snapshot = snapshot;
        this.archive = archive;
        this.limits = limits;
        this.wallTicks = Math.max(1, limits.wallTime().toNanos() / Watchdog.TICK_NANOS);
        this.graceTicks = Limits.GRACE.toNanos() / Watchdog.TICK_NANOS;
        fork();
        this.watched = Watchdog.watch(this);
    }

    private void fork() {
        var wasi = new Wasi(archive);
        guest = snapshot.fork(limits.memoryBytes(), wasi);
        channel = new Channel(wasi, limits.outputBytes());
        channel.setOutput(text -> out.accept(text), text -> err.accept(text));
        channel.setInput(() -> in.get());
        cells = new InterruptCells(guest, snapshot.interruptCells());
        dead = false;
    }

    /** Runs a script in the interpreter's globals and answers the value of its last statement if that is an expression. */
    public Object eval(String source) {
        return eval(source, DEFAULT_FILE);
    }

    /** @param fileName how tracebacks call the script */
    public Object eval(String source, String fileName) {
        return request("eval", (json, values) -> {
            json.writeStringField("source", source);
            json.writeStringField("file", fileName);
        }).get("value");
    }

    /** The value of a global; {@code NameError} where there is none. */
    public Object get(String name) {
        return request("get", (json, values) -> json.writeStringField("name", name)).get("value");
    }

    /** Sets a global. */
    public void set(String name, Object value) {
        request("set", (json, values) -> {
            json.writeStringField("name", name);
            json.writeFieldName("value");
            values.write(value, name, 0);
        });
    }

    /** Calls a callable among the globals; the name may be dotted. */
    public Object call(String function, Object... arguments) {
        return call(function, arguments, Map.of());
    }

    /** Calls with keyword arguments too. */
    public Object call(String function, Object[] arguments, Map<String, ?> keywords) {
        return request("call", (json, values) -> {
            json.writeStringField("name", function);
            writeArguments(json, values, arguments, keywords);
        }).get("value");
    }

    /** Calls what an earlier call answered. */
    public Object call(PythonHandle callable, Object... arguments) {
        return request("call", (json, values) -> {
            json.writeNumberField("handle", callable.id());
            writeArguments(json, values, arguments, Map.of());
        }).get("value");
    }

    private static void writeArguments(JsonGenerator json, ValueWriter values,
            Object[] arguments, Map<String, ?> keywords) throws IOException {
        json.writeArrayFieldStart("args");
        for (int i = 0; i < arguments.length; i++) {
            values.write(arguments[i], "argument " + (i + 1), 0);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("kwargs");
        for (var keyword : keywords.entrySet()) {
            json.writeFieldName(keyword.getKey());
            values.write(keyword.getValue(), "argument " + keyword.getKey(), 0);
        }
        json.writeEndObject();
    }

    /** Globals of their own, apart from those that {@link #eval(String)} uses. */
    public PythonScope newScope() {
        return new PythonScope(this, ++lastScope);
    }

    /** One request of the protocol. */
    Map<String, Object> request(String operation, Channel.Request request) {
        enter();
        try {
            channel.send(operation, request);
            guarded(() -> code.pw_serve(guest));
            return answer(-1);
        } finally {
            leave();
        }
    }

    /** The reply, or the exception it stands for. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> answer(int row) {
        var reply = channel.takeReply();
        if (reply == null) {
            throw die(Reason.TRAP, "the guest gave no answer", null);
        }
        if (reply.get("error") instanceof Map<?, ?> error) {
            throw new PythonException(PythonError.of((Map<String, Object>) error), row);
        }
        return reply;
    }

    /**
     * Binds a callable to column types.
     *
     * @param handler name of a callable among the globals; may be dotted
     */
    public TypedFunction define(String handler, Signature signature) {
        return TypedFunction.define(this, handler, signature, false);
    }

    /** Binds a callable that gets one list a parameter and returns a list, with one result a row. */
    public TypedFunction defineVectorized(String handler, Signature signature) {
        return TypedFunction.define(this, handler, signature, true);
    }

    /**
     * Binds an aggregate.
     *
     * @param handler name of a class, or of a function {@code create_state}; see {@link TypedAggregate}
     */
    public TypedAggregate defineAggregate(String handler, Signature signature) {
        return TypedAggregate.define(this, handler, signature);
    }

    /** Binds a callable that yields rows. */
    public TypedTable defineTable(String handler, TableSignature signature) {
        return TypedTable.define(this, handler, signature);
    }

    /** A guest call of the typed classes. */
    interface GuestCall {
        int in(GuestCode code, GuestInstance guest);
    }

    /** Defines something; answers its address. */
    int define(byte[] names, byte[] types, Definition definition) {
        channel.introduce(this);
        int block = allocate(names.length + types.length);
        System.arraycopy(names, 0, guest.bytes, block, names.length);
        System.arraycopy(types, 0, guest.bytes, block + names.length, types.length);
        try {
            int address = run((code, guest) -> definition.in(code, block, block + names.length, guest));
            if (address == 0) {
                throw raised(-1);
            }
            return address;
        } finally {
            if (!dead) {
                release(block);
            }
        }
    }

    /** A guest call that defines something. */
    interface Definition {
        int in(GuestCode code, int names, int types, GuestInstance guest);
    }

    int run(GuestCall call) {
        enter();
        try {
            channel.expectNothing();
            return call.in(code, guest);
        } catch (Throwable e) {
            throw died(e);
        } finally {
            leave();
        }
    }

    int callTyped(int function, int columns, int rows) {
        enter();
        try {
            channel.expectNothing();
            return code.pw_call(function, columns, rows, guest);
        } catch (Throwable e) {
            throw died(e);
        } finally {
            leave();
        }
    }

    /** The exception that a typed call reported. */
    RuntimeException raised(int row) {
        try {
            answer(row);
            return die(Reason.TRAP, "the guest failed without a report", null);
        } catch (PythonException e) {
            return e;
        }
    }

    int allocate(int size) {
        int address = guarded(() -> code.pw_allocate(size, guest));
        if (address == 0) {
            throw new IllegalStateException(
                    "no room for " + size + " bytes in the guest's memory of " + limits.memoryBytes() + " bytes");
        }
        return guest.checkRange(address, size);
    }

    void release(int address) {
        guarded(() -> {
            code.pw_release(address, guest);
            return 0;
        });
    }

    GuestInstance guest() {
        return guest;
    }

    /** Linear memory that the interpreter has taken so far; what Python frees stays with it. */
    public long memoryBytes() {
        return (long) guest.pages() * GuestInstance.PAGE;
    }

    private int guarded(IntSupplier call) {
        if (dead) {
            throw notUsable();
        }
        try {
            return call.getAsInt();
        } catch (Throwable e) {
            throw died(e);
        }
    }

    /** Whatever leaves the guest in the middle of a call leaves its memory unfit for another. */
    private RuntimeException died(Throwable cause) {
        if (guest.stop) {
            return interruption == Reason.TIMEOUT
                    ? die(Reason.TIMEOUT, "killed after " + limits.wallTime() + ": it ignored the TimeoutError", cause)
                    : die(Reason.INTERRUPTED, "killed: it ignored the KeyboardInterrupt, or was closed while it ran", cause);
        }
        if (cause instanceof StackOverflowError) {
            return die(Reason.STACK_OVERFLOW, "recursion was too deep for the Java stack of this thread", null);
        }
        if (cause instanceof OutOfMemoryError) {
            return die(Reason.OUT_OF_MEMORY, "the Java heap is exhausted", cause);
        }
        if (cause instanceof Channel.OutputLimitExceeded) {
            return die(Reason.OUTPUT, cause.getMessage(), cause);
        }
        return die(cause instanceof GuestExit ? Reason.EXIT : Reason.TRAP, String.valueOf(cause.getMessage()), cause);
    }

    private GuestDiedException die(Reason reason, String message, Throwable cause) {
        dead = true;
        return new GuestDiedException(reason, message, cause);
    }

    private void enter() {
        if (dead) {
            throw notUsable();
        }
        if (!CALLER.compareAndSet(this, (Thread) null, Thread.currentThread())) {
            throw new IllegalStateException("the interpreter is in use by another call; open one for each thread");
        }
        began = Watchdog.now();
    }

    private void leave() {
        began = 0;
        if (interruptedAt != 0) {
            endInterruption();
        }
        caller = null;
    }

    private static IllegalStateException notUsable() {
        return new IllegalStateException("the interpreter is closed, or its guest died: open a new one");
    }

    /** Called by the watchdog at every tick. */
    void check(long now) {
        long start = began;
        if (start == 0) {
            return;
        }
        if (interruptedAt == 0) {
            Thread thread = caller;
            if (now - start > wallTicks) {
                beginInterruption(Reason.TIMEOUT, now);
            } else if (thread != null && thread.isInterrupted()) {
                beginInterruption(Reason.INTERRUPTED, now);
            }
        } else if (now - interruptedAt > graceTicks) {
            kill();
        }
    }

    private synchronized void kill() {
        if (began != 0 && interruptedAt != 0 && guest != null) {
            guest.stop = true;
        }
    }

    private synchronized void beginInterruption(Reason reason, long now) {
        if (began == 0 || interruptedAt != 0 || guest == null) {
            return;
        }
        interruption = reason;
        interruptedAt = now;
        if (reason == Reason.TIMEOUT) {
            cells.raiseTimeoutError(guest);
        } else {
            cells.raiseKeyboardInterrupt(guest);
        }
    }

    /** An interruption that came when the call was over must not hit the next one. */
    private synchronized void endInterruption() {
        interruptedAt = 0;
        if (!dead) {
            cells.clear(guest);
            guest.stop = false;
        }
    }

    /**
     * Ends the running call: {@code KeyboardInterrupt} is raised in the script; where it does not end within
     * {@link Limits#GRACE}, the guest is killed. Does nothing between calls. Safe from any thread.
     */
    public void interrupt() {
        beginInterruption(Reason.INTERRUPTED, Watchdog.now());
    }

    /** Where {@code print} and {@code sys.stderr} go; discarded by default. Called by the thread that runs the script. */
    public void setOutput(Consumer<String> newOut, Consumer<String> newErr) {
        out = Objects.requireNonNull(newOut, "out");
        err = Objects.requireNonNull(newErr, "err");
    }

    /** Where {@code input()} reads: the next line with its line end, or an empty text at the end; empty by default. */
    public void setInput(Supplier<String> lines) {
        in = Objects.requireNonNull(lines, "lines");
    }

    /** Returns to the state of a fresh interpreter, also after its guest died. Handles, functions and batches are gone. */
    public void reset() {
        if (guest == null) {
            throw notUsable();
        }
        fork();
    }

    /** False after {@link #close()} and after the guest died. */
    public boolean isUsable() {
        return !dead;
    }

    /** Gives the memory back; kills a call that another thread still runs. Does nothing the second time. */
    @Override
    public synchronized void close() {
        dead = true;
        Watchdog.forget(watched);
        if (began != 0) {
            guest.stop = true;
        } else {
            guest = null;
            channel = null;
        }
    }
}
