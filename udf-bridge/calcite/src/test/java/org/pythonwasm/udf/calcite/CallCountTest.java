package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often Python runs in plans of many shapes, with batches and without: once for each row of the query that holds
 * the call, however often the plan above asks for the row.
 */
@Timeout(300)
class CallCountTest {
    private static final int ROWS = 20;
    private static final String TICK = """
            CREATE FUNCTION tick(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
            calls = 0
            def tick(x):
                global calls
                calls += 1
                return calls
            $$""";

    private static void read(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getObject(1);
                rows.getObject(1);
            }
        }
    }

    private static long calls(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT CALLS FROM PYTHON_FUNCTIONS")) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    private static Connection open(boolean batching) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:python-wasm:calcite:pythonBatching=" + batching);
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(x BIGINT)");
            var values = new StringBuilder("INSERT INTO t VALUES (0)");
            for (int x = 1; x < ROWS; x++) {
                values.append(", (").append(x).append(')');
            }
            statement.execute(values.toString());
            statement.execute(TICK);
        }
        return connection;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | SELECT tick(x) FROM t
            1 | SELECT x FROM t WHERE tick(x) > 0
            1 | SELECT tick(x) FROM t ORDER BY x DESC
            1 | SELECT tick(x) AS y FROM t ORDER BY y DESC
            1 | SELECT x FROM t ORDER BY tick(x)
            1 | SELECT y + y, -y, y FROM (SELECT tick(x) AS y FROM t)
            1 | SELECT CASE WHEN y > 3 THEN y ELSE -y END FROM (SELECT tick(x) AS y FROM t) ORDER BY 1
            2 | SELECT tick(x), tick(x) FROM t ORDER BY x
            2 | SELECT tick(x) FROM t UNION ALL SELECT tick(x) FROM t
            1 | SELECT tick(x) FROM t UNION ALL SELECT x FROM t ORDER BY 1
            2 | SELECT tick(x) FROM t UNION SELECT -tick(x) FROM t
            2 | SELECT tick(x) FROM t INTERSECT SELECT tick(x) FROM t
            2 | SELECT tick(x) FROM t EXCEPT SELECT tick(x) FROM t
            1 | SELECT a.y, b.x FROM (SELECT x, tick(x) AS y FROM t) AS a JOIN t AS b ON a.x = b.x
            1 | SELECT a.x, b.y FROM t AS a JOIN (SELECT x, tick(x) AS y FROM t) AS b ON a.x = b.x
            1 | SELECT a.x, b.y FROM t AS a LEFT JOIN (SELECT x, tick(x) AS y FROM t) AS b ON a.x = b.x + 3
            1 | SELECT a.x, b.y FROM t AS a FULL JOIN (SELECT x, tick(x) AS y FROM t) AS b ON a.x = b.x + 3
            2 | SELECT a.y, b.y FROM (SELECT x, tick(x) AS y FROM t) AS a JOIN (SELECT x, tick(x) AS y FROM t) AS b ON a.x = b.x
            1 | SELECT a.y, b.x FROM (SELECT x, tick(x) AS y FROM t) AS a JOIN t AS b ON a.x < b.x
            1 | SELECT COUNT(*), SUM(y) FROM (SELECT tick(x) AS y FROM t) GROUP BY MOD(y, 3)
            1 | SELECT tick(x), COUNT(*) FROM t GROUP BY tick(x) ORDER BY 1
            1 | SELECT DISTINCT tick(x) FROM t
            1 | SELECT SUM(tick(x)) OVER (ORDER BY x) FROM t
            1 | SELECT y, SUM(y) OVER (PARTITION BY MOD(y, 2) ORDER BY y) FROM (SELECT tick(x) AS y FROM t)
            1 | SELECT x FROM t WHERE x IN (SELECT tick(x) FROM t)
            1 | SELECT x, (SELECT MAX(tick(x)) FROM t) FROM t
            1 | SELECT MAX(tick(x)) FILTER (WHERE x > 3) FROM t
            """)
    void python_runs_once_a_row(int times, String query) throws SQLException {
        for (boolean batching : List.of(true, false)) {
            try (var connection = open(batching)) {
                read(connection, query);
                assertEquals((long) times * ROWS, calls(connection), "calls with pythonBatching=" + batching);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5  | SELECT tick(x) FROM t LIMIT 5
            8  | SELECT tick(x) FROM t OFFSET 7 ROWS FETCH NEXT 1 ROWS ONLY
            10 | SELECT tick(x) FROM t WHERE x >= 10
            3  | SELECT tick(x) FROM (SELECT x FROM t LIMIT 3)
            3  | SELECT CASE WHEN x < 3 THEN tick(x) END FROM t ORDER BY 1
            4  | SELECT x FROM t WHERE x > 15 AND tick(x) > 0 ORDER BY x
            """)
    void python_runs_for_no_row_that_nobody_asks_for(int rows, String query) throws SQLException {
        for (boolean batching : List.of(true, false)) {
            try (var connection = open(batching)) {
                read(connection, query);
                long calls = calls(connection);
                assertTrue(
                        calls > 0 && calls < 2 * rows,
                        calls + " calls for " + rows + " rows with pythonBatching=" + batching);
            }
        }
    }

    /** So that no row comes out with another value than that which passed the filter. Calcite's own plan computes it for each. */
    @Test
    void what_a_filter_and_the_result_ask_for_is_computed_once_in_batches() throws SQLException {
        try (var connection = open(true);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT y FROM (SELECT tick(x) AS y FROM t) WHERE MOD(y, 2) = 0")) {
            while (rows.next()) {
                assertEquals(0, rows.getLong(1) % 2);
            }
            assertEquals(ROWS, calls(connection));
        }
    }
}
