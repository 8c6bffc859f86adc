package org.pythonwasm.bench.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/** Measures how long Python that loops goes on in a task that is killed or whose job is cancelled. Not thread-safe. */
final class Cancels {
    private static final int ROUNDS = 25;
    /** The task is in the loop then, and not still on its way to it. */
    private static final long SETTLED_MILLIS = 300;

    private final SparkSession session;
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ended = new LinkedBlockingQueue<>();

    private Cancels(SparkSession session) {
        this.session = session;
    }

    static void print(SparkSession session) {
        var cancels = new Cancels(session);
        var listener = cancels.listener();
        session.sparkContext().addSparkListener(listener);
        session.sql("CREATE OR REPLACE FUNCTION forever(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS "
                + "'def forever(x):\n    while x >= 0: pass\n    return x'");
        System.out.printf(
                "%nMilliseconds until a task that loops in Python has ended, %d times each, threads not interrupted; median and most "
                        + "without the first%n",
                ROUNDS);
        System.out.printf("%-34s | %10s | %10s | %10s%n", "", "first", "median", "most");
        var context = session.sparkContext();
        cancels.print("job cancelled", task -> context.cancelJobGroup("forever"));
        cancels.print("task killed", task -> context.killTaskAttempt(task, false, "measured"));
        context.removeSparkListener(listener);
    }

    private SparkListener listener() {
        return new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                begun.add(start.taskInfo().taskId());
            }

            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                ended.add(end.taskInfo().taskId());
            }
        };
    }

    private void print(String what, LongConsumer ending) {
        double[] times = new double[ROUNDS];
        try {
            for (int i = 0; i < ROUNDS; i++) {
                times[i] = round(ending);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double first = times[0];
        Arrays.sort(times, 1, ROUNDS);
        System.out.printf(
                Locale.ROOT, "%-34s | %10.1f | %10.1f | %10.1f%n", what, first, times[ROUNDS / 2], times[ROUNDS - 1]);
    }

    private double round(LongConsumer ending) throws InterruptedException {
        var context = session.sparkContext();
        begun.clear();
        ended.clear();
        var job = CompletableFuture.runAsync(() -> {
            context.setJobGroup("forever", "measured", false);
            session.sql("SELECT forever(id) FROM range(0, 1, 1, 1)").collectAsList();
        });
        long task = begun.take();
        Thread.sleep(SETTLED_MILLIS);
        long start = System.nanoTime();
        ending.accept(task);
        awaitEnd(task);
        double millis = (System.nanoTime() - start) / 1e6;
        // Spark begins a task again that was killed.
        context.cancelJobGroup("forever");
        job.handle((done, failure) -> null).join();
        awaitEvents();
        while (!begun.isEmpty()) {
            awaitEnd(begun.take());
        }
        return millis;
    }

    private void awaitEvents() throws InterruptedException {
        try {
            session.sparkContext().listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd(long task) throws InterruptedException {
        while (ended.take() != task) {
            // Of an earlier round.
        }
    }
}
