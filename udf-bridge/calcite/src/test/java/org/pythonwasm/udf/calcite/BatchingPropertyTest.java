package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.calcite.jdbc.CalciteConnection;

/** Queries made at random have the same rows, and then the same error, in batches and row by row. */
class BatchingPropertyTest {
    private static Connection connection;

    @BeforeContainer
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:python-wasm:calcite:");
        run("CREATE TABLE digits(d BIGINT)");
        run("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6)");
        run(
                "CREATE TABLE t AS SELECT 49 * p.d + 7 * q.d + r.d AS n, NULLIF(p.d, 5) AS a, NULLIF(q.d, 6) AS b, r.d AS c "
                        + "FROM digits p, digits q, digits r ORDER BY 1");
        run("CREATE FUNCTION f(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def f(x: int): return x * 3 - 4'");
        run("CREATE FUNCTION g(x BIGINT, y BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC "
                + "AS 'def g(x, y): return None if x is None else x if y is None else x - y'");
        run("CREATE FUNCTION h(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC "
                + "AS 'def h(x: int): return 100 // (x - 3)'");
        run("CREATE FUNCTION word(x BIGINT) RETURNS VARCHAR LANGUAGE PYTHON "
                + "AS 'def word(x): return None if x is None else \"äb\" * (x % 4)'");
        run("CREATE FUNCTION size(s VARCHAR) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) "
                + "AS 'def size(s): return [None if t is None else len(t) for t in s]'");
        run("CREATE FUNCTION odd(x BIGINT) RETURNS BOOLEAN LANGUAGE PYTHON "
                + "AS 'def odd(x): return None if x is None else x % 2 == 1'");
    }

    @AfterContainer
    static void close() throws SQLException {
        connection.close();
    }

    private static void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * The rows as text and, behind them, whether there was an error. Which one is left out: where several expressions of a
     * row fail, SQL does not say which comes first.
     */
    private static List<String> outcome(String sql, boolean batching) throws SQLException {
        connection
                .unwrap(CalciteConnection.class)
                .getProperties()
                .setProperty("pythonBatching", String.valueOf(batching));
        var outcome = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(rows.getObject(i)).append('|');
                }
                outcome.add(row.toString());
            }
        } catch (SQLException e) {
            outcome.add("failed");
        }
        return outcome;
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void batches_change_nothing(@ForAll("queries") String query) throws SQLException {
        assertEquals(outcome(query, false), outcome(query, true), query);
    }

    @Provide
    Arbitrary<String> queries() {
        var outputs = Arbitraries.oneOf(numbers(3), conditions(2), texts(2))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> String.join(", ", list));
        var wheres = Arbitraries.oneOf(Arbitraries.just(""), conditions(3).map(condition -> " WHERE " + condition));
        var limits = Arbitraries.oneOf(
                Arbitraries.just(""), Arbitraries.integers().between(0, 40).map(n -> " LIMIT " + n));
        var orders = Arbitraries.of("", "", " ORDER BY 1", " ORDER BY 1 DESC", " ORDER BY c, f(a)");
        var tables = Arbitraries.of(
                "t",
                "(SELECT f(a) AS a, b, g(c, a) AS c FROM t)",
                "(SELECT a, h(b + 10) AS b, c FROM t WHERE odd(c))",
                "(SELECT p.a, f(q.b) AS b, p.c FROM t AS p JOIN (SELECT n, g(b, c) AS b FROM t) AS q ON p.n = q.n)",
                "(SELECT p.a, q.d AS b, q.d AS c FROM t AS p LEFT JOIN digits AS q ON f(p.a) = f(q.d + 2))");
        return Combinators.combine(outputs, tables, wheres, orders, limits)
                .as((output, table, where, order, limit) ->
                        "SELECT " + output + " FROM " + table + where + order + limit);
    }

    private static Arbitrary<String> numbers(int depth) {
        var leaf = Arbitraries.of("a", "b", "c", "0", "3", "CAST(NULL AS BIGINT)");
        if (depth == 0) {
            return leaf;
        }
        var number = Arbitraries.lazy(() -> numbers(depth - 1));
        var condition = Arbitraries.lazy(() -> conditions(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaf),
                Tuple.of(2, number.map(x -> "f(" + x + ")")),
                Tuple.of(2, Combinators.combine(number, number).as((x, y) -> "g(" + x + ", " + y + ")")),
                Tuple.of(1, number.map(x -> "h(" + x + ")")),
                Tuple.of(1, Arbitraries.lazy(() -> texts(depth - 1)).map(x -> "size(" + x + ")")),
                Tuple.of(1, Combinators.combine(number, number).as((x, y) -> "(" + x + " + " + y + ")")),
                Tuple.of(
                        1,
                        Combinators.combine(number, Arbitraries.of("a", "c")).as((x, y) -> "(" + x + " / " + y + ")")),
                Tuple.of(1, Combinators.combine(number, number).as((x, y) -> "COALESCE(" + x + ", " + y + ")")),
                Tuple.of(1, Combinators.combine(number, number).as((x, y) -> "NULLIF(" + x + ", " + y + ")")),
                Tuple.of(
                        2,
                        Combinators.combine(condition, number, condition, number, number)
                                .as((c, x, d, y, z) -> "CASE WHEN " + c + " THEN " + x + " WHEN " + d + " THEN " + y
                                        + " ELSE " + z + " END")));
    }

    private static Arbitrary<String> texts(int depth) {
        var number = Arbitraries.lazy(() -> numbers(Math.max(0, depth - 1)));
        return Arbitraries.oneOf(
                number.map(x -> "word(" + x + ")"),
                Combinators.combine(number, number).as((x, y) -> "word(" + x + ") || word(" + y + ")"),
                Combinators.combine(number, number)
                        .as((x, y) -> "COALESCE(word(" + x + "), CAST(" + y + " AS VARCHAR))"));
    }

    private static Arbitrary<String> conditions(int depth) {
        var number = Arbitraries.lazy(() -> numbers(Math.max(0, depth - 1)));
        var compared = Combinators.combine(number, Arbitraries.of("=", "<>", "<", ">="), number)
                .as((x, operator, y) -> x + " " + operator + " " + y);
        if (depth == 0) {
            return compared;
        }
        var condition = Arbitraries.lazy(() -> conditions(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(2, compared),
                Tuple.of(1, number.map(x -> "odd(" + x + ")")),
                Tuple.of(1, number.map(x -> x + " IN (1, 2, 8)")),
                Tuple.of(1, number.map(x -> x + " IS NULL")),
                Tuple.of(1, condition.map(x -> "NOT (" + x + ")")),
                Tuple.of(2, Combinators.combine(condition, condition).as((x, y) -> "(" + x + ") AND (" + y + ")")),
                Tuple.of(2, Combinators.combine(condition, condition).as((x, y) -> "(" + x + ") OR (" + y + ")")));
    }
}
