package org.pythonwasm.engine;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The one daemon thread that ends calls which run too long or whose thread was interrupted. It looks at every running
 * guest a hundred times a second; a call itself only notes the tick at which it began, so limits cost nothing per
 * row.
 */
final class Watchdog {
    static final long TICK_NANOS = 10_000_000L;

    private static final ConcurrentMap<WeakReference<RunningCall>, Boolean> WATCHED = new ConcurrentHashMap<>();
    private static volatile long tick = 1;

    static {
        var thread = new Thread(Watchdog::run, "python-wasm-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private Watchdog() {
    }

    /** Ticks since the start; never 0. */
    static long now() {
        return tick;
    }

    static WeakReference<RunningCall> watch(RunningCall call) {
        var reference = new WeakReference<>(call);
        WATCHED.put(reference, true);
        return reference;
    }

    static void forget(WeakReference<RunningCall> reference) {
        WATCHED.remove(reference);
    }

    /** Of the guests that live. */
    static Stream<RunningCall> calls() {
        return WATCHED.keySet().stream().map(WeakReference::get).filter(Objects::nonNull);
    }

    private static void run() {
        long next = System.nanoTime();
        while (true) {
            next += TICK_NANOS;
            LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            long now = tick + 1;
            tick = now;
            try {
                checkAll(now);
            } catch (Throwable e) {
                // Without this thread there are no limits: not even a full heap may end it.
                failed(e);
            }
        }
    }

    private static void checkAll(long now) {
        for (var reference : WATCHED.keySet()) {
            var call = reference.get();
            if (call == null) {
                WATCHED.remove(reference);
            } else {
                call.check(now);
            }
        }
    }

    private static void failed(Throwable e) {
        try {
            System.getLogger(Watchdog.class.getName()).log(System.Logger.Level.ERROR, "a running call was not checked", e);
        } catch (Throwable noRoomToSaySo) {
            Thread.onSpinWait();
        }
    }
}
