package org.pythonwasm.engine.internal.guest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.NoRoomException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.error.PythonError;
import org.pythonwasm.engine.internal.object.ByValue;
import org.pythonwasm.engine.internal.object.JavaTypes;
import org.pythonwasm.engine.internal.residence.Resident;
import org.pythonwasm.engine.internal.residence.Residents;
import org.pythonwasm.engine.internal.residence.Sleeper;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.internal.thread.Turns;
import org.pythonwasm.engine.internal.wire.BinaryChannel;
import org.pythonwasm.engine.internal.wire.Channel;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.LimitExceededException;
import org.pythonwasm.engine.internal.wire.ObjectTable;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.internal.wire.Streams;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.JavaHeap;
import org.pythonwasm.machine.memory.JavaStack;
import org.pythonwasm.machine.wasi.RequestStreams;

/**
 * The life of one guest, from its fork to its death or to the reset of its interpreter: every call into it goes through
 * here. What belongs to a guest (handles, compiled scripts, typed functions, batches) refers to its session, so that nothing
 * from before a reset reaches the guest after it.
 */
public final class Session implements GuestHost, Channel.Calls, ObjectTable.Owner, Sleeper {
    private final GuestTemplate image;
    private volatile Limits limits;
    private final RequestStreams requests = new RequestStreams();
    private final Channel channel;
    private final Guest guest;
    private final ObjectTable references;
    private final RunningCall call;
    private final Leftovers leftovers = new Leftovers();
    private final RaisedErrors errors = new RaisedErrors(this);
    private final Resident resident;
    /** Batches that Java may read or write between two calls: counted up while the place of a call is held. */
    private volatile int pins;

    private boolean introduced;
    /** What the guest was told last. */
    private int recursionDepth;

    private static final VarHandle PINS;

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(Session.class, "pins", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile boolean ended;
    private volatile GuestDiedException death;

    /**
     * Begins the life of a guest. Where the Java heap is nearly full, those that are idle make room.
     *
     * @param turns of the threads that call it; null if a second thread is turned away
     * @throws GuestDiedException if that is not enough
     */
    public static Session start(GuestTemplate image, Limits limits, Streams streams, Turns turns) {
        try {
            return new Session(image, limits, streams, turns);
        } catch (OutOfMemoryError full) {
            Residents.sleepAll();
        }
        try {
            return new Session(image, limits, streams, turns);
        } catch (OutOfMemoryError full) {
            throw Deaths.ofFullHeap(full);
        }
    }

    private Session(GuestTemplate image, Limits limits, Streams streams, Turns turns) {
        this.image = image;
        this.limits = limits;
        this.recursionDepth = image.recursionDepth();
        this.references = new ObjectTable(this, new JavaTypes(image.access()));
        this.channel = new Channel(this, references, requests, streams);
        Residents.requireRoom(image.memory(), image.source().bytes());
        if (!image.source().hasSpare()) {
            Residents.recycle(true);
        }
        if (image.source().bytes() == 0) {
            JavaHeap.requireRoom(0);
        }
        this.guest = image.source().open(this);
        this.call = new RunningCall(guest, limits, turns);
        this.resident = Residents.add(this, image.memory());
        account();
        EngineMetrics.ALL.opened(image.listener());
    }

    /** Notes what the guest holds now; its memory may have grown. */
    @Override
    public void account() {
        if (guest.canSleep()) {
            Residents.update(resident, this);
        }
    }

    @Override
    public long heldBytes() {
        return guest.heldBytes();
    }

    @Override
    public boolean isAsleep() {
        return guest.isAsleep();
    }

    /**
     * Puts the guest to sleep, if it is idle: it gives its memory back, and the next call wakes it. Open files, a scratch space and
     * digests stay as they are. Returns whether it fell asleep; it goes on as it is where the Java heap has no room for what has to be
     * kept. Any thread may call it.
     */
    @Override
    public boolean sleep() {
        try {
            return guest.canSleep() && call.betweenCalls(this::fallAsleep);
        } catch (OutOfMemoryError noRoom) {
            return false;
        }
    }

    private boolean fallAsleep() {
        if (!isUsable() || pins != 0 || guest.isAsleep()) {
            return false;
        }
        guest.sleep();
        account();
        try {
            call.rest();
            Residents.countSleep();
        } catch (OutOfMemoryError noRoom) {
            // It sleeps, and is looked at as if it did not.
            Thread.onSpinWait();
        }
        return true;
    }

    /** In a call: plain reads show whether the guest sleeps, since it fell asleep before this call took its place. */
    private void wake() {
        if (guest.isAsleep()) {
            try {
                Residents.requireRoom(image.memory(), guest.memoryBytes() - guest.heldBytes());
                if (!image.source().hasSpare()) {
                    Residents.recycle(false);
                }
                call.watch();
                Residents.expect(resident);
                wakeGuest();
            } catch (OutOfMemoryError e) {
                throw new NoRoomException(
                        "the Java heap has no room to wake an interpreter: enlarge it (-Xmx), or use fewer at a time. "
                                + "Nothing is lost, the next call tries again",
                        e);
            }
            Residents.countWake();
            account();
        }
    }

    private void wakeGuest() {
        try {
            guest.wake();
        } catch (OutOfMemoryError full) {
            Residents.sleepAll();
            guest.wake();
        }
    }

    @Override
    public void pin() {
        call.enterBriefly();
        try {
            wake();
            PINS.set(this, (int) PINS.get(this) + 1);
        } finally {
            call.leaveBriefly();
        }
    }

    @Override
    public void unpin() {
        PINS.setRelease(this, (int) PINS.get(this) - 1);
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

    /** Returns the value of the reply to a request. */
    public Object value(String operation, RequestWriter.Body body) {
        enter();
        try {
            prepareCall();
            collectWhenShort();
            return guest.carries(operation)
                    ? carried(operation, body)
                    : exchange(operation, body).get("value");
        } finally {
            call.leave();
        }
    }

    /** As above, of a request whose value has that type by the protocol: a guest that says otherwise ends. */
    public <T> T value(String operation, Class<T> type, RequestWriter.Body body) {
        return of(type, value(operation, body));
    }

    /** Returns an item of a message as the type that the protocol gives it. */
    public <T> T of(Class<T> type, Object said) {
        if (type.isInstance(said)) {
            return type.cast(said);
        }
        throw broken(new ClassCastException("expected " + type.getSimpleName() + ", got " + Excerpt.withClass(said)));
    }

    /** A list of texts that a guest said. */
    public List<String> texts(Object said) {
        List<?> texts = of(List.class, said);
        return texts.stream().map(text -> of(String.class, text)).toList();
    }

    private Object carried(String operation, RequestWriter.Body body) {
        Object value = guest.request(operation, body);
        if (value == BinaryChannel.RAISED) {
            throw raised(-1);
        }
        return value;
    }

    /** Several requests as one call, under the limits of one. */
    public <T> T inOneCall(Supplier<T> requests) {
        requireUsable();
        call.enterGroup();
        try {
            begin();
            prepareCall();
            collectWhenShort();
            return requests.get();
        } finally {
            call.leaveGroup();
        }
    }

    /** Returns the form of a value, by which a change is found. */
    public Form form(Object value, String path) {
        return guest.form(value, path);
    }

    private Map<String, Object> exchange(String operation, RequestWriter.Body body) {
        channel.send(operation, body);
        guest.serve();
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
        if (call.isNested() || !references.hasGiven() || !leftovers.isDue(guest.memoryInUse(), limits.memoryBytes())) {
            return;
        }
        long before = guest.memoryInUse();
        System.gc();
        references.closeUnreachable();
        exchange("collect", message -> {});
        leftovers.collected(before, guest.memoryInUse());
    }

    /** Host and guest exchange the versions of their protocol; the guest receives the token. */
    private void introduce() {
        var hello = guest.carries("introduce")
                ? carried("introduce", message -> {
                    message.text("name", channel.token());
                    message.number("value", Channel.PROTOCOL);
                })
                : exchange("hello", message -> {
                            message.text("token", channel.token());
                            message.number("protocol", Channel.PROTOCOL);
                        })
                        .get("value");
        if (!(hello instanceof Map<?, ?> version)
                || !Integer.valueOf(Channel.PROTOCOL).equals(version.get("protocol"))) {
            throw new IllegalStateException("the host speaks version " + Channel.PROTOCOL
                    + " of the protocol, the guest said " + hello + ": build guest and engine together");
        }
        introduced = true;
        var environment = guest.variables();
        if (!environment.isEmpty()) {
            // The snapshot has imported time already, whose names and offsets are those of its own zone, UTC.
            String script = "__import__('os').environ.update(granted)"
                    + (environment.containsKey("TZ") ? "; __import__('time').tzset()" : "");
            exchange("call", message -> {
                message.text("name", "exec");
                message.arguments(
                        new Object[] {script, new ByValue(Map.of("granted", new ByValue(environment)))}, Map.of());
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

    /** An exception that ends a call may be raised before its script begins or after it has ended, when nothing reports it. */
    private GuestDiedException noAnswer() {
        if (!call.isInterrupted()) {
            return !JavaStack.hasRoomForACall()
                    ? keep(Deaths.ofSmallStack())
                    : die(Reason.TRAP, "the guest gave no reply", null);
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

    /** The guest wrote a message that is not one of the protocol. */
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

    /** A call into the guest by a typed class. */
    public interface Entry {
        int into(Guest guest);
    }

    /** A call into the guest. Returns what it returns. */
    public int call(Entry entry) {
        enter();
        try {
            prepareCall();
            return entry.into(guest);
        } finally {
            call.leave();
        }
    }

    /** A call into the guest that returns nothing; skipped if the guest is gone. */
    public void tell(Consumer<Guest> entry) {
        if (isUsable()) {
            call(own -> {
                entry.accept(own);
                return 0;
            });
        }
    }

    /** Binds something in Python to column types. Returns its number. */
    public int bind(Binding binding) {
        int number = call(own -> own.bind(binding));
        if (number == 0) {
            throw raised(-1);
        }
        return number;
    }

    /** Has the rows {@code first} to {@code end - 1} of a batch worked on, or throws what one of them raised. */
    public void work(Work work, int bound, Batch batch, int first, int end) {
        checkDone(work, call(own -> own.work(work, bound, batch, first, end)), end);
    }

    /** That a call raised for all rows together, which -1 says, is said of a vectorized function only. */
    void checkDone(Work work, int done, int asked) {
        boolean raisedForAll = work == Work.VECTORS && done == -1;
        if (raisedForAll || rowsDone(done, asked) < asked) {
            throw raised(done);
        }
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

    @Override
    public int keepHouse(IntSupplier work) {
        requireUsable();
        call.enterUncounted();
        try {
            requireUsable();
            wake();
            return work.getAsInt();
        } finally {
            call.leave();
        }
    }

    @Override
    public void requireValueSize(int bytes) {
        if (bytes > limits.valueBytes()) {
            throw died(tooLarge("the guest returns a value of " + bytes + " bytes"));
        }
    }

    @Override
    public <T> T taken(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (LimitExceededException | GuestTrap | StackOverflowError | OutOfMemoryError e) {
            throw died(e);
        }
    }

    @Override
    public LimitExceededException tooLarge(String what) {
        return new LimitExceededException(
                Reason.VALUE, what + ", the limit is " + limits.valueBytes() + " (Limits.valueBytes)");
    }

    /** Returns how many rows of a batch are done, by the guest's word. */
    public int rowsDone(int done, int asked) {
        if (done < 0 || done > asked) {
            throw die(Reason.TRAP, "the guest says that it did " + done + " of " + asked + " rows", null);
        }
        return done;
    }

    private void enter() {
        requireUsable();
        call.enter();
        try {
            begin();
        } catch (RuntimeException | Error e) {
            call.leave();
            throw e;
        }
    }

    /** In a call: the guest may have died, or have been closed, while the thread waited for its turn. */
    private void begin() {
        requireUsable();
        if (!call.isNested()) {
            wake();
            channel.begin();
            references.begin();
        }
    }

    @Override
    public int run(IntSupplier guestCode) {
        requireUsable();
        call.requireMine();
        try {
            return guestCode.getAsInt();
        } catch (Throwable e) {
            throw died(e);
        }
    }

    private void requireUsable() {
        if (ended) {
            throw new IllegalStateException("the interpreter is closed, or was reset since: open a new one");
        }
        if (death != null) {
            throw new IllegalStateException(
                    "the interpreter's guest died (" + death.reason() + ": " + death.getMessage()
                            + "): reset it or open a new one",
                    death);
        }
    }

    @Override
    public void requireAlive() {
        if (death != null || guest.isKilled()) {
            throw new GuestTrap("stopped");
        }
    }

    /** Whatever leaves the guest in the middle of a call leaves its memory unfit for another. */
    @Override
    public RuntimeException died(Throwable cause) {
        if (death != null) {
            return death;
        }
        if (guest.isKilled()) {
            return !ended && call.interruption() == Reason.TIMEOUT
                    ? die(Reason.TIMEOUT, "killed after " + call.exhausted() + ": " + fault("TimeoutError"), cause)
                    : die(
                            Reason.INTERRUPTED,
                            "killed: " + (ended ? "it was closed while it ran" : fault("KeyboardInterrupt")),
                            cause);
        }
        return keep(Deaths.of(cause));
    }

    private String fault(String exception) {
        if (!guest.takesExceptions()) {
            return "this guest takes no " + exception;
        }
        return switch (call.fault()) {
            case IGNORED -> "it ignored the " + exception;
            case ONE_OPERATION -> "it was inside one operation that no exception can end";
            case IN_HOST -> "the Java code that it had called took too long to return";
            case COMPILING -> "what it ran was compiled for too long";
        };
    }

    private GuestDiedException die(Reason reason, String message, Throwable cause) {
        return keep(new GuestDiedException(reason, message, cause));
    }

    private GuestDiedException keep(GuestDiedException reason) {
        death = reason;
        EngineMetrics.ALL.died(reason, image.listener());
        guest.end();
        return reason;
    }

    @Override
    public PythonHandle newHandle(int number, String typeName, String text, boolean callable) {
        return callable
                ? new GuestObject.OfCallable(this, number, typeName, text)
                : new GuestObject(this, number, typeName, text, false);
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

    /** Returns an image whose forks start from the state of this guest, a built-in one. */
    public GuestTemplate toImage() {
        return new GuestTemplate(
                ((BuiltInGuest) guest).image(), "", recursionDepth, image.listener(), image.access(), image.memory());
    }

    /** As above; empty where forks would lack something: a guest that is not built in, or has files. */
    public Optional<GuestTemplate> toWholeImage() {
        requireUsable();
        var whole = new AtomicReference<GuestTemplate>();
        // In a call an interruption could be raised, and be waiting in the image for each of its forks.
        boolean taken = call.betweenCalls(() -> {
            if (guest instanceof BuiltInGuest own && own.isAllInMemory()) {
                wake();
                whole.set(toImage());
            }
            return true;
        });
        if (!taken) {
            throw new IllegalStateException(
                    "the state of an interpreter can be taken between two calls only, and one runs");
        }
        return Optional.ofNullable(whole.get());
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

    public Guest guest() {
        return guest;
    }

    @Override
    public RequestStreams requests() {
        return requests;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    public ObjectTable references() {
        return references;
    }

    public RunningCall call() {
        return call;
    }

    @Override
    public long calls() {
        return call.count();
    }

    @Override
    public boolean isBusy() {
        return call.isRunning();
    }

    @Override
    public boolean isNested() {
        return call.isNested();
    }

    @Override
    public boolean isUsable() {
        return !ended && death == null;
    }

    /** No call after this one; it is killed if it runs. */
    public void end() {
        if (!ended) {
            EngineMetrics.ALL.closed(call.count(), guest.memoryBytes(), image.listener());
        }
        boolean whole = isUsable();
        ended = true;
        call.end();
        guest.end();
        // Handles may still refer to this session. Another guest gets the memory only where nothing can reach into it
        // any more.
        boolean free = call.betweenCalls(() -> {
            guest.end(whole && pins == 0);
            return true;
        });
        if (!free && !call.isRunning()) {
            guest.drop();
        }
        Residents.remove(resident);
    }
}
