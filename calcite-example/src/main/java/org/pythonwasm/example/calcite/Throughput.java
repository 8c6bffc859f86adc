package org.pythonwasm.example.calcite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.jdbc.CalciteConnection;
import org.pythonwasm.example.tpch.Measured;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.SqlTexts;
import org.pythonwasm.example.tpch.Stopwatch;
import org.pythonwasm.udf.PythonFunctions;

/**
 * Measures rows per second: of scalar functions in batches and row by row, of an aggregate beside a built-in; all in
 * memory.
 */
final class Throughput {
    private static final int RUNS = 5;
    private static final String URL = "jdbc:python-wasm:calcite:pythonBatching=";
    private static final String GROUPS = "SELECT SUM(y) FROM (SELECT %s(x) AS y FROM numbers GROUP BY g)";

    private Throughput() {}

    static void measure(double scale, Screen screen) throws SQLException {
        measureItems(scale, screen);
        measureGroups(scale, screen);
    }

    private static void measureItems(double scale, Screen screen) throws SQLException {
        var items = Items.generate(scale);
        screen.heading("Rows per second over " + items.count() + " line items in memory, best of " + RUNS);
        screen.line("  %-14s | %10s | %10s | %5s", "function", "batches", "row by row", "ratio");
        try (var batches = open(items, true);
                var rows = open(items, false)) {
            for (var measured : Measured.values()) {
                String query = "SELECT " + measured.expression() + " FROM items";
                double fast = rowsPerSecond(batches, query, items.count());
                double slow = rowsPerSecond(rows, query, items.count());
                screen.line("  %-14s | %,10.0f | %,10.0f | %5.1f", measured.function(), fast, slow, fast / slow);
            }
        }
    }

    private static void measureGroups(double scale, Screen screen) throws SQLException {
        int rows = Measured.rowsInGroups(scale);
        screen.heading("Rows per second over %,d rows in 1,000 groups, likewise".formatted(rows));
        screen.line("  %-14s | %10s | %10s | %5s", "function", "Python", "SUM", "ratio");
        try (var connection = DriverManager.getConnection(URL + true)) {
            connection.unwrap(CalciteConnection.class).getRootSchema().add("NUMBERS", new Numbers(rows));
            PythonFunctions.create(connection, Measured.CREATE_TOTAL);
            double python = rowsPerSecond(connection, GROUPS.formatted("total"), rows);
            double builtIn = rowsPerSecond(connection, GROUPS.formatted("SUM"), rows);
            screen.line("  %-14s | %,10.0f | %,10.0f | %5.1f", "total", python, builtIn, builtIn / python);
        }
    }

    private static Connection open(Items items, boolean batching) throws SQLException {
        var connection = DriverManager.getConnection(URL + batching);
        connection.unwrap(CalciteConnection.class).getRootSchema().add("ITEMS", items);
        var functions = new ArrayList<>(List.of(Measured.CREATE_NEXT_KEY));
        for (var name : List.of("working_days", "revenue", "comment_score")) {
            functions.add(SqlTexts.function(name));
        }
        PythonFunctions.create(connection, String.join(";", functions));
        return connection;
    }

    /** Measures a prepared statement, so that planning does not count. */
    private static double rowsPerSecond(Connection connection, String query, int rows) throws SQLException {
        double best = Double.POSITIVE_INFINITY;
        try (var statement = connection.prepareStatement(query)) {
            for (int run = 0; run < RUNS; run++) {
                best = Math.min(best, milliseconds(statement));
            }
        }
        return Stopwatch.perSecond(rows, best);
    }

    private static double milliseconds(PreparedStatement statement) throws SQLException {
        var watch = Stopwatch.start();
        try (var rows = statement.executeQuery()) {
            rows.next();
            return watch.milliseconds();
        }
    }
}
