package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pythonwasm.example.tpch.Measured;
import org.pythonwasm.example.tpch.QueryResult;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.Stopwatch;
import org.pythonwasm.example.tpch.TablePrinter;

/** Measures rows per second of functions, beside the same query with a built-in function. */
final class Throughput {
    private static final int RUNS = 3;

    private record Pair(String function, String python, String builtIn) {}

    private static final List<Pair> OVER_ITEMS = Stream.of(Measured.values())
            .map(measured -> new Pair(measured.function(), measured.expression(), builtIn(measured)))
            .toList();
    private static final List<Pair> OVER_GROUPS = List.of(new Pair("total", "total(x)", "SUM(x)"));

    private static final List<QueryResult.Column> COLUMNS = List.of(
            new QueryResult.Column("function", false),
            new QueryResult.Column("rows", true),
            new QueryResult.Column("ms", true),
            new QueryResult.Column("rows/s", true),
            new QueryResult.Column("ms without", true),
            new QueryResult.Column("rows/s without", true),
            new QueryResult.Column("ratio", true));

    private final Connection connection;
    private final Screen screen;

    private Throughput(Connection connection, Screen screen) {
        this.connection = connection;
        this.screen = screen;
    }

    private static String builtIn(Measured measured) {
        return switch (measured) {
            case NEXT_KEY -> "SUM(l_orderkey + 1)";
            case WORKING_DAYS -> "SUM(DATEDIFF(DAY, l_shipdate, l_receiptdate))";
            case REVENUE -> "SUM(l_extendedprice * (1 - l_discount) * (1 + l_tax))";
            case COMMENT_SCORE -> "SUM(LENGTH(l_comment))";
        };
    }

    /** Measures scalar functions. */
    static void measure(Connection connection, Screen screen) throws SQLException {
        screen.heading("Rows per second over lineitem, best of " + RUNS + ", with Python and with a built-in instead");
        var throughput = new Throughput(connection, screen);
        throughput.execute(Measured.CREATE_NEXT_KEY);
        throughput.measure(throughput.count(), OVER_ITEMS, "SELECT %s FROM lineitem");
    }

    /** Measures an aggregate over numbers that H2 generates, in a thousand groups. */
    static void measureGroups(Connection connection, Screen screen, double scale) throws SQLException {
        int rows = Measured.rowsInGroups(scale);
        screen.heading("Rows per second over %,d rows in 1,000 groups, likewise".formatted(rows));
        var throughput = new Throughput(connection, screen);
        throughput.execute(Measured.CREATE_TOTAL);
        throughput.measure(
                rows,
                OVER_GROUPS,
                "SELECT SUM(y) FROM (SELECT %s AS y FROM SYSTEM_RANGE(1, " + rows + ") GROUP BY MOD(x, 1000))");
    }

    private void measure(long rows, List<Pair> pairs, String query) throws SQLException {
        var watch = Stopwatch.start();
        var table = new ArrayList<List<String>>();
        reuseResults(false);
        for (var pair : pairs) {
            table.add(row(
                    pair.function(),
                    rows,
                    best(query.formatted(pair.python())),
                    best(query.formatted(pair.builtIn()))));
        }
        reuseResults(true);
        TablePrinter.print(new QueryResult(COLUMNS, table, table.size(), watch.milliseconds()), screen);
    }

    private static List<String> row(String function, long rows, double python, double builtIn) {
        return List.of(
                function,
                whole(rows),
                whole(python),
                whole(Stopwatch.perSecond(rows, python)),
                whole(builtIn),
                whole(Stopwatch.perSecond(rows, builtIn)),
                String.format(Locale.ROOT, "%.1f", python / builtIn));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private double best(String query) throws SQLException {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            best = Math.min(best, milliseconds(query));
        }
        return best;
    }

    private double milliseconds(String sql) throws SQLException {
        var watch = Stopwatch.start();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return watch.milliseconds();
        }
    }

    private long count() throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT COUNT(*) FROM lineitem")) {
            result.next();
            return result.getLong(1);
        }
    }

    /**
     * H2 returns the result of a repeated query from memory if its functions are deterministic, so nothing would be
     * measured.
     */
    private void reuseResults(boolean allowed) throws SQLException {
        execute("SET OPTIMIZE_REUSE_RESULTS " + (allowed ? 1 : 0));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
