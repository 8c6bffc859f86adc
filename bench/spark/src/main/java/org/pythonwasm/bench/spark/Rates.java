package org.pythonwasm.bench.spark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Rows per second of task CPU time, of one task at a time. Not thread-safe. */
final class Rates {
    private static final int WARM_UP = 4;
    private static final int RUNS = 7;
    private static final int MASKED = 2_000_000;
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
        var none = query(
                "the query without a function",
                "SELECT SUM(id) FROM range(0, 100000000, 1, 1)",
                100_000_000,
                masked("s"));
        var spark = query(
                "expression of Spark",
                "SELECT SUM(id * 2 + 1) FROM range(0, 100000000, 1, 1)",
                100_000_000,
                masked("regexp_replace(s, '[0-9]+', '#')"));
        var java = query(
                "function in Java",
                "SELECT SUM(java_line(id)) FROM range(0, 20000000, 1, 1)",
                20_000_000,
                masked("java_masked(s)"));
        var some = query(
                "Python, row by row (in a CASE)",
                "SELECT SUM(CASE WHEN id >= 0 THEN line(id) END) FROM range(0, 4000000, 1, 1)",
                4_000_000,
                masked("CASE WHEN id >= 0 THEN masked(s) END"));
        var ownSome = new Figure("the engine alone, row by row", EngineAlone.line(1), EngineAlone.masked(1));
        var all = query(
                "Python, in a SELECT list",
                "SELECT SUM(line(id)) FROM range(0, 20000000, 1, 1)",
                20_000_000,
                masked("masked(s)"));
        var ownAll = new Figure("the engine alone, batches of 1,024", EngineAlone.line(1024), EngineAlone.masked(1024));
        var vectors = query(
                "Python, vectorized",
                "SELECT SUM(lines(id)) FROM range(0, 4000000, 1, 1)",
                4_000_000,
                masked("all_masked(s)"));
        var ownVectors = new Figure("the engine alone, vectorized", EngineAlone.lines(), EngineAlone.allMasked());
        var figures = List.of(none, spark, java, some, all, vectors, ownSome, ownAll, ownVectors);
        // In turn: what the machine does beside them takes minutes, and changes.
        for (int round = 0; round < WARM_UP + RUNS; round++) {
            boolean counts = round >= WARM_UP;
            figures.forEach(figure -> figure.measure(counts));
        }
        none.print(0, 0);
        List.of(spark, java, some, all, vectors).forEach(query -> query.print(none.line, none.masked));
        List.of(ownSome, ownAll, ownVectors).forEach(own -> own.print(0, 0));
        Figure.print("CPython's side of a pickled UDF", 1e9 / cpython.get("BIGINT"), 1e9 / cpython.get("regex"), 0, 0);
        System.out.printf("%nNet, as a part of the engine's own rate (must: 0.9)%n");
        some.printPart(none, ownSome, "row by row");
        all.printPart(none, ownAll, "batches of 1,024");
        vectors.printPart(none, ownVectors, "vectorized");
    }

    private static String masked(String expression) {
        return "SELECT SUM(length(" + expression + ")) FROM (SELECT id, " + TEXT + " AS s FROM range(0, " + MASKED
                + ", 1, 1))";
    }

    private Figure query(String name, String line, long lines, String masked) {
        return new Figure(name, () -> nanos(line, lines), () -> nanos(masked, MASKED));
    }

    /** Returns the nanoseconds of CPU time for a row. */
    private double nanos(String query, long rows) {
        var before = figures.sums();
        session.sql(query).collectAsList();
        return (double) figures.sums().since(before).cpuNanos() / rows;
    }

    /** The least nanoseconds for a row, of both functions. */
    private static final class Figure {
        private final String name;
        private final DoubleSupplier lines;
        private final DoubleSupplier maskeds;
        private double line = Double.POSITIVE_INFINITY;
        private double masked = Double.POSITIVE_INFINITY;

        private Figure(String name, DoubleSupplier lines, DoubleSupplier maskeds) {
            this.name = name;
            this.lines = lines;
            this.maskeds = maskeds;
        }

        private void measure(boolean counts) {
            double oneLine = lines.getAsDouble();
            double oneMasked = maskeds.getAsDouble();
            if (counts) {
                line = Math.min(line, oneLine);
                masked = Math.min(masked, oneMasked);
            }
        }

        /** @param noLine what a row takes without the function, likewise the other one */
        private void print(double noLine, double noMasked) {
            print(name, line, masked, noLine, noMasked);
        }

        private void printPart(Figure none, Figure own, String how) {
            System.out.printf(
                    Locale.ROOT,
                    "%-34s | %10.2f | %10.2f | of its %s%n",
                    name,
                    own.line / (line - none.line),
                    own.masked / (masked - none.masked),
                    how);
        }

        private static void print(String name, double line, double masked, double noLine, double noMasked) {
            System.out.printf(
                    Locale.ROOT,
                    "%-34s | %10.2f | %10.2f | %10.2f | %10.2f%n",
                    name,
                    1e3 / line,
                    1e3 / (line - noLine),
                    1e3 / masked,
                    1e3 / (masked - noMasked));
        }
    }
}
