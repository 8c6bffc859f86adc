package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every database has to do alike with aggregate functions. */
public abstract class SqlAggregateContract extends SqlContract {
    private static final String TOTAL = """
            class total:
                def __init__(self):
                    self.sum = 0
                def accumulate(self, x: int):
                    self.sum += x
                def merge(self, other):
                    self.sum += other.sum
                def finish(self) -> int:
                    return self.sum
            """;

    protected SqlAggregateContract(Database database) {
        super(database);
    }

    /** A query of that many rows, numbers from 1 on in a column x. */
    protected abstract String numbers(int rows) throws SQLException;

    private void aggregate(String declaration, String body) throws SQLException {
        run("CREATE AGGREGATE FUNCTION " + declaration + " LANGUAGE PYTHON AS $$\n" + body + "$$");
    }

    private void total() throws SQLException {
        aggregate("total(x BIGINT) RETURNS BIGINT", TOTAL);
    }

    private void sales() throws SQLException {
        run("CREATE TABLE sales(shop VARCHAR(9), d INTEGER, price INTEGER)");
        run(
                "INSERT INTO sales VALUES ('a', 1, 10), ('b', 2, 1), ('a', 3, 10), ('b', 4, 2), ('a', 5, CAST(NULL AS INTEGER))");
    }

    /** Answers all it got, in order. */
    private void gather() throws SQLException {
        aggregate("gather(x INTEGER) RETURNS VARCHAR(99)", """
                class gather:
                    def __init__(self):
                        self.values = []
                    def accumulate(self, x):
                        self.values.append(x)
                    def finish(self):
                        return ','.join(map(str, self.values))
                """);
    }

    @Test
    void a_class_aggregates_a_table() throws SQLException {
        total();
        sales();
        assertEquals(23L, value("SELECT total(price) FROM sales"));
        assertEquals(0L, value("SELECT total(price) FROM sales WHERE d > 9"));
    }

    @Test
    @EveryGuest
    void functions_aggregate_a_table() throws SQLException {
        aggregate("longest(word VARCHAR(20)) RETURNS VARCHAR(20)", """
                def create_state():
                    return ''
                def accumulate(state, word: str):
                    return max(state, word, key=len)
                def merge(state, other):
                    return max(state, other, key=len)
                def finish(state):
                    return state or None
                """);
        sales();
        assertEquals(
                "gnat",
                value("SELECT longest(CAST(w AS VARCHAR(20))) FROM (VALUES ('gnat'), ('bear'), ('pony')) AS t(w)"));
        assertEquals(null, value("SELECT longest(shop) FROM sales WHERE d > 9"));
    }

    @Test
    void rows_are_grouped_and_keep_their_order() throws SQLException {
        gather();
        sales();
        assertEquals(
                List.of("a 10,10,None", "b 1,2"),
                rows("SELECT shop, gather(price) FROM sales GROUP BY shop ORDER BY shop"));
        assertEquals(
                List.of("b 2"), rows("SELECT shop, COUNT(*) FROM sales GROUP BY shop HAVING gather(price) = '1,2'"));
    }

    @Test
    @EveryGuest
    void null_policy_follows_the_hints() throws SQLException {
        sales();
        String body = """
                class n:
                    def __init__(self): self.rows = 0
                    def accumulate(self, x%s): self.rows += 1
                    def finish(self): return self.rows
                """;
        aggregate("n1(x INTEGER) RETURNS INTEGER", body.formatted("").replace("class n:", "class n1:"));
        aggregate("n2(x INTEGER) RETURNS INTEGER", body.formatted(": int").replace("class n:", "class n2:"));
        aggregate(
                "n3(x INTEGER) RETURNS INTEGER", body.formatted(": int | None").replace("class n:", "class n3:"));
        assertEquals(List.of("5 4 5"), rows("SELECT n1(price), n2(price), n3(price) FROM sales"));
        run("CREATE AGGREGATE FUNCTION n4(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON STRICT HANDLER 'n' AS $$\n"
                + body.formatted("") + "$$");
        run(
                "CREATE AGGREGATE FUNCTION n5(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON CALLED ON NULL INPUT HANDLER 'n' AS $$\n"
                        + body.formatted(": int") + "$$");
        assertEquals(List.of("4 5"), rows("SELECT n4(price), n5(price) FROM sales"));
    }

    @Test
    void distinct_and_filter_choose_the_rows() throws SQLException {
        total();
        sales();
        assertEquals(
                List.of("23 13 3 2"),
                rows(
                        "SELECT total(price), total(DISTINCT price), "
                                + "total(price) FILTER (WHERE price < 10), total(DISTINCT price) FILTER (WHERE d > 3) FROM sales"));
        assertEquals(
                List.of("a 10 20", "b 3 2"),
                rows("SELECT shop, total(DISTINCT price), "
                        + "total(price) FILTER (WHERE shop = 'a' OR d > 2) FROM sales GROUP BY shop ORDER BY shop"));
    }

    @Test
    void a_window_shows_the_group_beside_each_row() throws SQLException {
        total();
        sales();
        assertEquals(
                List.of("1 20", "2 3", "3 20", "4 3", "5 20"),
                rows("SELECT d, total(price) OVER (PARTITION BY shop) FROM sales ORDER BY d"));
    }

    @Test
    @EveryGuest
    void a_running_window_grows_row_by_row() throws SQLException {
        gather();
        sales();
        assertEquals(
                List.of("1 10", "2 10,1", "3 10,1,10", "4 10,1,10,2", "5 10,1,10,2,None"),
                rows("SELECT d, gather(price) OVER (ORDER BY d) FROM sales ORDER BY d"));
        assertEquals(
                List.of("1 10", "2 1", "3 10,10", "4 1,2", "5 10,10,None"),
                rows("SELECT d, gather(price) OVER (PARTITION BY shop ORDER BY d) FROM sales ORDER BY d"));
    }

    @Test
    void a_sliding_window_forgets_what_it_left() throws SQLException {
        total();
        sales();
        assertEquals(
                List.of("1 10", "2 11", "3 11", "4 12", "5 2"),
                rows("SELECT d, total(price) OVER "
                        + "(ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM sales ORDER BY d"));
        assertEquals(
                List.of("1 23", "2 13", "3 12", "4 2", "5 0"),
                rows("SELECT d, total(price) OVER "
                        + "(ORDER BY d ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM sales ORDER BY d"));
    }

    @Test
    @EveryGuest
    void several_aggregates_of_one_statement_do_not_mix() throws SQLException {
        total();
        gather();
        sales();
        assertEquals(
                List.of("a 20 9 10,10,None 1,3,5", "b 3 6 1,2 2,4"),
                rows(
                        "SELECT shop, total(price), total(d), gather(price), gather(d) FROM sales GROUP BY shop ORDER BY shop"));
    }

    @Test
    void an_aggregate_takes_several_arguments() throws SQLException {
        aggregate("weighted(x DOUBLE, w INTEGER) RETURNS DOUBLE", """
                class weighted:
                    def __init__(self):
                        self.sum = self.weight = 0
                    def accumulate(self, x: float, w: int):
                        self.sum += x * w
                        self.weight += w
                    def finish(self):
                        return self.sum / self.weight if self.weight else None
                """);
        assertEquals(
                5.5,
                value("SELECT weighted(x, w) FROM (VALUES (CAST(1 AS DOUBLE), 1), (CAST(7 AS DOUBLE), 3)) AS t(x, w)"));
    }

    protected static final String COUNTED = """
            CREATE AGGREGATE FUNCTION counted() RETURNS INTEGER LANGUAGE PYTHON AS $$
            class counted:
                n = 0
                def accumulate(self): self.n += 1
                def finish(self): return self.n
            $$""";

    @Test
    protected void an_aggregate_takes_no_argument() throws SQLException {
        run(COUNTED);
        sales();
        assertEquals(5, value("SELECT counted() FROM sales"));
        assertEquals(List.of("a 3", "b 2"), rows("SELECT shop, counted() FROM sales GROUP BY shop ORDER BY shop"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BIGINT        | price                            | int 1; int 2
            DOUBLE        | price                            | float 1.0; float 2.0
            DECIMAL(9, 2) | price                            | Decimal 1.00; Decimal 2.00
            VARCHAR(9)    | CAST(price AS VARCHAR(9))        | str 1; str 2
            BOOLEAN       | price > 1                        | bool False; bool True
            DATE          | DATE '2024-02-29'                | date 2024-02-29; date 2024-02-29
            TIME          | TIME '12:30:00'                  | time 12:30:00; time 12:30:00
            TIMESTAMP     | TIMESTAMP '2024-02-29 12:30:00'  | datetime 2024-02-29 12:30:00; datetime 2024-02-29 12:30:00
            VARBINARY(3)  | CAST(X'0102' AS VARBINARY(3))    | bytes b'\\x01\\x02'; bytes b'\\x01\\x02'
            """)
    @EveryGuest
    void an_argument_arrives_in_the_declared_type(String type, String argument, String seen) throws SQLException {
        aggregate("seen(x " + type + ") RETURNS VARCHAR(200)", """
                class seen:
                    def __init__(self): self.seen = []
                    def accumulate(self, x): self.seen.append(f'{type(x).__name__} {x}')
                    def finish(self): return '; '.join(self.seen)
                """);
        run("CREATE TABLE prices(price INTEGER)");
        run("INSERT INTO prices VALUES (1), (2)");
        assertEquals(seen, value("SELECT seen(" + argument + ") FROM prices"));
    }

    @Test
    @EveryGuest
    void a_result_has_the_declared_type() throws SQLException {
        aggregate("mean(x DECIMAL(9, 2)) RETURNS DECIMAL(9, 2)", """
                class mean:
                    def __init__(self): self.values = []
                    def accumulate(self, x): self.values.append(x)
                    def finish(self): return sum(self.values) / len(self.values)
                """);
        assertEquals(new BigDecimal("0.67"), value("SELECT mean(x) FROM (VALUES (0), (1), (1)) AS t(x)"));
    }

    @Test
    @EveryGuest
    void an_exception_of_a_row_shows_the_traceback_and_the_connection_goes_on() throws SQLException {
        aggregate("share(x INTEGER) RETURNS INTEGER", """
                class share:
                    def __init__(self):
                        self.sum = 0

                    def accumulate(self, x: int):
                        self.sum += 100 // x

                    def finish(self):
                        return self.sum
                """);
        assertEquals("""
                22012 PythonFunction share: ZeroDivisionError: integer division or modulo by zero
                Traceback (most recent call last):
                  File "<share>", line 6, in accumulate
                    self.sum += 100 // x
                                ~~~~^^~~
                ZeroDivisionError: integer division or modulo by zero""", error("SELECT share(x) FROM (VALUES (1), (0), (2)) AS t(x)"));
        assertEquals(150, value("SELECT share(x) FROM (VALUES (1), (2)) AS t(x)"));
    }

    @Test
    @EveryGuest
    void an_exception_of_a_result_shows_the_traceback() throws SQLException {
        aggregate("mean(x INTEGER) RETURNS DOUBLE", """
                def create_state(): return []
                def accumulate(state, x: int): state.append(x)
                def finish(state): return sum(state) / len(state)
                """);
        assertEquals("""
                22012 PythonFunction mean: ZeroDivisionError: division by zero
                Traceback (most recent call last):
                  File "<mean>", line 3, in finish
                    def finish(state): return sum(state) / len(state)
                                              ~~~~~~~~~~~^~~~~~~~~~~~
                ZeroDivisionError: division by zero""", error("SELECT mean(x) FROM (VALUES (1)) AS t(x) WHERE x > 1"));
        assertEquals(2.0, value("SELECT mean(x) FROM (VALUES (1), (3)) AS t(x)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTEGER    | 1 << 40 | 22003 PythonFunction f: result: 1099511627776 is out of range for INTEGER
            VARCHAR(3) | 'four'  | 22001 PythonFunction f: result: 4 characters are too long for VARCHAR(3)
            """)
    void a_result_that_does_not_fit_is_an_error(String type, String result, String error) throws SQLException {
        aggregate("f(x INTEGER) RETURNS " + type, """
                class f:
                    def accumulate(self, x): pass
                    def finish(self): return %s
                """.formatted(result));
        assertEquals(error, error("SELECT f(x) FROM (VALUES (1)) AS t(x)"));
    }

    @Test
    @EveryGuest
    void a_result_of_a_wrong_type_is_an_error() throws SQLException {
        aggregate("f(x INTEGER) RETURNS INTEGER", """
                class f:
                    def accumulate(self, x): pass
                    def finish(self): return 'x'
                """);
        assertTrue(error("SELECT f(x) FROM (VALUES (1)) AS t(x)")
                .startsWith("22023 PythonFunction f: TypeError: expected int as result, got str"));
    }

    @Test
    @EveryGuest
    void rows_that_a_failed_statement_left_behind_fail_no_other() throws SQLException {
        aggregate("positive(x INTEGER) RETURNS INTEGER", """
                class positive:
                    def __init__(self): self.sum = 0
                    def accumulate(self, x: int):
                        if x < 0:
                            raise ValueError(f'negative: {x}')
                        self.sum += x
                    def finish(self): return self.sum
                """);
        run("CREATE FUNCTION fail(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                + "def fail(x):\n    if x == 3: raise KeyError(x)\n    return x\n$$");
        try (var statement = connection.prepareStatement(
                "SELECT positive(fail(x)) FROM (VALUES (CAST(-1 AS INTEGER)), (CAST(? AS INTEGER))) AS t(x) WHERE x <> ?")) {
            statement.setInt(1, 3);
            statement.setInt(2, 0);
            var error = assertThrows(SQLException.class, () -> {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                }
            });
            assertEquals("38000", error.getSQLState());
            statement.setInt(1, 5);
            statement.setInt(2, -1);
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(5, rows.getInt(1));
            }
        }
        assertEquals(7, value("SELECT positive(x) FROM (VALUES (3), (4)) AS t(x)"));
        assertEquals(
                "22023",
                error("SELECT positive(x) FROM (VALUES (3), (-4)) AS t(x)").substring(0, 5));
    }

    @Test
    void a_hundred_thousand_groups_are_aggregated_exactly() throws SQLException {
        total();
        String query = numbers(300_000);
        assertEquals(
                List.of("100000 45000150000 300003 600000"),
                rows(
                        "SELECT COUNT(*), CAST(SUM(t) AS BIGINT), MIN(t), MAX(t) FROM (SELECT MOD(x, 100000) AS g, total(x) AS t "
                                + "FROM (" + query + ") AS n GROUP BY MOD(x, 100000)) AS s"));
    }

    @Test
    void groups_of_finished_statements_give_their_memory_back() throws SQLException {
        run("CREATE AGGREGATE FUNCTION hoard(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (memory = '64 MB') AS $$\n"
                + """
                class hoard:
                    def __init__(self): self.kept = bytearray(1 << 20)
                    def accumulate(self, x): self.kept[0] = x
                    def finish(self): return self.kept[0]
                """ + "$$");
        long before = opened();
        for (int i = 0; i < 300; i++) {
            assertEquals(i % 100, value("SELECT hoard(x) FROM (VALUES (" + i % 100 + ")) AS t(x)"));
        }
        assertEquals(before + 1, opened(), "interpreters opened");
    }

    @Test
    @EveryGuest
    void a_function_that_dies_gets_a_new_interpreter() throws SQLException {
        aggregate("leave(x INTEGER) RETURNS INTEGER", """
                import os
                class leave:
                    def accumulate(self, x):
                        if x == 13:
                            os._exit(1)
                    def finish(self): return 5
                """);
        assertEquals(
                "38000",
                error("SELECT leave(x) FROM (VALUES (1), (13)) AS t(x)").substring(0, 5));
        assertEquals(5, value("SELECT leave(x) FROM (VALUES (1), (2)) AS t(x)"));
    }

    @Test
    void a_function_that_runs_too_long_is_ended_and_called_again() throws SQLException {
        run("CREATE AGGREGATE FUNCTION wait(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '1 s') AS $$\n"
                + """
                class wait:
                    def accumulate(self, x):
                        while x:
                            pass
                    def finish(self): return 5
                """ + "$$");
        assertEquals(
                "57014", error("SELECT wait(x) FROM (VALUES (0), (1)) AS t(x)").substring(0, 5));
        assertEquals(5, value("SELECT wait(x) FROM (VALUES (0)) AS t(x)"));
    }

    @Test
    void memory_beyond_the_limit_is_an_error() throws SQLException {
        run("CREATE AGGREGATE FUNCTION fill(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (memory = '32 MB') AS $$\n"
                + """
                class fill:
                    def __init__(self): self.kept = []
                    def accumulate(self, x): self.kept.append(bytes(x))
                    def finish(self): return len(self.kept)
                """ + "$$");
        assertEquals(
                "53200",
                error("SELECT fill(x) FROM (VALUES (100000000)) AS t(x)").substring(0, 5));
        assertEquals(1, value("SELECT fill(x) FROM (VALUES (10)) AS t(x)"));
    }

    @Test
    void a_query_timeout_ends_the_function_and_the_connection_goes_on() throws SQLException {
        aggregate("endless(x INTEGER) RETURNS INTEGER", """
                class endless:
                    def accumulate(self, x):
                        while x:
                            pass
                    def finish(self): return 7
                """);
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            var error = assertThrows(SQLException.class, () -> {
                try (var rows = statement.executeQuery("SELECT endless(x) FROM (VALUES (1)) AS t(x)")) {
                    rows.next();
                }
            });
            assertEquals("57014", error.getSQLState());
            statement.setQueryTimeout(0);
        }
        assertEquals(7, value("SELECT endless(x) FROM (VALUES (0)) AS t(x)"));
    }

    @Test
    void a_prepared_statement_aggregates_anew_each_time() throws SQLException {
        total();
        sales();
        try (var statement = connection.prepareStatement("SELECT total(price) FROM sales WHERE d <= ?")) {
            for (int[] expected : new int[][] {{1, 10}, {4, 23}, {0, 0}, {2, 11}}) {
                statement.setInt(1, expected[0]);
                try (var rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertEquals(expected[1], rows.getInt(1));
                }
            }
        }
    }

    @Test
    void a_view_aggregates() throws SQLException {
        total();
        sales();
        run("CREATE VIEW v AS SELECT shop, total(price) AS t FROM sales GROUP BY shop");
        assertEquals(List.of("b 3"), rows("SELECT shop, t FROM v WHERE t < 10"));
    }

    @Test
    protected void two_connections_share_no_state() throws SQLException {
        String body = """
                rows = 0
                class counted:
                    def accumulate(self, x):
                        global rows
                        rows += 1
                    def finish(self): return rows
                """;
        String count = "SELECT counted(x) FROM (VALUES (1), (2)) AS t(x)";
        aggregate("counted(x INTEGER) RETURNS INTEGER", body);
        assertEquals(2, value(count));
        try (var other = connect()) {
            assertEquals(2, value(other, count, Object.class));
        }
        assertEquals(4, value(count));
    }

    @Test
    void handler_names_the_class() throws SQLException {
        run(
                "CREATE AGGREGATE FUNCTION f(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON HANDLER 'Outer.Sum' AS $$\nclass Outer:\n"
                        + TOTAL.replace("class total", "class Sum").indent(4) + "$$");
        assertEquals(3L, value("SELECT f(x) FROM (VALUES (1), (2)) AS t(x)"));
        assertEquals(List.of("Outer.Sum"), handlers());
    }

    private List<String> handlers() throws SQLException {
        return PythonFunctions.list(connection).stream()
                .map(function -> function.handler().orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x = 1                                              | the body defines no class 'f'; an aggregate is a class with methods accumulate and finish, or functions create_state, accumulate and finish
            def f(x): return x                                 | the body defines no class 'f'; an aggregate is a class with methods accumulate and finish, or functions create_state, accumulate and finish
            class f:\\n  def finish(self): pass                | the body defines no 'f.accumulate'; an aggregate is a class with methods accumulate and finish, or functions create_state, accumulate and finish
            class f:\\n  def accumulate(self, x): pass         | the body defines no 'f.finish'; an aggregate is a class with methods accumulate and finish, or functions create_state, accumulate and finish
            class f:\\n  def accumulate(self): pass\\n  def finish(self): pass | 'f.accumulate' takes 0 arguments, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            class f:\\n  def accumulate(self, x, y): pass\\n  def finish(self): pass | 'f.accumulate' takes 2 arguments, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            class f:\\n  def accumulate(self, x: str): pass\\n  def finish(self): pass | parameter x is INTEGER, which arrives as int, but the hint of 'x' says str
            class f:\\n  def accumulate(self, x): pass\\n  def finish(self) -> str: pass | RETURNS INTEGER expects int, but the hint of 'f.finish' says it returns str
            class f:\\n  def accumulate(self, x): pass\\n  def finish(self, y): pass | 'f.finish' takes 2 arguments, but is called with 1
            class f:\\n  def accumulate(self, x): pass\\n  def finish(self): yield 1 | 'f.finish' yields rows, but the declaration returns one value; use return
            class f:\\n  def __init__(self, y): pass\\n  def accumulate(self, x): pass\\n  def finish(self): pass | 'f' takes 1 argument, but is called with 0
            class f:\\n  def accumulate(self, x): pass\\n  def finish(self): pass\\n  def merge(self): pass | 'f.merge' takes 1 argument, but is called with 2
            def create_state(): pass                           | the body defines no 'accumulate'; an aggregate is a class with methods accumulate and finish, or functions create_state, accumulate and finish
            def create_state(): pass\\ndef accumulate(x): pass\\ndef finish(s): pass | 'accumulate' takes 0 arguments, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            """)
    void what_does_not_fit_the_declaration_is_refused(String body, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$"
                        + body.replace("\\n", "\n") + "$$"));
        assertThrows(SQLException.class, () -> value("SELECT f(x) FROM (VALUES (1)) AS t(x)"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void a_wrong_number_of_arguments_is_an_error() throws SQLException {
        total();
        sales();
        assertThrows(SQLException.class, () -> value("SELECT total(price, d) FROM sales"));
        assertThrows(SQLException.class, () -> value("SELECT total() FROM sales"));
        assertEquals(23L, value("SELECT total(price) FROM sales"));
    }

    @Test
    void an_aggregate_is_dropped() throws SQLException {
        total();
        sales();
        assertEquals(
                "42000 PythonFunction total: is an aggregate function; say DROP AGGREGATE FUNCTION",
                error("DROP FUNCTION total").replace("TOTAL", "total"));
        assertEquals(23L, value("SELECT total(price) FROM sales"));
        run("DROP AGGREGATE FUNCTION total");
        assertThrows(SQLException.class, () -> value("SELECT total(price) FROM sales"));
        assertEquals("42000 PythonFunction total: no such aggregate function", error("DROP AGGREGATE FUNCTION total"));
        run("DROP AGGREGATE FUNCTION IF EXISTS total");
    }

    @Test
    void a_function_of_another_kind_replaces_it_and_the_other_way_round() throws SQLException {
        total();
        assertThrows(SQLException.class, this::total);
        run("CREATE OR REPLACE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def total(x): return -x'");
        assertEquals(List.of(-1L, -2L), column("SELECT total(x) FROM (VALUES (1), (2)) AS t(x)"));
        assertEquals(
                "42000 PythonFunction total: is no aggregate function; say DROP FUNCTION",
                error("DROP AGGREGATE FUNCTION total"));
        run("CREATE OR REPLACE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$\n" + TOTAL
                + "$$");
        assertEquals(List.of(3L), column("SELECT total(x) FROM (VALUES (1), (2)) AS t(x)"));
    }

    @Test
    void the_table_of_functions_counts_rows_and_errors() throws SQLException {
        aggregate("gather(x INTEGER) RETURNS INTEGER", """
                class gather:
                    def accumulate(self, x):
                        self.last = 10 // x
                    def finish(self):
                        return self.last
                """);
        assertEquals(5, value("SELECT gather(x) FROM (VALUES (1), (2)) AS t(x)"));
        assertEquals(List.of("AGGREGATE 2 0"), rows("SELECT KIND, CALLS, ERRORS FROM PYTHON_FUNCTIONS"));
        assertEquals(
                "22012",
                error("SELECT gather(x) FROM (VALUES (5), (0)) AS t(x)").substring(0, 5));
        assertEquals(List.of("AGGREGATE 4 1"), rows("SELECT KIND, CALLS, ERRORS FROM PYTHON_FUNCTIONS"));
    }

    @Test
    void show_python_functions_tells_the_kind() throws SQLException {
        total();
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
            for (String[] expected : new String[][] {{"F", "SCALAR", "f"}, {"TOTAL", "AGGREGATE", "total"}}) {
                assertTrue(rows.next());
                assertEquals(
                        Arrays.asList(expected),
                        List.of(rows.getString("NAME"), rows.getString("KIND"), rows.getString("HANDLER")));
            }
        }
    }
}
