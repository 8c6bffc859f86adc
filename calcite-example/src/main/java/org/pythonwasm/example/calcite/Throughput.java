package org.pythonwasm.example.calcite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.jdbc.CalciteConnection;
import org.pythonwasm.udf.PythonFunctions;

/** Rows a second of scalar functions over lineitem in memory: in batches, and row by row. */
final class Throughput {
    private static final int RUNS = 5;
    private static final String URL = "jdbc:python-wasm:calcite:pythonBatching=";
    private static final String NEXT_KEY = """
            CREATE FUNCTION next_key(key BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS $$
            def next_key(key: int) -> int:
                return key + 1
            $$""";

    private record Measured(String function, String expression) {
    }

    private static final List<Measured> ALL = List.of(
            new Measured("next_key", "SUM(next_key(l_orderkey))"),
            new Measured("working_days", "SUM(working_days(l_shipdate, l_receiptdate))"),
            new Measured("revenue", "SUM(revenue(l_extendedprice, l_discount, l_tax))"),
            new Measured("comment_score", "SUM(comment_score(l_comment))"));

    private Throughput() {
    }

    static void measure(double scale, Screen screen) throws SQLException {
        var items = Items.generate(scale);
        screen.heading("Rows a second over " + items.count() + " line items in memory, best of " + RUNS);
        screen.line("  %-14s | %10s | %10s | %5s", "function", "batches", "row by row", "ratio");
        try (var batches = open(items, true); var rows = open(items, false)) {
            for (var measured : ALL) {
                double fast = rowsPerSecond(batches, measured, items);
                double slow = rowsPerSecond(rows, measured, items);
                screen.line("  %-14s | %,10.0f | %,10.0f | %5.1f", measured.function(), fast, slow, fast / slow);
            }
        }
    }

    private static Connection open(Items items, boolean batching) throws SQLException {
        var connection = DriverManager.getConnection(URL + batching);
        connection.unwrap(CalciteConnection.class).getRootSchema().add("ITEMS", items);
        var functions = new ArrayList<>(List.of(NEXT_KEY));
        for (var name : List.of("working_days", "revenue", "comment_score")) {
            functions.add(Resources.text("functions/" + name + ".sql"));
        }
        PythonFunctions.create(connection, String.join(";", functions));
        return connection;
    }

    /** Of a prepared statement, so that planning it does not count. */
    private static double rowsPerSecond(Connection connection, Measured measured, Items items) throws SQLException {
        double best = Double.POSITIVE_INFINITY;
        try (var statement = connection.prepareStatement("SELECT " + measured.expression() + " FROM items")) {
            for (int run = 0; run < RUNS; run++) {
                best = Math.min(best, milliseconds(statement));
            }
        }
        return items.count() * 1000 / best;
    }

    private static double milliseconds(PreparedStatement statement) throws SQLException {
        var watch = Stopwatch.start();
        try (var rows = statement.executeQuery()) {
            rows.next();
            return watch.milliseconds();
        }
    }
}
