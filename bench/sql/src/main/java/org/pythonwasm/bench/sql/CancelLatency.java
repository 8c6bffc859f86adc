package org.pythonwasm.bench.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time from the call of Statement.cancel or Connection.abort, or from the deadline of setQueryTimeout, to
 * the SQLException in the thread that executes an endless function. The interpreter exists before: a harmless call
 * precedes each round, on the same connection except for abort. That call also proves that the ended statement left the
 * connection usable.
 */
final class CancelLatency {
    private static final int UNCOUNTED = 2;
    private static final int TIMEOUT_SECONDS = 1;
    private static final String CANCELLED = "57014";
    /** Avatica's message for a statement that was cancelled between two rows; it has no SQLSTATE. */
    private static final String AVATICAS = "Statement canceled";

    private enum Way {
        CANCEL,
        TIMEOUT,
        ABORT
    }

    /** The way in which a statement ended, and the moment. */
    private record End(SQLException error, long nanos) {}

    /** The way in which a statement ended, and the time that it took. */
    private record Round(SQLException error, double milliseconds) {
        boolean isCancel() {
            return CANCELLED.equals(error.getSQLState()) || AVATICAS.equals(error.getMessage());
        }
    }

    private final Database database;
    private final Path directory;
    private final ExecutorService executing = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "executing");
        thread.setDaemon(true);
        return thread;
    });
    private Connection connection;

    private CancelLatency(Database database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
        System.out.printf("ms to the SQLException; %d rounds, after %d uncounted%n", rounds, UNCOUNTED);
        System.out.printf("%-8s %-8s %-30s %6s %6s %6s%n", "", "", "", "p50", "p99", "worst");
        for (var database : Database.values()) {
            var directory = Files.createTempDirectory("cancel");
            try {
                new CancelLatency(database, directory).measure(rounds);
            } finally {
                delete(directory);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private void measure(int rounds) throws Exception {
        try (var keeper = database.open(directory)) {
            for (var function : Endless.values()) {
                execute(keeper, function.create());
            }
            connection = database.open(directory);
            for (var way : Way.values()) {
                for (var function : Endless.values()) {
                    measure(way, function, rounds);
                }
            }
            connection.close();
        }
    }

    private void measure(Way way, Endless function, int rounds) throws Exception {
        var latencies = new ArrayList<Double>();
        Map<String, Integer> others = new TreeMap<>();
        for (int i = -UNCOUNTED; i < rounds; i++) {
            var round = round(way, function);
            if (way != Way.ABORT && !round.isCancel()) {
                others.merge(round.error().toString(), 1, Integer::sum);
            } else if (i >= 0) {
                latencies.add(round.milliseconds());
            }
        }
        others.forEach((error, times) -> System.out.printf("  of the next, %d rounds ended with %s%n", times, error));
        print(way, function, latencies);
    }

    private void print(Way way, Endless function, List<Double> latencies) {
        if (latencies.isEmpty()) {
            throw new IllegalStateException(
                    database + ", " + way + ": no round of " + function.title + " ended as it should");
        }
        double[] sorted =
                latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "%-8s %-8s %-30s %6.0f %6.0f %6.0f%n",
                database,
                way,
                function.title,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                sorted[sorted.length - 1]);
    }

    private Round round(Way way, Endless function) throws Exception {
        try (var statement = connection.createStatement()) {
            drain(statement, function.query(database, 0));
            statement.setQueryTimeout(way == Way.TIMEOUT ? TIMEOUT_SECONDS : 0);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            var executed = executing.submit(() -> end(statement, function.query(database, 1)));
            long from = way == Way.TIMEOUT ? deadline : end(way, statement);
            var end = executed.get();
            if (way == Way.ABORT) {
                connection = database.open(directory);
            } else {
                statement.setQueryTimeout(0);
            }
            return new Round(end.error(), (end.nanos() - from) / 1e6);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a function came to its end: " + function.title, e);
        }
    }

    /** Lets the function run a while, ends it, and returns the moment of the end. */
    private long end(Way way, Statement statement) throws SQLException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(100, 200));
        long now = System.nanoTime();
        if (way == Way.CANCEL) {
            statement.cancel();
        } else {
            connection.abort(Runnable::run);
        }
        return now;
    }

    private static End end(Statement statement, String sql) {
        try {
            drain(statement, sql);
        } catch (SQLException e) {
            return new End(e, System.nanoTime());
        }
        throw new IllegalStateException(sql);
    }

    private static void drain(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getInt(1) != 7) {
                    throw new IllegalStateException(sql);
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
