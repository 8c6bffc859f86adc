package org.pythonwasm.example.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** What Spark says of the tasks of this program. Thread-safe. */
final class Activity extends SparkListener {
    private final Map<String, Work> byExecutor = new TreeMap<>();
    private long started;
    private long ended;

    /** The work of an executor so far. */
    record Work(String host, long tasks, long killed, long cpuNanos) {
        private static final Work NONE = new Work("", 0, 0, 0);

        private Work and(String where, boolean wasKilled, long nanos) {
            return new Work(where, tasks + 1, killed + (wasKilled ? 1 : 0), cpuNanos + nanos);
        }
    }

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
        byExecutor.putIfAbsent(added.executorId(), Work.NONE);
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        started++;
        notifyAll();
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        ended++;
        var info = end.taskInfo();
        long cpu = end.taskMetrics() == null ? 0 : end.taskMetrics().executorCpuTime();
        byExecutor.merge(
                info.executorId(),
                Work.NONE.and(info.host(), info.killed(), cpu),
                (before, one) -> before.and(one.host(), info.killed(), cpu));
        notifyAll();
    }

    synchronized long started() {
        return started;
    }

    /** Waits until that many tasks have begun. */
    synchronized void awaitStarted(long tasks) throws InterruptedException {
        while (started < tasks) {
            wait();
        }
    }

    /** Waits until each task that has begun has ended: the thread of a killed one is free then. */
    synchronized void awaitIdle() throws InterruptedException {
        while (ended < started) {
            wait();
        }
    }

    /** Returns the CPU time of all tasks so far. */
    synchronized long cpuNanos() {
        return byExecutor.values().stream().mapToLong(Work::cpuNanos).sum();
    }

    /** Returns the work by executor. */
    synchronized Map<String, Work> work() {
        return new LinkedHashMap<>(byExecutor);
    }
}
