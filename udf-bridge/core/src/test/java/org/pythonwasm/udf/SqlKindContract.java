package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectorized, table and aggregate functions where their options and SQL's clauses meet. */
public abstract class SqlKindContract extends SqlContract {
    private static final int MANY = 1_000;

    protected SqlKindContract(Database database) {
        super(database);
    }

    @Test
    void a_vectorized_function_has_defaults() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER, y INTEGER DEFAULT 10, s VARCHAR DEFAULT 'z') RETURNS VARCHAR LANGUAGE PYTHON "
                + "WITH (vectorized = true) AS $$\n" + """
                def f(x: list[int], y: list, s: list):
                    assert len(x) == len(y) == len(s)
                    return [f'{a} {b} {c}' for a, b, c in zip(x, y, s)]
                """ + "$$");
        assertEquals(
                List.of("1 10 z|1 1 z|1 1 y", "2 10 z|2 2 z|2 2 y"),
                column("SELECT f(x) || '|' || f(x, x) || '|' || f(x, x, 'y') FROM (VALUES (1), (2)) AS t(x)"));
        assertThrows(SQLException.class, () -> value(one("f()")));
    }

    @Test
    void a_vectorized_function_is_variadic() throws SQLException {
        run(
                "CREATE FUNCTION f(glue VARCHAR, VARIADIC x INTEGER) RETURNS VARCHAR LANGUAGE PYTHON WITH (vectorized = true) AS $$\n"
                        + """
                def f(glue, *x):
                    assert all(len(column) == len(glue) for column in x)
                    return [g.join(map(str, row)) for g, *row in zip(glue, *x)]
                """ + "$$");
        assertEquals(
                List.of("|1|1-1|1-1-7", "|2|2-2|2-2-7"),
                column("SELECT f('-') || '|' || f('-', x) || '|' || f('-', x, x) "
                        + "|| '|' || f('-', x, x, 7) FROM (VALUES (1), (2)) AS t(x)"));
    }

    @Test
    void a_strict_vectorized_function_with_a_default_gets_no_null() throws SQLException {
        run(
                "CREATE FUNCTION f(x INTEGER, y INTEGER DEFAULT 1) RETURNS INTEGER LANGUAGE PYTHON STRICT WITH (vectorized = true) "
                        + "AS 'def f(x, y): return [a + b for a, b in zip(x, y)]'");
        assertEquals(3, value(one("f(1, 2)")));
        assertNull(value(one("f(CAST(NULL AS INTEGER))")));
        assertNull(value(one("f(1, CAST(NULL AS INTEGER))")));
    }

    @Test
    void a_lost_row_of_a_table_parameter_is_none_of_another_argument() throws SQLException {
        run(
                "CREATE FUNCTION pair(a TABLE, n INTEGER, b TABLE) RETURNS TABLE (x INTEGER, y INTEGER) LANGUAGE PYTHON AS $$\n"
                        + "def pair(a, n, b):\n    for i, j in zip(a, b): yield i[0] * n, j[0]\n$$");
        assertEquals(
                List.of("10 3", "20 4"),
                rows("SELECT x, y FROM "
                        + from("pair(" + query("SELECT v FROM (VALUES (1), (2)) AS t(v)") + ", 10, "
                                + query("SELECT v FROM (VALUES (3), (4), (5)) AS t(v)") + ")")
                        + " AS p"));
    }

    private static final String NUMBERED = """
            CREATE FUNCTION numbered(n INTEGER) RETURNS TABLE (run INTEGER, y INTEGER) LANGUAGE PYTHON AS $$
            calls = 0
            def numbered(n):
                global calls
                calls += 1
                this = calls
                for y in range(n): yield this, y
            $$""";

    @Test
    void two_connections_never_see_each_others_table_function() throws SQLException {
        String query = "SELECT run, y FROM " + from("numbered(2)") + " AS t";
        run(NUMBERED);
        try (var other = connect()) {
            if (!database.isShared()) {
                assertThrows(SQLException.class, () -> value(other, query, Object.class));
                run(other, NUMBERED);
            }
            assertEquals(List.of("1 0", "1 1"), rows(query));
            assertEquals(List.of("2 0", "2 1"), rows(query));
            assertEquals(1, value(other, query, Object.class));
            assertEquals(2, value(other, query, Object.class));
            assertEquals(List.of("3 0", "3 1"), rows(query));
        }
    }

    @Test
    void two_open_results_of_one_table_function_go_on_side_by_side() throws SQLException {
        run(NUMBERED);
        String query = "SELECT run, y FROM " + from("numbered(3000)") + " AS t";
        try (var first = connection.createStatement();
                var second = connection.createStatement();
                var some = first.executeQuery(query);
                var others = second.executeQuery(query)) {
            for (int y = 0; y < 3000; y++) {
                assertTrue(some.next() && others.next());
                assertEquals("1 " + y, some.getInt(1) + " " + some.getInt(2));
                assertEquals("2 " + y, others.getInt(1) + " " + others.getInt(2));
            }
        }
    }

    private static final String GATHER = """
            CREATE AGGREGATE FUNCTION gather(x INTEGER) RETURNS VARCHAR LANGUAGE PYTHON AS $$
            class gather:
                def __init__(self): self.values = []
                def accumulate(self, x):
                    if x == 13: raise ValueError('thirteen')
                    self.values.append(x)
                def finish(self): return ','.join(map(str, self.values))
            $$""";

    private void sales(String values) throws SQLException {
        run(GATHER);
        run("CREATE TABLE sales(shop VARCHAR(9), d INTEGER, price INTEGER)");
        run("INSERT INTO sales VALUES " + values);
    }

    @Test
    void a_window_may_be_a_range_of_values() throws SQLException {
        sales("('a', 1, 10), ('a', 2, 20), ('a', 2, 21), ('a', 5, 50), ('a', 6, 60)");
        assertEquals(
                List.of("1 10", "2 10,20,21", "2 10,20,21", "5 50", "6 50,60"),
                rows("SELECT d, gather(price) OVER "
                        + "(ORDER BY d RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM sales ORDER BY d"));
    }

    @Test
    void a_window_may_have_a_name() throws SQLException {
        sales("('a', 1, 10), ('b', 2, 20), ('a', 3, 30)");
        assertEquals(
                List.of("1 10,30 1,3", "2 20 2", "3 10,30 1,3"),
                rows(
                        "SELECT d, gather(price) OVER w, gather(d) OVER w FROM sales WINDOW w AS (PARTITION BY shop) ORDER BY d"));
    }

    @Test
    void an_error_in_a_window_is_that_of_python_and_the_connection_goes_on() throws SQLException {
        sales("('a', 1, 10), ('b', 2, 13), ('a', 3, 30)");
        String error = error("SELECT d, gather(price) OVER (ORDER BY d) FROM sales ORDER BY d");
        assertTrue(error.startsWith("22023 PythonFunction gather: ValueError: thirteen\n"), error);
        assertTrue(error.contains("line 4, in accumulate") || error.contains("line 4, in gather.accumulate"), error);
        assertEquals(
                List.of("1 10", "3 10,30"),
                rows("SELECT d, gather(price) OVER (ORDER BY d) FROM sales WHERE price <> 13 ORDER BY d"));
    }

    /** The rows of ROLLUP, GROUPING SETS and CUBE, where the database has them. */
    @Test
    protected void groups_of_several_sizes_are_computed_apart() throws SQLException {
        sales("('a', 1, 10), ('a', 1, 11), ('a', 2, 20), ('b', 1, 30)");
        assertEquals(
                List.of("a 1 10,11", "a 2 20", "a null 10,11,20", "b 1 30", "b null 30", "null null 10,11,20,30"),
                rows("SELECT shop, d, gather(price) FROM sales GROUP BY ROLLUP(shop, d) "
                        + "ORDER BY shop NULLS LAST, d NULLS LAST"));
        assertEquals(
                List.of("a null 10,11,20", "b null 30", "null 1 10,11,30", "null 2 20"),
                rows("SELECT shop, d, gather(price) FROM sales GROUP BY GROUPING SETS ((shop), (d)) "
                        + "ORDER BY shop NULLS LAST, d NULLS LAST"));
    }

    /** What DISTINCT does in a window. */
    @Test
    protected void distinct_in_a_window_counts_each_value_once() throws SQLException {
        sales("('a', 1, 10), ('a', 2, 10), ('b', 3, 10), ('a', 4, 20)");
        assertEquals(
                List.of("1 10,20", "2 10,20", "3 10", "4 10,20"),
                rows("SELECT d, gather(DISTINCT price) OVER (PARTITION BY shop) FROM sales ORDER BY d"));
    }

    /** What is left shows as an interpreter that met its memory limit, of which 8 MB are free, or on Java's heap. */
    private void assertFailsWithoutALeak(String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < MANY / 4; i++) {
                assertThrows(SQLException.class, () -> read(statement));
            }
            long opened = opened();
            long heap = usedHeap();
            for (int i = 0; i < MANY; i++) {
                var error = assertThrows(SQLException.class, () -> read(statement));
                assertEquals("38000", error.getSQLState(), error::getMessage);
            }
            assertEquals(opened, opened(), "interpreters opened");
            long grown = usedHeap() - heap;
            assertTrue(grown < 8 << 20, () -> "the heap grew by " + grown + " bytes");
        }
    }

    private static void read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    @Test
    void a_table_function_that_fails_a_thousand_times_leaves_nothing() throws SQLException {
        run("CREATE FUNCTION f(n INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (memory = '"
                + database.guest().leastMegabytes()
                + " MB') AS $$\n"
                + "def f(n):\n    yield 1\n    raise KeyError\n$$");
        assertFailsWithoutALeak("SELECT y FROM " + from("f(1)") + " AS t");
    }

    @Test
    void an_aggregate_that_fails_a_thousand_times_leaves_nothing() throws SQLException {
        run("CREATE AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (memory = '"
                + database.guest().leastMegabytes()
                + " MB') AS $$\n" + """
                class f:
                    def accumulate(self, x):
                        if x == 2: raise KeyError
                    def finish(self): return 1
                """ + "$$");
        assertFailsWithoutALeak("SELECT f(x) FROM (VALUES (1), (2)) AS t(x)");
    }
}
