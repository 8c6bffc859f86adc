package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows a second of scalar functions over lineitem, beside the same query with a built-in in the function's place. */
final class Throughput {
    private static final int RUNS = 3;

    private record Pair(String function, String python, String builtIn) {
    }

    private static final String NEXT_KEY = """
            CREATE OR REPLACE FUNCTION next_key(key BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS $$
            def next_key(key: int) -> int:
                return key + 1
            $$""";

    private static final List<Pair> PAIRS = List.of(
            new Pair("next_key", "SUM(next_key(l_orderkey))", "SUM(l_orderkey + 1)"),
            new Pair("working_days", "SUM(working_days(l_shipdate, l_receiptdate))",
                    "SUM(DATEDIFF(DAY, l_shipdate, l_receiptdate))"),
            new Pair("revenue", "SUM(revenue(l_extendedprice, l_discount, l_tax))",
                    "SUM(l_extendedprice * (1 - l_discount) * (1 + l_tax))"),
            new Pair("comment_score", "SUM(comment_score(l_comment))", "SUM(LENGTH(l_comment))"));

    private static final List<QueryResult.Column> COLUMNS = List.of(
            new QueryResult.Column("function", false), new QueryResult.Column("rows", true),
            new QueryResult.Column("ms", true), new QueryResult.Column("rows/s", true),
            new QueryResult.Column("ms without", true), new QueryResult.Column("rows/s without", true),
            new QueryResult.Column("ratio", true));

    private final Connection connection;

    private Throughput(Connection connection) {
        this.connection = connection;
    }

    static void measure(Connection connection, Screen screen) throws SQLException {
        screen.heading("Rows a second over lineitem, best of " + RUNS + ", with Python and with a built-in instead");
        new Throughput(connection).measure(screen);
    }

    private void measure(Screen screen) throws SQLException {
        var watch = Stopwatch.start();
        long rows = count();
        var table = new ArrayList<List<String>>();
        reuseResults(false);
        execute(NEXT_KEY);
        for (var pair : PAIRS) {
            table.add(row(pair.function(), rows, best(pair.python()), best(pair.builtIn())));
        }
        reuseResults(true);
        TablePrinter.print(new QueryResult(COLUMNS, table, table.size(), watch.milliseconds()), screen);
    }

    private static List<String> row(String function, long rows, double python, double builtIn) {
        return List.of(function, whole(rows), whole(python), whole(Stopwatch.perSecond(rows, python)), whole(builtIn),
                whole(Stopwatch.perSecond(rows, builtIn)), String.format(Locale.ROOT, "%.1f", python / builtIn));
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private double best(String expression) throws SQLException {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            best = Math.min(best, milliseconds("SELECT " + expression + " FROM lineitem"));
        }
        return best;
    }

    private double milliseconds(String sql) throws SQLException {
        var watch = Stopwatch.start();
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
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

    /** H2 answers a repeated query from memory when its functions are deterministic, which would measure nothing. */
    private void reuseResults(boolean allowed) throws SQLException {
        execute("SET OPTIMIZE_REUSE_RESULTS " + (allowed ? 1 : 0));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
