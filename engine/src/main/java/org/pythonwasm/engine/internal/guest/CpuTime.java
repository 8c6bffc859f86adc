package org.pythonwasm.engine.internal.guest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The CPU time of a running call. Only the {@link Watchdog} requests it, so that a call itself pays nothing. Counting
 * starts when the watchdog first sees the call, a tick late at most.
 */
public final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED = THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

    private Thread thread;
    private long call;
    private long start;

    /** Returns the CPU time of the thread so far; negative if the JVM does not know it, as for a virtual thread. */
    public static long nanos(Thread thread) {
        return SUPPORTED ? THREADS.getThreadCpuTime(thread.getId()) : -1;
    }

    /**
     * Returns the CPU time of a call's threads so far; negative if the JVM does not know it.
     *
     * @param worker a second thread that computes for the call; null if there is none
     */
    static long nanos(Thread owner, Thread worker) {
        return nanos(owner) + (worker == null ? 0 : Math.max(0, nanos(worker)));
    }

    /**
     * Returns whether that thread's call, which began at that tick, has used more than the limit; false if the JVM does
     * not know.
     *
     * @param worker a second thread that computes for the call; null if there is none
     */
    boolean exceeds(Duration limit, Thread owner, Thread worker, long began) {
        if (owner == null) {
            return false;
        }
        long now = nanos(owner, worker);
        if (owner != thread || began != call) {
            thread = owner;
            call = began;
            start = now;
        }
        return now >= 0 && now - start > limit.toNanos();
    }
}
