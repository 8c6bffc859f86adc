package org.pythonwasm.bench.spark;

import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Rows per second of task CPU time, of one task at a time. */
final class Rates {
    private static final int WARM_UP = 4;
    private static final int RUNS = 5;
    private static final String TEXT = "concat('order-', lpad(CAST(id AS STRING), 12, '0'))";

    private final SparkSession session;
    private final TaskFigures figures;

    private Rates(SparkSession session, TaskFigures figures) {
        this.session = session;
        this.figures = figures;
    }

    static void print(SparkSession session, TaskFigures figures, Map<String, Double> cpython) {
        session.udf().register("java_line", (UDF1<Long, Long>) x -> x * 2 + 1, DataTypes.LongType);
        var digits = java.util.regex.Pattern.compile("[0-9]+");
        session.udf()
                .register(
                        "java_masked",
                        (UDF1<String, String>) s -> digits.matcher(s).replaceAll("#"),
                        DataTypes.StringType);
        new Rates(session, figures).print(cpython);
    }

    private void print(Map<String, Double> cpython) {
        System.out.println(
                "Million rows per second of CPU time; net: without the time of the same query without the function");
        System.out.printf("%-34s | %10s | %10s | %10s | %10s%n", "", "BIGINT", "net", "regex", "net");
        double noLine = nanos("SELECT SUM(id) FROM range(0, 100000000, 1, 1)", 100_000_000);
        double noMask = nanos(masked("s"), 2_000_000);
        line("the query without a function", noLine, 0, noMask, 0);
        line(
                "expression of Spark",
                nanos("SELECT SUM(id * 2 + 1) FROM range(0, 100000000, 1, 1)", 100_000_000),
                noLine,
                nanos(masked("regexp_replace(s, '[0-9]+', '#')"), 2_000_000),
                noMask);
        line(
                "function in Java",
                nanos("SELECT SUM(java_line(id)) FROM range(0, 20000000, 1, 1)", 20_000_000),
                noLine,
                nanos(masked("java_masked(s)"), 2_000_000),
                noMask);
        double some = line(
                "Python, row by row (in a CASE)",
                nanos("SELECT SUM(CASE WHEN id >= 0 THEN line(id) END) FROM range(0, 4000000, 1, 1)", 4_000_000),
                noLine,
                nanos(masked("CASE WHEN length(s) > 0 THEN masked(s) END"), 2_000_000),
                noMask);
        double all = line(
                "Python, in a SELECT list",
                nanos("SELECT SUM(line(id)) FROM range(0, 20000000, 1, 1)", 20_000_000),
                noLine,
                nanos(masked("masked(s)"), 2_000_000),
                noMask);
        double vectors = line(
                "Python, vectorized",
                nanos("SELECT SUM(lines(id)) FROM range(0, 4000000, 1, 1)", 4_000_000),
                noLine,
                nanos(masked("all_masked(s)"), 2_000_000),
                noMask);
        double ownSome = line("the engine alone, row by row", EngineAlone.line(1), 0, EngineAlone.masked(1), 0);
        double ownAll =
                line("the engine alone, batches of 1,024", EngineAlone.line(1024), 0, EngineAlone.masked(1024), 0);
        double ownVectors = line("the engine alone, vectorized", EngineAlone.lines(), 0, EngineAlone.allMasked(), 0);
        line("CPython's side of a pickled UDF", 1e9 / cpython.get("BIGINT"), 0, 1e9 / cpython.get("regex"), 0);
        System.out.printf(
                Locale.ROOT,
                "%nBIGINT, net, as a part of the engine's own rate (must: 0.9): row by row %.2f, in a SELECT list %.2f "
                        + "of that row by row and %.2f of that in batches, vectorized %.2f%n",
                ownSome / some,
                ownSome / all,
                ownAll / all,
                ownVectors / vectors);
    }

    private static String masked(String expression) {
        return "SELECT SUM(length(" + expression + ")) FROM (SELECT " + TEXT + " AS s FROM range(0, 2000000, 1, 1))";
    }

    /** Returns the nanoseconds of a BIGINT row, net. */
    private static double line(String name, double line, double noLine, double masked, double noMask) {
        System.out.printf(
                Locale.ROOT,
                "%-34s | %10.2f | %10.2f | %10.2f | %10.2f%n",
                name,
                1e3 / line,
                1e3 / (line - noLine),
                1e3 / masked,
                1e3 / (masked - noMask));
        return line - noLine;
    }

    /** Returns the least nanoseconds of CPU time for a row. */
    private double nanos(String query, long rows) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            var before = figures.sums();
            session.sql(query).collectAsList();
            long nanos = figures.sums().since(before).cpuNanos();
            least = i < WARM_UP ? least : Math.min(least, (double) nanos / rows);
        }
        return least;
    }
}
