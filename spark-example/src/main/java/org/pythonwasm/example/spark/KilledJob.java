package org.pythonwasm.example.spark;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;
import org.pythonwasm.udf.spark.PythonWasm;

/** A job whose Python never ends is cancelled; its executors go on with the next. */
final class KilledJob {
    private static final String CREATE = """
            CREATE OR REPLACE FUNCTION endless(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
            def endless(x: int) -> int:
                while x > 0:
                    pass
                return 7
            $$""";
    private static final String GROUP = "killed on purpose";
    private static final long SECONDS = 1;

    private KilledJob() {}

    /** Returns whether the job ended, and the next one works. */
    static boolean run(SparkSession session, Activity activity, Screen screen) throws SQLException {
        screen.heading("A job killed on purpose");
        PythonWasm.register(session, CREATE);
        int tasks = session.sparkContext().defaultParallelism();
        try {
            activity.awaitIdle();
            long before = activity.started();
            var job = CompletableFuture.supplyAsync(() -> start(session, tasks));
            activity.awaitStarted(before + tasks);
            if (!runs(job)) {
                screen.line("  it ended by itself: %s", job.get());
                return false;
            }
            screen.line("  %d tasks are in an endless loop of Python", tasks);
            var watch = Stopwatch.start();
            session.sparkContext().cancelJobGroup(GROUP);
            String outcome = job.get();
            activity.awaitIdle();
            screen.line("  cancelled; all of them had left Python after %,.0f ms: %s", watch.milliseconds(), outcome);
            Object next = query(session, "-1 - id", tasks);
            screen.line("  the next job on the same executors: %s", next);
            return outcome.contains("cancelled") && next.equals(7L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException(e.getCause());
        }
    }

    private static boolean runs(CompletableFuture<String> job) throws InterruptedException, ExecutionException {
        try {
            job.get(SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    /** Returns the first line of its error. */
    private static String start(SparkSession session, int tasks) {
        session.sparkContext().setJobGroup(GROUP, GROUP, false);
        try {
            return "it returned " + query(session, "1 + id", tasks);
        } catch (Exception e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private static Object query(SparkSession session, String argument, int tasks) {
        return session.sql("SELECT MAX(endless(" + argument + ")) FROM range(0, " + tasks + ", 1, " + tasks + ")")
                .head()
                .get(0);
    }
}
