package org.pythonwasm.bench.sql;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

    /** What the heap holds when the interpreters of what was closed have ended, which takes a second: databases are asked whether it was. */
    static double megabytesAtRest() {
        await(() -> PythonRuntime.activity().getInterpreters() == 0, "interpreters have not ended");
        return megabytes();
    }

    /** Until all interpreters sleep, which takes the time after which idle ones do. */
    static void awaitSleep() {
        var activity = PythonRuntime.activity();
        await(() -> activity.getAsleep() >= activity.getInterpreters(), "interpreters do not sleep");
    }

    private static void await(BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            LockSupport.parkNanos(100_000_000L);
        }
    }
}
