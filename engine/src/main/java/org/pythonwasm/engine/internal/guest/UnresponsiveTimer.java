package org.pythonwasm.engine.internal.guest;

import java.time.Duration;

/**
 * Measures the time that a guest has computed without raising the exception that is due. Python code raises it at the
 * next call or loop iteration, so a guest that does not is inside one operation of the interpreter's C code, and no
 * exception will end it. Only the time that its thread computes counts, not the time that it waits for the processor,
 * sleeps, or is in a Java function.
 */
public final class UnresponsiveTimer {
    /**
     * For a thread whose CPU time the JVM knows, this time and {@link #LONGEST_CPU} of CPU time must both have passed.
     */
    static final Duration LONGEST = Duration.ofMillis(50);

    public static final Duration LONGEST_CPU = Duration.ofMillis(25);
    /** For another thread, such as a virtual one. */
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
        return cpu < 0
                ? time >= LONGEST_UNKNOWN.toNanos()
                : time >= LONGEST.toNanos() && cpu - cpuSince >= LONGEST_CPU.toNanos();
    }

    /** The exception was raised, or the call is over. */
    void end() {
        counting = false;
    }
}
