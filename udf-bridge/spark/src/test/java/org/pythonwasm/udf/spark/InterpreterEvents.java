package org.pythonwasm.udf.spark;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.pythonwasm.udf.spark.value.Sequences;

/** What the ends of tasks say about interpreters. Thread-safe. */
final class InterpreterEvents extends SparkListener {
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    private Sums sums = new Sums(0, 0, 0);

    /** @param endedInFailure in tasks that failed or were killed */
    record Sums(long opened, long ended, long endedInFailure) {}

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        begun.add(start.taskInfo().taskId());
    }

    /** Waits for the next task that begins and returns its id. */
    long nextTask() throws InterruptedException {
        return begun.take();
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        for (var figure : Sequences.list(end.taskInfo().accumulables())) {
            String name = figure.name().getOrElse(() -> "");
            if (name.startsWith("Python interpreters")) {
                long more = Long.parseLong(figure.update().get().toString());
                boolean isEnd = name.equals("Python interpreters ended");
                sums = new Sums(
                        sums.opened + (isEnd ? 0 : more),
                        sums.ended + (isEnd ? more : 0),
                        sums.endedInFailure + (isEnd && !end.taskInfo().successful() ? more : 0));
            }
        }
    }

    synchronized Sums sums() {
        return sums;
    }
}
