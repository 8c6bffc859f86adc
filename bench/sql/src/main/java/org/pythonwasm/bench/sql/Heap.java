package org.pythonwasm.bench.sql;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pythonwasm.engine.PythonRuntime;

/** What the Java heap holds, and what its collections take. */
final class Heap {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Heap() {}

    /** After a collection. */
    static double megabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** What this thread has allocated so far. */
    static double allocatedMegabytes() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) / 1e6;
    }

    /** Until all interpreters sleep, which takes the time after which idle ones do. */
    static void awaitSleep() {
        var activity = PythonRuntime.activity();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (activity.getAsleep() < activity.getInterpreters()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(activity.getAsleep() + " of " + activity.getInterpreters() + " sleep");
            }
            LockSupport.parkNanos(100_000_000L);
        }
    }
}
