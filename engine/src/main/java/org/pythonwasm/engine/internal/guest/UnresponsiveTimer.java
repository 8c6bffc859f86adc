package org.pythonwasm.engine.internal.guest;

import java.time.Duration;

/**
 * How long a guest has computed without taking the exception that it was told of. Python code takes it at the next call or
 * turn of a loop, so a guest that does not is inside one operation of the interpreter's own code, and no exception will end
 * it. What counts is the time that its thread computes: not while it waits for the processor, sleeps, or is in a Java function.
 */
public final class UnresponsiveTimer {
    /** Of a thread whose CPU time the JVM knows, both must have passed. */
    static final Duration LONGEST = Duration.ofMillis(50);
    public static final Duration LONGEST_CPU = Duration.ofMillis(25);
    /** Of another thread, such as a virtual one. */
    static final Duration LONGEST_UNKNOWN = Duration.ofMillis(100);

    private boolean counting;
    private int hostCalls;
    private long since;
    private long cpuSince;

    /** The exception waits from now on. */
    void begin(Watched guest, Thread thread) {
        hostCalls = guest.hostCalls();
        counting = thread != null && !guest.inHost();
        if (counting) {
            since = System.nanoTime();
            cpuSince = CpuTime.nanos(thread);
        }
    }

    /** Asked again and again while the exception waits. */
    boolean isTooLong(Watched guest, Thread thread) {
        if (!counting || thread == null || guest.inHost() || guest.hostCalls() != hostCalls) {
            begin(guest, thread);
            return false;
        }
        long time = System.nanoTime() - since;
        long cpu = CpuTime.nanos(thread);
        return cpu < 0 ? time >= LONGEST_UNKNOWN.toNanos()
                : time >= LONGEST.toNanos() && cpu - cpuSince >= LONGEST_CPU.toNanos();
    }

    /** It has taken the exception, or its call is over. */
    void end() {
        counting = false;
    }
}
