package org.pythonwasm.bench.spark;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The same rows in as many tasks with one executor and with two, in turn: the machine's speed changes. Beside them, what two processors of
 * this machine can do at once, and the processor time that they have to share with Spark itself.
 */
final class Scaling {
    private static final int ROUNDS = 2;
    /** So many, as two executors compile their code at the same time that one has for itself. */
    private static final int WARM_UP = 5;

    private static final int RUNS = 5;
    private static final String QUERY = """
            SELECT SUM(length(masked(concat('order-', lpad(CAST(id AS STRING), 12, '0')))))
            FROM range(0, 4000000, 1, 8)""";

    private Scaling() {}

    static void print() {
        System.out.printf(
                Locale.ROOT,
                "%nSeconds of 4,000,000 rows of the regular expression in 8 tasks; executors of one core; load %.1f, %d processors%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        System.out.printf(
                "%-34s | %10s | %10s | %10s | %s%n", "", "best", "CPU: tasks", "all", "each run, of all rounds");
        var one = new ArrayList<Run>();
        var two = new ArrayList<Run>();
        for (int round = 0; round < ROUNDS; round++) {
            one.addAll(runs(1));
            two.addAll(runs(2));
        }
        print("one executor", one);
        print("two executors", two);
        System.out.printf(
                Locale.ROOT,
                "%-34s | %10.2f | two loops of Java in two threads, against one: %.2f%n",
                "times faster (must: 1.8)",
                best(one).seconds / best(two).seconds,
                2 * Spinning.seconds(1) / Spinning.seconds(2));
    }

    /**
     * @param seconds of wall time
     * @param taskSeconds of the tasks' CPU time
     * @param allSeconds of the CPU time of all processes of Spark
     */
    private record Run(double seconds, double taskSeconds, double allSeconds) {}

    private static void print(String executors, List<Run> runs) {
        var best = best(runs);
        System.out.printf(
                Locale.ROOT,
                "%-34s | %10.2f | %10.2f | %10.2f | %s%n",
                executors,
                best.seconds,
                best.taskSeconds,
                best.allSeconds,
                runs.stream().map(run -> "%.2f".formatted(run.seconds)).collect(Collectors.joining(" ")));
    }

    private static Run best(List<Run> runs) {
        return runs.stream().min(Comparator.comparing(Run::seconds)).orElseThrow();
    }

    private static List<Run> runs(int executors) {
        var session = Sessions.start("local-cluster[" + executors + ",1,1024]");
        Sessions.create(session);
        var figures = new TaskFigures();
        session.sparkContext().addSparkListener(figures);
        var runs = new ArrayList<Run>();
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            var run = run(session, figures);
            if (i >= WARM_UP) {
                runs.add(run);
            }
        }
        session.stop();
        return runs;
    }

    private static Run run(SparkSession session, TaskFigures figures) {
        var tasks = figures.sums();
        double all = processSeconds();
        long start = System.nanoTime();
        session.sql(QUERY).collectAsList();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Run(seconds, figures.sums().since(tasks).cpuNanos() / 1e9, processSeconds() - all);
    }

    private static double processSeconds() {
        var driver = ProcessHandle.current();
        return Stream.concat(Stream.of(driver), driver.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(time -> time.toMillis() / 1e3)
                .sum();
    }
}
