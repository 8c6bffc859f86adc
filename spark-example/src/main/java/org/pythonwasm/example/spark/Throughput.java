package org.pythonwasm.example.spark;

import java.sql.SQLException;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.example.tpch.Measured;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;
import org.pythonwasm.udf.spark.PythonWasm;

/** Measures rows per second, and per second of the tasks' CPU time, over rows in the memory of the executors. */
final class Throughput {
    private static final int RUNS = 3;
    private static final String LINE = "  %-14s | %,12.0f | %,20.0f";

    private Throughput() {}

    static void measure(SparkSession session, Activity activity, double scale, Screen screen) throws SQLException {
        long items = session.table("lineitem").count();
        PythonWasm.register(session, Measured.CREATE_NEXT_KEY);
        PythonWasm.register(session, Measured.CREATE_TOTAL);
        screen.heading("Rows per second over %,d line items, best of %d".formatted(items, RUNS));
        screen.line("  %-14s | %12s | %20s", "function", "rows/s", "rows/s of CPU time");
        for (var measured : Measured.values()) {
            String query = "SELECT " + measured.expression() + " FROM lineitem";
            line(session, activity, measured.function(), query, items, screen);
        }
        int rows = Measured.rowsInGroups(scale);
        screen.heading("Rows per second over %,d rows in 1,000 groups, likewise".formatted(rows));
        screen.line("  %-14s | %12s | %20s", "function", "rows/s", "rows/s of CPU time");
        for (var function : new String[] {"total", "sum"}) {
            String query =
                    "SELECT SUM(y) FROM (SELECT " + function + "(id) AS y FROM range(" + rows + ") GROUP BY id % 1000)";
            line(session, activity, function, query, rows, screen);
        }
    }

    private static void line(
            SparkSession session, Activity activity, String function, String query, long rows, Screen screen)
            throws SQLException {
        double best = Double.POSITIVE_INFINITY;
        double leastCpu = Double.POSITIVE_INFINITY;
        try {
            for (int run = 0; run < RUNS; run++) {
                activity.awaitIdle();
                long before = activity.cpuNanos();
                var watch = Stopwatch.start();
                session.sql(query).head();
                best = Math.min(best, watch.milliseconds());
                activity.awaitIdle();
                leastCpu = Math.min(leastCpu, (activity.cpuNanos() - before) / 1e6);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        screen.line(LINE, function, Stopwatch.perSecond(rows, best), Stopwatch.perSecond(rows, leastCpu));
    }
}
