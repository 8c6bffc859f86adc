package org.pythonwasm.bench.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The figures of {@code bench/spark.sh}. */
public final class SparkFigures {
    private static final int RUNS = 3;

    private SparkFigures() {}

    /** @param arguments the file with CPython's figures, and which figures to print: all if none is named */
    public static void main(String[] arguments) throws IOException {
        var wanted = List.of(arguments).subList(1, arguments.length);
        var cpython = cpython(Path.of(arguments[0]));
        if (isWanted("--start", wanted)
                || isWanted("--rates", wanted)
                || isWanted("--shuffle", wanted)
                || isWanted("--cancel", wanted)) {
            local(wanted, cpython);
        }
        if (isWanted("--scaling", wanted)) {
            Scaling.print();
        }
    }

    private static boolean isWanted(String figures, List<String> wanted) {
        return wanted.isEmpty() || wanted.contains(figures);
    }

    private static void local(List<String> wanted, Map<String, Double> cpython) {
        long start = System.nanoTime();
        var session = Sessions.start("local[1]");
        Sessions.create(session);
        double ready = seconds(start);
        double first = time(session, "SELECT SUM(line(id)) FROM range(0, 1000, 1, 1)");
        double second = time(session, "SELECT SUM(line(id)) FROM range(0, 1000, 1, 1)");
        if (isWanted("--start", wanted)) {
            System.out.printf(
                    Locale.ROOT,
                    "%nSeconds: Spark and its session with six functions %.2f, the first query %.2f, the second %.2f%n",
                    ready,
                    first,
                    second);
        }
        var figures = new TaskFigures();
        session.sparkContext().addSparkListener(figures);
        if (isWanted("--rates", wanted)) {
            Rates.print(session, figures, cpython);
        }
        if (isWanted("--shuffle", wanted)) {
            shuffled(session, figures);
        }
        if (isWanted("--cancel", wanted)) {
            Cancels.print(session);
        }
        session.stop();
    }

    private static Map<String, Double> cpython(Path file) throws IOException {
        var figures = new HashMap<String, Double>();
        for (String line : Files.readAllLines(file)) {
            var cells = line.split("\t");
            if (cells[0].equals("version")) {
                System.out.println("CPython " + cells[1] + ", Java " + Runtime.version() + ", Spark "
                        + org.apache.spark.package$.MODULE$.SPARK_VERSION());
            } else {
                figures.put(cells[0], Double.parseDouble(cells[1]));
            }
        }
        return figures;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double time(SparkSession session, String query) {
        long start = System.nanoTime();
        session.sql(query).collectAsList();
        return seconds(start);
    }

    private static void shuffled(SparkSession session, TaskFigures figures) {
        System.out.println(
                "\nAn aggregate over 2,000,000 rows in 1,000 groups and 4 tasks: MB shuffled, seconds of CPU time");
        for (String function : new String[] {"merged", "collected"}) {
            TaskFigures.Sums least = null;
            for (int i = 0; i < RUNS; i++) {
                var before = figures.sums();
                session.sql("SELECT SUM(y) FROM (SELECT " + function
                                + "(id) AS y FROM range(0, 2000000, 1, 4) GROUP BY id % 1000)")
                        .collectAsList();
                var sums = figures.sums().since(before);
                least = least == null || sums.cpuNanos() < least.cpuNanos() ? sums : least;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-34s | %10.2f | %10.2f%n",
                    function.equals("merged") ? "with merge: states" : "without: all rows",
                    least.shuffledBytes() / 1e6,
                    least.cpuNanos() / 1e9);
        }
    }
}
