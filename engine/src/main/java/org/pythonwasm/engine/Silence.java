package org.pythonwasm.engine;

import java.time.Duration;
import org.pythonwasm.engine.internal.GuestInstance;

/**
 * How long a guest has computed without taking the exception that it was told of. Python code takes it at the next call or
 * turn of a loop, so a guest that does not is inside one operation of the interpreter's own code, and no exception will end
 * it. What counts is the time that its thread computes: not while it waits for the processor, sleeps, or is in a Java function.
 */
final class Silence {
    /** Of a thread whose CPU time the JVM knows, both must have passed. */
    static final Duration LONGEST = Duration.ofMillis(50);
    static final Duration LONGEST_CPU = Duration.ofMillis(25);
    /** Of another thread, such as a virtual one. */
    static final Duration LONGEST_UNKNOWN = Duration.ofMillis(100);

    private boolean counting;
    private int departures;
    private long since;
    private long cpuSince;

    /** Asked again and again while the exception waits. */
    boolean isTooLong(GuestInstance guest, Thread thread) {
        int away = guest.departures();
        if (thread == null || guest.isAbroad()) {
            counting = false;
            return false;
        }
        long now = System.nanoTime();
        long cpu = CpuTime.nanos(thread);
        if (!counting || away != departures) {
            counting = true;
            departures = away;
            since = now;
            cpuSince = cpu;
        }
        return cpu < 0 ? now - since >= LONGEST_UNKNOWN.toNanos()
                : now - since >= LONGEST.toNanos() && cpu - cpuSince >= LONGEST_CPU.toNanos();
    }

    /** It has taken the exception, or its call is over. */
    void end() {
        counting = false;
    }
}
