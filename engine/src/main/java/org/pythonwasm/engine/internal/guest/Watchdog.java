package org.pythonwasm.engine.internal.guest;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.thread.Rounds;

/**
 * The one daemon thread that ends calls that run too long or whose thread was interrupted. It checks every running
 * guest a hundred times per second. A call only notes the tick at which it began, so limits cost nothing per row. The
 * thread ends when no call has run for a second; otherwise it would keep the class loader of an application that was
 * stopped.
 */
final class Watchdog {
    static final long TICK_NANOS = 10_000_000L;

    private static final int IDLE_TICKS = 100;
    private static final long TICKS_OF_A_SECOND = 100;
    private static final ConcurrentMap<WeakReference<RunningCall>, Boolean> WATCHED = new ConcurrentHashMap<>();
    /** Of guests that sleep, which may be very many: they are not looked at. */
    private static final ConcurrentMap<WeakReference<RunningCall>, Boolean> AT_REST = new ConcurrentHashMap<>();

    private static final Rounds ROUNDS = new Rounds("python-wasm-watchdog", Watchdog::isNeeded, Watchdog::run);
    private static volatile long tick = 1;

    private Watchdog() {}

    /** Returns the ticks since the start, without those in which no call ran; never 0. */
    static long now() {
        return tick;
    }

    /**
     * Called by a call that has noted its start, which the thread sees before it ends.
     *
     * @throws IllegalStateException if no thread can be started; without it no limit is enforced
     */
    static void require() {
        ROUNDS.require();
    }

    static WeakReference<RunningCall> watch(RunningCall call) {
        var reference = new WeakReference<>(call);
        WATCHED.put(reference, true);
        return reference;
    }

    static void forget(WeakReference<RunningCall> reference) {
        WATCHED.remove(reference);
        AT_REST.remove(reference);
    }

    /** No call of it runs until {@link #watchAgain}. */
    static void rest(WeakReference<RunningCall> reference) {
        move(reference, WATCHED, AT_REST);
    }

    /** A call that runs already calls {@link #require} afterwards. */
    static void watchAgain(WeakReference<RunningCall> reference) {
        move(reference, AT_REST, WATCHED);
    }

    /** Where the Java heap has no room, it stays where it was. */
    private static void move(
            WeakReference<RunningCall> reference,
            ConcurrentMap<WeakReference<RunningCall>, Boolean> from,
            ConcurrentMap<WeakReference<RunningCall>, Boolean> to) {
        if (from.containsKey(reference)) {
            to.put(reference, true);
            from.remove(reference);
        }
    }

    /** Returns the calls of the living guests. */
    static Stream<RunningCall> calls() {
        return Stream.concat(
                        WATCHED.keySet().stream(),
                        AT_REST.keySet().stream().filter(reference -> !WATCHED.containsKey(reference)))
                .map(WeakReference::get)
                .filter(Objects::nonNull);
    }

    /** Needs no class that the rounds have not already needed. */
    private static boolean isNeeded() {
        return checkAll(tick);
    }

    private static void run() {
        long next = System.nanoTime();
        for (int idle = 0; idle < IDLE_TICKS; idle++) {
            next += TICK_NANOS;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            long now = tick + 1;
            tick = now;
            try {
                if (checkAll(now)) {
                    idle = 0;
                }
                if (now % TICKS_OF_A_SECOND == 0) {
                    AT_REST.keySet().removeIf(reference -> reference.get() == null);
                }
            } catch (Throwable e) {
                // Without this thread there are no limits: even a full heap must not end it.
                idle = 0;
                failed(e);
            }
        }
    }

    /** Returns whether a call is running. */
    private static boolean checkAll(long now) {
        boolean running = false;
        for (var reference : WATCHED.keySet()) {
            var call = reference.get();
            if (call == null) {
                WATCHED.remove(reference);
            } else {
                running |= call.isRunning();
                call.check(now);
            }
        }
        return running;
    }

    private static void failed(Throwable e) {
        try {
            System.getLogger(Watchdog.class.getName())
                    .log(System.Logger.Level.ERROR, "a running call was not checked", e);
        } catch (Throwable noRoomToSaySo) {
            Thread.onSpinWait();
        }
    }
}
