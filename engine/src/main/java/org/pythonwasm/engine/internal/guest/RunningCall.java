package org.pythonwasm.engine.internal.guest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.internal.text.Durations;
import org.pythonwasm.engine.internal.thread.Turns;

/**
 * The call that runs in a guest: whose it is, since when, how deeply calls of Java functions nest in it, and whether it was
 * asked to end. Belongs to a {@link Session}; the {@link Watchdog} checks it. A second thread waits for its turn if there are
 * turns, and is turned away if there are none.
 */
public final class RunningCall implements Turns.Place {
    /** Calls that wait for each other; bounded because each takes its share of the Java stack. */
    static final int MAX_NESTING = 32;

    private static final long GRACE_TICKS = Limits.GRACE.toNanos() / Watchdog.TICK_NANOS;
    /** A script that was asked to end, and gets less of the processor in the grace, is given more of it. */
    private static final long COMPUTED_IN_GRACE = Limits.GRACE.toNanos() / 2;

    private static final long LONGEST_GRACE_TICKS = Limits.LONGEST_GRACE.toNanos() / Watchdog.TICK_NANOS;
    private static final Duration AGES = Duration.ofDays(36_500);
    private static final VarHandle OWNER;
    /** Holds the place of a call, while someone else than a call needs the guest at rest. Never started. */
    private static final Thread KEEPER = new Thread(null, null, "python-wasm-keeper", 0, false);

    /** The reason for which a guest that was asked to end had to be killed. */
    enum Fault {
        /** It has taken the exception and went on. */
        IGNORED,
        /** It never took the exception, and what ran was its own code. */
        ONE_OPERATION,
        /** It never took the exception, and what ran was none of its own code. */
        IN_HOST,
        /** It never took the exception, and the host compiled something for it. */
        COMPILING
    }

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(RunningCall.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Watched guest;
    /** Null if a second thread is turned away. */
    private final Turns turns;

    private final WeakReference<RunningCall> watched;
    private volatile Limits limits;
    private volatile long wallTicks;
    private final CpuTime cpuTime = new CpuTime();
    private final UnresponsiveTimer silence = new UnresponsiveTimer();
    private volatile Thread owner;
    private int nesting;
    /** The number of nested calls that are groups, which no Java function has begun. */
    private int groups;

    private long count;
    /** The tick at which the call began; 0 between calls. */
    private volatile long began;
    /** The tick at which the call was asked to end; 0 if it was not. */
    private volatile long interruptedAt;

    /** What the call had computed when the exception was raised, in nanoseconds; negative if the JVM does not know. */
    private volatile long computedBefore;

    private volatile Reason interruption;
    /** The number of the call that was asked to end last. */
    private volatile long interruptedCall;
    /** True if the exception was raised in the guest; that is impossible while its memory moves. */
    private volatile boolean told;
    /** The reason for which the guest had to be killed. */
    private volatile Fault fault = Fault.IGNORED;
    /** The limit that the call has used up. */
    private volatile String exhausted;
    /** True if the guest's memory may be gone. */
    private volatile boolean over;

    RunningCall(Watched guest, Limits limits, Turns turns) {
        this.guest = guest;
        this.turns = turns;
        limitTo(limits);
        guest.whenMoved(this::remind);
        this.watched = Watchdog.watch(this);
    }

    void limitTo(Limits newLimits) {
        limits = newLimits;
        wallTicks = Math.max(1, ticks(newLimits.wallTime()));
    }

    private static long ticks(Duration time) {
        return time.compareTo(AGES) < 0 ? time.toNanos() / Watchdog.TICK_NANOS : Long.MAX_VALUE;
    }

    /** The limit that the call has met, for a message. */
    String exhausted() {
        return exhausted;
    }

    /**
     * Works on the guest between two calls; those that come meanwhile wait. Returns what the work returns; false, with nothing done,
     * where a call runs, or threads wait to make one.
     */
    synchronized boolean betweenCalls(BooleanSupplier work) {
        if (turns != null && !turns.isEmpty() || !offer(KEEPER)) {
            return false;
        }
        try {
            return work.getAsBoolean();
        } finally {
            free();
        }
    }

    private synchronized void awaitKeeper() {
        // The monitor is free when the work is over.
    }

    /** Takes the place for a moment, in which no call of another thread runs. */
    void enterBriefly() {
        if (!offer(Thread.currentThread())) {
            hold();
        }
    }

    void leaveBriefly() {
        if (nesting == 0) {
            free();
        }
    }

    void enter() {
        if (isMine()) {
            enterNested();
        } else {
            begin(1);
        }
    }

    /** Several calls as one, which count as no level. */
    void enterGroup() {
        enter();
        groups++;
    }

    void leaveGroup() {
        groups--;
        leave();
    }

    /** Guest code that calls no Java function, and so nests no further. */
    void enterUncounted() {
        if (isMine()) {
            nesting++;
        } else {
            begin(0);
        }
    }

    /** Returns whether a call of this thread runs. */
    public boolean isMine() {
        return owner == Thread.currentThread() && nesting > 0;
    }

    @Override
    public boolean offer(Thread thread) {
        return OWNER.compareAndSet(this, (Thread) null, thread);
    }

    @Override
    public Thread holder() {
        return owner;
    }

    @Override
    public boolean isGone() {
        return over || guest.isKilled();
    }

    /** After an offer to this thread, which has made no call of it. */
    public void giveUp() {
        if (owner == Thread.currentThread() && nesting == 0) {
            free();
        }
    }

    private void free() {
        if (turns == null) {
            // Nobody waits, so nothing that follows has to be ordered behind it.
            OWNER.setRelease(this, (Thread) null);
        } else {
            owner = null;
            turns.left(this);
        }
    }

    private void hold() {
        Thread thread = Thread.currentThread();
        if (owner == thread || (turns == null || turns.isEmpty()) && offer(thread)) {
            return;
        }
        if (turns == null) {
            holdAfterKeeper(thread);
            return;
        }
        Duration most = limits.wallTime();
        Turns.End end = turns.take(this, nanos(most));
        if (end != Turns.End.TAKEN) {
            throw new IllegalStateException("the interpreter is in use by another thread's call, "
                    + switch (end) {
                        case GONE -> "which was ended, or is overdue in a Java function";
                        case LATE ->
                            "and did not become free within " + Durations.of(most)
                                    + " (Limits.wallTime): use Bindings of its own for each thread, which run at the same time";
                        case INTERRUPTED -> "and this thread was interrupted while it waited";
                        case CIRCULAR -> "which itself waits for a call of this thread: use the same Bindings in both";
                        case TAKEN -> "";
                    });
        }
    }

    /** The place is another thread's, or is about to be free: nobody but the keeper leaves it without a call. */
    private void holdAfterKeeper(Thread thread) {
        do {
            Thread holder = owner;
            if (holder == KEEPER) {
                awaitKeeper();
            } else if (holder != null) {
                throw new IllegalStateException("the interpreter is in use by another call; open one for each thread");
            }
        } while (!offer(thread));
    }

    /** How long to wait for a call under such a limit. */
    public static long nanos(Duration most) {
        return most.compareTo(AGES) < 0 ? most.toNanos() : Long.MAX_VALUE;
    }

    private void begin(int counted) {
        hold();
        nesting = 1;
        count += counted;
        began = Watchdog.now();
        requireWatchdog();
    }

    private void requireWatchdog() {
        try {
            Watchdog.require();
        } catch (RuntimeException | Error e) {
            leave();
            throw e;
        }
    }

    private void enterNested() {
        if (nesting - groups == MAX_NESTING) {
            throw new IllegalStateException(
                    "Java and Python call each other more than " + MAX_NESTING + " levels deep in one interpreter");
        }
        nesting++;
    }

    /** Guest code that runs outside a call would be outside its limits. */
    void requireMine() {
        if (owner != Thread.currentThread()) {
            throw new IllegalStateException(
                    "no call of this thread runs in the interpreter, and guest code runs in calls only");
        }
    }

    void leave() {
        if (--nesting > 0) {
            return;
        }
        began = 0;
        if (interruptedAt != 0) {
            endInterruption();
        }
        free();
    }

    /** No call runs, and none will before {@link #watch}: the guest sleeps. */
    void rest() {
        Watchdog.rest(watched);
    }

    /** The guest wakes, perhaps in a call that has begun. */
    void watch() {
        Watchdog.watchAgain(watched);
        if (isRunning()) {
            // It may have ended, since it did not see this call.
            Watchdog.require();
        }
    }

    /** Calls so far, those that nest in another not counted. */
    public long count() {
        return count;
    }

    long memoryBytes() {
        return guest.memoryBytes();
    }

    boolean isNested() {
        return nesting > 1;
    }

    public boolean isRunning() {
        return began != 0;
    }

    /** Returns whether the call was asked to end. */
    public boolean isInterrupted() {
        return interruptedAt != 0;
    }

    /** Returns whether the call, or the one that is just over, was asked to end. */
    boolean wasInterrupted() {
        return interruptedCall == count;
    }

    /** Returns the reason for which the call was asked to end. */
    Reason interruption() {
        return interruption;
    }

    Fault fault() {
        return fault;
    }

    /** Called by the watchdog at every tick. */
    void check(long now) {
        long start = began;
        if (start == 0) {
            return;
        }
        if (interruptedAt == 0) {
            Thread thread = owner;
            if (now - start > wallTicks) {
                exhausted = Durations.of(limits.wallTime());
                begin(Reason.TIMEOUT, start, now);
            } else if (limits.cpuTime().compareTo(limits.wallTime()) < 0
                    && cpuTime.exceeds(limits.cpuTime(), thread, guest.worker(), start)) {
                exhausted = Durations.of(limits.cpuTime()) + " of CPU time";
                begin(Reason.TIMEOUT, start, now);
            } else if (thread != null && thread.isInterrupted()) {
                begin(Reason.INTERRUPTED, start, now);
            }
        } else if (!told && isTellingLater()) {
            // The grace begins when the exception is raised.
            return;
        } else if (isGraceOver(now - interruptedAt)) {
            kill();
        } else {
            if (now - interruptedAt > GRACE_TICKS / 2 && guest.inHost()) {
                // A Java function that waits for one of them can return yet, and the guest live on.
                nobodyWaits();
            }
            remind();
        }
    }

    /** On a busy machine a second may not be enough to free what the script has built. */
    private boolean isGraceOver(long ticks) {
        return ticks > LONGEST_GRACE_TICKS || ticks > GRACE_TICKS && !waitsForProcessor();
    }

    private boolean waitsForProcessor() {
        Thread thread = owner;
        return told
                && thread != null
                && computedBefore >= 0
                && (!guest.inHost() || guest.isCompiling())
                && CpuTime.nanos(thread, guest.worker()) - computedBefore < COMPUTED_IN_GRACE;
    }

    public void interrupt() {
        begin(Reason.INTERRUPTED, began, Watchdog.now());
    }

    /** Does nothing if the call that began then is over: another may run by now, which must not be hit. */
    private synchronized void begin(Reason reason, long start, long now) {
        if (start == 0 || began != start || interruptedAt != 0 || over) {
            return;
        }
        interruption = reason;
        interruptedAt = now;
        if (began == start) {
            interruptedCall = count;
            tell();
        } else {
            // It left after the first look, and did not see that it was interrupted.
            interruptedAt = 0;
        }
    }

    /** A large memory takes long to move on a busy machine, but that ends by itself, and its thread then raises the exception. */
    private boolean isTellingLater() {
        boolean moves = guest.isMoving();
        remind();
        return moves || told;
    }

    private void tell() {
        told = guest.raise(interruption);
        if (told) {
            Thread thread = owner;
            computedBefore = thread == null ? -1 : CpuTime.nanos(thread, guest.worker());
            interruptedAt = Watchdog.now();
            silence.begin(guest, thread);
        }
    }

    /** The guest writes the same word, and may have lost what we wrote. */
    private synchronized void remind() {
        if (began == 0 || interruptedAt == 0 || over) {
            return;
        }
        if (!told) {
            tell();
        } else if (!guest.isWaiting()) {
            silence.end();
        } else if (silence.isTooLong(guest, owner)) {
            kill();
        } else {
            guest.remind();
        }
    }

    private synchronized void kill() {
        if (began == 0 || interruptedAt == 0 || over) {
            return;
        }
        if (!told || guest.isWaiting()) {
            fault = faultOfOneThatWaits();
        }
        guest.kill();
        nobodyWaits();
    }

    private Fault faultOfOneThatWaits() {
        if (guest.isCompiling()) {
            return Fault.COMPILING;
        }
        return guest.inHost() ? Fault.IN_HOST : Fault.ONE_OPERATION;
    }

    private void nobodyWaits() {
        if (turns != null) {
            turns.gone(this);
        }
    }

    /** An interruption that came when the call was over must not hit the next one. */
    private synchronized void endInterruption() {
        interruptedAt = 0;
        silence.end();
        if (!over) {
            guest.clear();
        }
    }

    /** No call after this one; it is killed if it runs. */
    synchronized void end() {
        Watchdog.forget(watched);
        over = true;
        guest.kill();
        nobodyWaits();
    }
}
