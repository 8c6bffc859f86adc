package org.pythonwasm.engine.internal.guest;

import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.error.PythonError;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.internal.wire.BinaryChannel;
import org.pythonwasm.engine.internal.wire.Channel;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.LimitExceededException;
import org.pythonwasm.engine.internal.wire.ObjectTable;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.internal.wire.Streams;
import org.pythonwasm.machine.memory.ExchangeCells;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.InterruptCells;
import org.pythonwasm.machine.memory.JavaStack;
import org.pythonwasm.machine.wasi.Wasi;

/**
 * The life of one guest, from its fork to its death or to the reset of its interpreter: every call into it goes through
 * here. What belongs to a guest (handles, compiled scripts, typed functions, batches) refers to its session, so that nothing
 * from before a reset reaches the guest after it.
 */
public final class Session implements Channel.Calls, ObjectTable.Owner {
    private final GuestTemplate image;
    private volatile Limits limits;
    private final GuestExports code;
    private final GuestInstance guest;
    private final Wasi wasi;
    private final Channel channel;
    /** Of the built-in guest only. */
    private final BinaryChannel binary;
    private final ObjectTable references = new ObjectTable(this);
    private final RunningCall call;
    private final InterruptCells cells;
    private final Leftovers leftovers = new Leftovers();
    private final RaisedErrors errors = new RaisedErrors(this);
    private boolean introduced;
    /** What the guest was told last. */
    private int recursionDepth;
    private volatile boolean ended;
    private volatile GuestDiedException death;

    public Session(GuestTemplate image, Limits limits, Streams streams) {
        this.image = image;
        this.limits = limits;
        this.recursionDepth = image.recursionDepth();
        this.wasi = new Wasi(image.archive(), image.grants(), image.openFiles());
        this.guest = fork(image, wasi, limits);
        this.channel = new Channel(this, references, wasi, streams);
        this.cells = new InterruptCells(guest, image.snapshot().interruptCells());
        this.call = new RunningCall(guest, cells, limits);
        this.code = image.codes().apply(this);
        this.binary = code.isInterruptible() ? new BinaryChannel(this, references, channel, code, guest,
                new ExchangeCells(guest, image.snapshot().interruptCells())) : null;
        EngineMetrics.ALL.opened(image.listener());
    }

    private static GuestInstance fork(GuestTemplate image, Wasi wasi, Limits limits) {
        try {
            return image.fork(wasi, limits);
        } catch (OutOfMemoryError e) {
            throw new GuestDiedException(Reason.OUT_OF_MEMORY,
                    "the Java heap has no room for an interpreter: enlarge it (-Xmx) or have fewer open", e);
        }
    }

    /** Once, before all else: a guest that is no fork of one that has run its preparation runs it now. */
    public void prepare() {
        if (!image.preparation().isEmpty()) {
            try {
                value("exec", message -> {
                    message.text("source", image.preparation());
                    message.text("file", GuestTemplate.PREPARATION);
                });
            } catch (RuntimeException | Error e) {
                end();
                throw e;
            }
        }
    }

    /** The value that a request is answered with. */
    public Object value(String operation, RequestWriter.Body body) {
        enter();
        try {
            prepareCall();
            collectWhenShort();
            return binary != null && BinaryChannel.carries(operation) ? binaryValue(operation, body)
                    : exchange(operation, body).get("value");
        } finally {
            call.leave();
        }
    }

    private Object binaryValue(String operation, RequestWriter.Body body) {
        channel.takeReply();
        Object value = binary.request(operation, body, this::run);
        if (value == BinaryChannel.RAISED) {
            throw raised(-1);
        }
        return value;
    }

    /** Several requests as one call, under the limits of one. */
    public <T> T inOneCall(Supplier<T> requests) {
        enter();
        try {
            return requests.get();
        } finally {
            call.leave();
        }
    }

    /** The form of a value, to tell whether it has changed. */
    public Form form(Object value, String path) {
        return binary != null ? binary.form(value, path) : channel.form(value, path);
    }

    private Map<String, Object> exchange(String operation, RequestWriter.Body body) {
        channel.send(operation, body);
        run(() -> code.pw_serve(guest));
        return reply(-1);
    }

    private void prepareCall() {
        if (!introduced) {
            introduce();
        }
        int depth = limits.recursionDepth();
        if (depth != recursionDepth && !call.isNested()) {
            exchange("recursion", message -> message.number("depth", depth));
            recursionDepth = depth;
        }
    }

    /** Before the guest has no memory left for what comes, it lets go of what Java no longer needs. */
    private void collectWhenShort() {
        if (call.isNested() || !references.hasGiven() || !leftovers.isDue(memoryInUse(), limits.memoryBytes())) {
            return;
        }
        long before = memoryInUse();
        System.gc();
        references.closeUnreachable();
        exchange("collect", message -> { });
        leftovers.collected(before, memoryInUse());
    }

    /** By the guest's word, but within its memory; all of that where it does not say. */
    public long memoryInUse() {
        long inUse = cells.bytesInUse(guest);
        return inUse < 0 ? memoryBytes() : Math.min(inUse, memoryBytes());
    }

    /** Host and guest tell each other which version of the protocol they speak; the guest learns the token. */
    private void introduce() {
        var hello = exchange("hello", message -> {
            message.text("token", channel.token());
            message.number("protocol", Channel.PROTOCOL);
        }).get("value");
        if (!(hello instanceof Map<?, ?> version) || !Integer.valueOf(Channel.PROTOCOL).equals(version.get("protocol"))) {
            throw new IllegalStateException("the host speaks version " + Channel.PROTOCOL
                    + " of the protocol, the guest said " + hello + ": build guest and engine together");
        }
        introduced = true;
        var environment = image.grants().variables();
        if (!environment.isEmpty()) {
            // The snapshot has imported time already, whose names and offsets are those of its own zone, UTC.
            String script = "__import__('os').environ.update(granted)"
                    + (environment.containsKey("TZ") ? "; __import__('time').tzset()" : "");
            exchange("call", message -> {
                message.text("name", "exec");
                message.arguments(new Object[] {script, Map.of("granted", environment)}, Map.of());
            });
        }
    }

    /** The reply, or the exception it stands for. */
    private Map<String, Object> reply(int row) {
        var reply = channel.takeReply();
        if (reply == null) {
            throw noAnswer();
        }
        var error = errorOf(reply, row);
        if (error != null) {
            EngineMetrics.ALL.raised(error, image.listener());
            throw error;
        }
        return reply;
    }

    /** An exception that ends a call may be raised before its script begins or after it has ended, where nothing reports it. */
    private GuestDiedException noAnswer() {
        if (!call.isInterrupted()) {
            return !JavaStack.hasRoomForACall() ? keep(Deaths.ofSmallStack())
                    : die(Reason.TRAP, "the guest gave no answer", null);
        }
        return call.interruption() == Reason.TIMEOUT
                ? die(Reason.TIMEOUT, "ended after " + call.exhausted() + ", before or after the script itself", null)
                : die(Reason.INTERRUPTED, "ended by an interruption before or after the script itself", null);
    }

    private PythonException errorOf(Map<String, Object> reply, int row) {
        try {
            if (reply.get("dropped") instanceof List<?> dropped) {
                references.drop(dropped);
            }
            return reply.get("error") instanceof Map<?, ?> error ? exception(error, row) : null;
        } catch (RuntimeException e) {
            throw broken(e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw died(e);
        }
    }

    /** What the guest wrote is none of the protocol's. */
    @Override
    public GuestDiedException broken(Exception e) {
        return die(Reason.TRAP, "a message of the guest breaks the protocol: " + Excerpt.of(e.toString(), 500), e);
    }

    /** The exception that a description in a reply stands for. */
    @SuppressWarnings("unchecked")
    public PythonException exception(Map<?, ?> error, int row) {
        var exception = errors.exception(PythonError.of((Map<String, Object>) error), row);
        if (exception.typeName().equals("MemoryError")) {
            leftovers.filled();
        }
        return exception;
    }

    /** An export of the guest that a typed class calls. */
    public interface GuestCall {
        int in(GuestExports code, GuestInstance guest);
    }

    /** A typed call: answers what the call answers. */
    public int call(GuestCall typedCall) {
        enter();
        try {
            prepareCall();
            return run(() -> typedCall.in(code, guest));
        } finally {
            call.leave();
        }
    }

    /** An export of the guest that binds a callable: its names and its column types lie at those addresses. */
    public interface Definition {
        int in(GuestExports code, int names, int types, GuestInstance guest);
    }

    /** Binds a callable; answers its address. */
    public int define(byte[] names, byte[] types, Definition definition) {
        enter();
        try {
            prepareCall();
            return bind(names, types, definition);
        } finally {
            call.leave();
        }
    }

    private int bind(byte[] names, byte[] types, Definition definition) {
        int block = allocate(names.length + types.length);
        System.arraycopy(names, 0, guest.bytes, block, names.length);
        System.arraycopy(types, 0, guest.bytes, block + names.length, types.length);
        try {
            int address = run(() -> definition.in(code, block, block + names.length, guest));
            if (address == 0) {
                throw raised(-1);
            }
            return address;
        } finally {
            if (isUsable()) {
                release(block);
            }
        }
    }

    /** Linear memory that the guest has taken so far; what Python frees stays with it. */
    public long memoryBytes() {
        return code.memoryBytes(guest);
    }

    /** The exception that a typed call reported. */
    public RuntimeException raised(int row) {
        try {
            reply(row);
            return die(Reason.TRAP, "the guest failed without a report", null);
        } catch (PythonException e) {
            return e;
        }
    }

    /**
     * Work of the host's own in the guest's memory, such as {@link #allocate}. It runs guest code, and a script may have made
     * a ring of the heap's lists: so it is under the limits of a call and can be ended like one, but counts as none.
     */
    public int keepHouse(IntSupplier work) {
        requireUsable();
        call.enterUncounted();
        try {
            return work.getAsInt();
        } finally {
            call.leave();
        }
    }

    /** Inside a call, or inside {@link #keepHouse}. */
    public int allocate(int size) {
        int address = run(() -> code.pw_allocate(size, guest));
        if (address == 0) {
            throw new IllegalStateException(
                    "no room for " + size + " bytes in the guest's memory of " + limits.memoryBytes() + " bytes");
        }
        return place(address, size);
    }

    /** A range of memory that the guest has named; it may say what it likes, and dies where that lies outside. */
    public int place(int address, int size) {
        try {
            return guest.checkRange(address, size);
        } catch (GuestTrap e) {
            throw died(e);
        }
    }

    /** A value's range. */
    public int placeOfValue(int address, int size) {
        if (size > limits.valueBytes()) {
            throw died(tooLarge("the guest answers a value of " + size + " bytes"));
        }
        return place(address, size);
    }

    /** What Java takes of the guest's memory; where there is no room for it, the guest is at fault, not who reads. */
    public <T> T taken(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (LimitExceededException | GuestTrap | StackOverflowError | OutOfMemoryError e) {
            throw died(e);
        }
    }

    @Override
    public LimitExceededException tooLarge(String what) {
        return new LimitExceededException(Reason.VALUE, what + ", the limit is " + limits.valueBytes() + " (Limits.valueBytes)");
    }

    /** How many rows of a batch are done, by the guest's word. */
    public int rowsDone(int done, int asked) {
        if (done < 0 || done > asked) {
            throw die(Reason.TRAP, "the guest says that it did " + done + " of " + asked + " rows", null);
        }
        return done;
    }

    /** Inside a call, or inside {@link #keepHouse}. */
    public void release(int address) {
        run(() -> {
            code.pw_release(address, guest);
            return 0;
        });
    }

    private void enter() {
        requireUsable();
        call.enter();
        if (!call.isNested()) {
            channel.begin();
            references.begin();
        }
    }

    /**
     * The only way into the guest's code. In a nested call the guest waits in a system call, where CPython has let go of its
     * thread state.
     */
    private int run(IntSupplier guestCall) {
        requireUsable();
        call.requireMine();
        try {
            boolean attached = call.isNested() && code.pw_attach(guest) != 0;
            int result = guestCall.getAsInt();
            if (attached) {
                code.pw_detach(guest);
            }
            return result;
        } catch (Throwable e) {
            throw died(e);
        }
    }

    private void requireUsable() {
        if (ended) {
            throw new IllegalStateException("the interpreter is closed, or was reset since: open a new one");
        }
        if (death != null) {
            throw new IllegalStateException("the interpreter's guest died (" + death.reason() + ": " + death.getMessage()
                    + "): reset it or open a new one", death);
        }
    }

    @Override
    public void requireAlive() {
        if (death != null || guest.stop) {
            throw new GuestTrap("stopped");
        }
    }

    /** Whatever leaves the guest in the middle of a call leaves its memory unfit for another. */
    private RuntimeException died(Throwable cause) {
        if (death != null) {
            return death;
        }
        if (guest.stop) {
            return !ended && call.interruption() == Reason.TIMEOUT
                    ? die(Reason.TIMEOUT, "killed after " + call.exhausted() + ": " + fault("TimeoutError"), cause)
                    : die(Reason.INTERRUPTED,
                            "killed: " + (ended ? "it was closed while it ran" : fault("KeyboardInterrupt")), cause);
        }
        return keep(Deaths.of(cause));
    }

    private String fault(String exception) {
        if (!code.isInterruptible()) {
            return "this guest takes no " + exception;
        }
        return switch (call.fault()) {
            case IGNORED -> "it ignored the " + exception;
            case ONE_OPERATION -> "it was inside one operation that no exception can end";
            case IN_HOST -> "the Java code that it had called took too long to return";
        };
    }

    private GuestDiedException die(Reason reason, String message, Throwable cause) {
        return keep(new GuestDiedException(reason, message, cause));
    }

    private GuestDiedException keep(GuestDiedException reason) {
        death = reason;
        EngineMetrics.ALL.died(reason, image.listener());
        code.close();
        return reason;
    }

    @Override
    public PythonHandle newHandle(int number, String typeName, String text, boolean callable) {
        return new GuestObject(this, number, typeName, text, callable);
    }

    @Override
    public int numberOf(PythonHandle handle) {
        if (handle instanceof GuestObject object) {
            return object.number(this);
        }
        throw new IllegalArgumentException(handle.getClass().getName() + " is no object of an interpreter");
    }

    public GuestTemplate image() {
        return image;
    }

    /** The image whose forks start where this guest is. */
    public GuestTemplate toImage() {
        return image.of(guest, recursionDepth);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    /** Of the calls from now on. */
    public void limitTo(Limits newLimits) {
        limits = newLimits;
        call.limitTo(newLimits);
        guest.limitMemory(newLimits.memoryBytes());
    }

    public GuestInstance guest() {
        return guest;
    }

    public Channel channel() {
        return channel;
    }

    public ObjectTable references() {
        return references;
    }

    public RunningCall call() {
        return call;
    }

    public boolean isUsable() {
        return !ended && death == null;
    }

    /** No call after this one; it is killed if it runs. */
    public void end() {
        if (!ended) {
            EngineMetrics.ALL.closed(call.count(), memoryBytes(), image.listener());
        }
        ended = true;
        call.end();
        wasi.close();
        if (!call.isRunning()) {
            code.close();
            // Handles may still refer to this session, and must not keep its memory alive.
            guest.drop();
        }
    }
}
