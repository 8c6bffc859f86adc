package org.pythonwasm.bench.spark;

import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Sums of the tasks so far. Thread-safe. */
final class TaskFigures extends SparkListener {
    private long started;
    private long ended;
    private long cpuNanos;
    private long shuffledBytes;

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        started++;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        ended++;
        cpuNanos += end.taskMetrics().executorCpuTime();
        shuffledBytes += end.taskMetrics().shuffleWriteMetrics().bytesWritten();
        notifyAll();
    }

    /** @param cpuNanos of all threads of tasks */
    record Sums(long cpuNanos, long shuffledBytes) {
        Sums since(Sums before) {
            return new Sums(cpuNanos - before.cpuNanos, shuffledBytes - before.shuffledBytes);
        }
    }

    /** Returns the sums when all tasks that began have ended; events arrive later than results. */
    synchronized Sums sums() {
        try {
            while (ended < started) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Sums(cpuNanos, shuffledBytes);
    }
}
