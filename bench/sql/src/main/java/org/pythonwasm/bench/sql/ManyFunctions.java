package org.pythonwasm.bench.sql;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Defines many functions at once. {@code create DATABASE COUNT DIRECTORY} creates them.
 * {@code open DATABASE COUNT DIRECTORY}, in a fresh JVM, prints the time to open the database and to call one function,
 * and the content of the heap after a garbage collection. The figures of a database with one function are those of the
 * database and the engine themselves.
 */
final class ManyFunctions {
    private static final String SOURCE = """
            CREATE OR REPLACE FUNCTION working_days_%1$d(ordered DATE, received DATE) RETURNS INTEGER
            LANGUAGE PYTHON DETERMINISTIC HANDLER 'working_days' AS $$
            from datetime import date


            def working_days(ordered: date, received: date) -> int:
                \"""Days from Monday to Friday, from the day after the order up to and including the day of receipt.\"""
                weeks, rest = divmod((received - ordered).days, 7)
                weekday = ordered.weekday()
                return %1$d + 5 * weeks + sum((weekday + day) %% 7 < 5 for day in range(1, rest + 1))
            $$""";

    private ManyFunctions() {}

    public static void main(String[] arguments) throws SQLException {
        var database = Database.valueOf(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        var directory = Path.of(arguments[3]);
        if (arguments[0].equals("create")) {
            create(database, count, directory);
        } else {
            open(database, count, directory);
        }
    }

    private static void create(Database database, int count, Path directory) throws SQLException {
        long start = System.nanoTime();
        try (var connection = database.open(directory);
                var statement = connection.createStatement()) {
            for (int i = 0; i < count; i++) {
                statement.execute(SOURCE.formatted(i));
            }
        }
        System.out.printf("%-8s %,6d functions: created in %,.0f ms%n", database, count, milliseconds(start));
    }

    private static void open(Database database, int count, Path directory) throws SQLException {
        long start = System.nanoTime();
        try (var connection = database.open(directory)) {
            double opened = milliseconds(start);
            double heap = heap();
            start = System.nanoTime();
            int days = call(connection, count - 1);
            double called = milliseconds(start);
            if (days != count - 1 + 5 || count(connection) != count) {
                throw new IllegalStateException(
                        days + " days and " + count(connection) + " of " + count + " functions");
            }
            System.out.printf(
                    "%-8s %,6d functions: opened in %,.0f ms, %.1f MB of heap; one called in %,.0f ms, then"
                            + " %.1f MB; classes %.1f MB%n",
                    database, count, opened, heap, called, heap(), metaspace());
        }
    }

    /** Calls a function for the days from a Monday to the next. */
    private static int call(Connection connection, int function) throws SQLException {
        return value(connection, "SELECT working_days_" + function + "(DATE '2024-01-01', DATE '2024-01-08')");
    }

    private static int count(Connection connection) throws SQLException {
        return value(connection, "SELECT COUNT(*) FROM PYTHON_FUNCTIONS");
    }

    private static int value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static double milliseconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e6;
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** Sums up the pools that hold classes, not those of compiled code. */
    private static double metaspace() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().equals("Metaspace"))
                        .mapToLong(pool -> pool.getUsage().getUsed())
                        .sum()
                / 1e6;
    }
}
