package org.pythonwasm.engine.internal.guest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * CPU time of a running call, asked for by the {@link Watchdog} alone, so that a call itself pays nothing. It starts to
 * count when the watchdog first sees the call, a tick late at most.
 */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private Thread thread;
    private long call;
    private long start;

    /** What the thread has used so far; negative where the JVM cannot tell, as of a virtual thread. */
    public static long nanos(Thread thread) {
        return SUPPORTED ? THREADS.getThreadCpuTime(thread.getId()) : -1;
    }

    /**
     * Whether that thread's call, which began at that tick, has used more than that; false where the JVM cannot tell.
     *
     * @param worker that the call computes in besides; null where it has none
     */
    boolean exceeds(Duration limit, Thread owner, Thread worker, long began) {
        if (owner == null) {
            return false;
        }
        long now = nanos(owner) + (worker == null ? 0 : Math.max(0, nanos(worker)));
        if (owner != thread || began != call) {
            thread = owner;
            call = began;
            start = now;
        }
        return now >= 0 && now - start > limit.toNanos();
    }
}
