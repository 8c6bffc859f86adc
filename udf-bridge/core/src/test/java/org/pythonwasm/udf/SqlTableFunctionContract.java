package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every database has to do alike with table functions. */
public abstract class SqlTableFunctionContract extends SqlContract {

    protected SqlTableFunctionContract(Database database) {
        super(database);
    }

    /** A query whose rows come in the order of a column. */
    protected String ordered(String sql, String column) {
        return sql + " ORDER BY " + column;
    }

    private void words() throws SQLException {
        run("""
                CREATE FUNCTION words(text VARCHAR(99)) RETURNS TABLE (place INTEGER, word VARCHAR(20)) LANGUAGE PYTHON AS $$
                    def words(text: str):
                        for place, word in enumerate(text.split(), 1):
                            yield place, word
                $$""");
    }

    private void naturals() throws SQLException {
        run("""
                CREATE FUNCTION naturals() RETURNS TABLE (n INTEGER) LANGUAGE PYTHON AS $$
                made = 0
                def naturals():
                    global made
                    while True:
                        made += 1
                        yield made
                $$""");
    }

    @Test
    void a_generator_makes_a_table() throws SQLException {
        words();
        assertEquals(List.of("1 to", "2 be", "3 or", "4 not"), rows("SELECT * FROM " + from("words('to be or not')")));
        assertEquals(List.of("not"), column("SELECT word FROM " + from("words('to be or not')") + " WHERE place > 3"));
        assertEquals(List.of(), column("SELECT word FROM " + from("words('')")));
    }

    @Test
    void its_rows_are_joined_grouped_and_ordered() throws SQLException {
        words();
        run("CREATE TABLE lengths(n INTEGER, name VARCHAR(9))");
        run("INSERT INTO lengths VALUES (2, 'two'), (3, 'three')");
        assertEquals(
                List.of("be two", "not three", "or two", "to two"),
                rows("SELECT w.word, l.name FROM " + from("words('to be or not')")
                        + " AS w JOIN lengths AS l ON l.n = CHAR_LENGTH(w.word) ORDER BY 1"));
        assertEquals(
                List.of("2 3", "3 1"),
                rows("SELECT CHAR_LENGTH(word), COUNT(*) FROM " + from("words('to be or not')")
                        + " AS w GROUP BY CHAR_LENGTH(word) ORDER BY 1"));
        assertEquals(
                List.of("1 1", "1 2", "2 1", "2 2"),
                rows("SELECT a.place, b.place FROM " + from("words('x y')") + " AS a CROSS JOIN " + from("words('x y')")
                        + " AS b ORDER BY 1, 2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yield 1, 'x'
            yield [1, 'x']
            yield {'word': 'x', 'n': 1}
            return [(1, 'x')]
            return iter([[1, 'x']])
            """)
    void a_row_is_a_tuple_a_list_or_a_dict(String body) throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (n INTEGER, word VARCHAR(9)) LANGUAGE PYTHON AS $$\ndef f():\n    "
                + body + "\n$$");
        assertEquals(List.of("1 x"), rows("SELECT n, word FROM " + from("f()")));
    }

    @Test
    void a_table_of_one_column_takes_bare_values() throws SQLException {
        run("CREATE FUNCTION squares(n INTEGER) RETURNS TABLE (square BIGINT) LANGUAGE PYTHON AS "
                + "'def squares(n): return (i * i for i in range(n))'");
        assertEquals(List.of(0L, 1L, 4L, 9L), column("SELECT square FROM " + from("squares(4)")));
        assertEquals(333332833333500000L, value("SELECT SUM(square) FROM " + from("squares(1000000)"), Long.class));
    }

    private Object value(String sql, Class<?> type) throws SQLException {
        return value(connection, sql, type);
    }

    @Test
    void a_limit_ends_an_endless_generator() throws SQLException {
        naturals();
        assertEquals(List.of(1, 2, 3), column("SELECT n FROM " + from("naturals()") + " LIMIT 3"));
        int made = (int) value("SELECT n FROM " + from("naturals()") + " LIMIT 1");
        assertTrue(made <= 8, "the first statement made rows up to " + made);
    }

    @Test
    void rows_have_the_java_class_of_their_type() throws SQLException {
        run("""
                CREATE FUNCTION f() RETURNS TABLE (a BOOLEAN, b TINYINT, c SMALLINT, d INTEGER, e BIGINT, g REAL, h DOUBLE,
                    i DECIMAL(5,2), j VARCHAR(9), k VARBINARY(9), l DATE, m TIME, n TIMESTAMP) LANGUAGE PYTHON AS $$
                import datetime, decimal
                def f():
                    yield (True, 1, 2, 3, 4, 1.5, 2.5, decimal.Decimal('1.495'), 'ä', b'x', datetime.date(2024, 2, 29),
                           datetime.time(1, 2, 3), datetime.datetime(2024, 2, 29, 1, 2, 3))
                    yield [None] * 13
                $$""");
        Object[] expected = {
            true,
            (byte) 1,
            (short) 2,
            3,
            4L,
            1.5f,
            2.5,
            new BigDecimal("1.50"),
            "ä",
            new byte[] {'x'},
            LocalDate.of(2024, 2, 29),
            LocalTime.of(1, 2, 3),
            LocalDateTime.of(2024, 2, 29, 1, 2, 3)
        };
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + from("f()"))) {
            assertTrue(rows.next());
            for (int i = 0; i < expected.length; i++) {
                if (expected[i] instanceof byte[] bytes) {
                    assertArrayEquals(bytes, rows.getBytes(i + 1));
                } else if (expected[i] instanceof Byte
                        || expected[i] instanceof Short
                        || expected[i] instanceof Float) {
                    assertEquals(((Number) expected[i]).doubleValue(), ((Number) rows.getObject(i + 1)).doubleValue());
                } else {
                    assertEquals(expected[i], rows.getObject(i + 1, expected[i].getClass()));
                }
            }
            assertTrue(rows.next());
            for (int i = 1; i <= expected.length; i++) {
                assertNull(rows.getObject(i));
            }
            var metaData = rows.getMetaData();
            assertEquals(
                    "DECIMAL 5 2",
                    decimalName(metaData.getColumnTypeName(8)) + " " + metaData.getPrecision(8) + " "
                            + metaData.getScale(8));
        }
    }

    private static String decimalName(String name) {
        return name.equals("NUMERIC") ? "DECIMAL" : name;
    }

    @Test
    void column_names_are_folded_like_others() throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (plain INTEGER, \"Quoted one\" INTEGER) LANGUAGE PYTHON AS $$\n"
                + "def f(): yield {'plain': 1, 'Quoted one': 2}\n$$");
        assertEquals(List.of("1 2"), rows("SELECT PLAIN, \"Quoted one\" FROM " + from("f()")));
        assertEquals(
                List.of("() RETURNS TABLE (plain INTEGER, \"Quoted one\" INTEGER)"),
                PythonFunctions.list(connection).stream()
                        .map(FunctionDefinition::signature)
                        .toList());
    }

    @Test
    void large_values_pass() throws SQLException {
        run("CREATE FUNCTION pads(n INTEGER) RETURNS TABLE (a CLOB, b BLOB) LANGUAGE PYTHON AS "
                + "'def pads(n):\n  for i in range(3): yield \"ä\" * n, bytes(n)'");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT a, b FROM " + from("pads(1000000)"))) {
            for (int i = 0; i < 3; i++) {
                assertTrue(rows.next());
                assertEquals(1_000_000, rows.getString(1).length());
                assertEquals(1_000_000, rows.getBytes(2).length);
            }
        }
    }

    @Test
    void a_null_for_a_strict_parameter_makes_an_empty_table() throws SQLException {
        words();
        assertEquals(List.of(), column("SELECT word FROM " + from("words(CAST(NULL AS VARCHAR(9)))")));
        run("CREATE FUNCTION f(x INTEGER) RETURNS TABLE (y BOOLEAN) LANGUAGE PYTHON AS 'def f(x): yield x is None'");
        assertEquals(List.of(true), column("SELECT y FROM " + from("f(CAST(NULL AS INTEGER))")));
    }

    private void shares() throws SQLException {
        run("""
                CREATE FUNCTION shares(total INTEGER, heads INTEGER) RETURNS TABLE (share INTEGER) LANGUAGE PYTHON AS $$
                    def shares(total, heads):
                        while True:
                            yield total // heads
                            heads -= 1
                $$""");
    }

    /** Two rows, an error behind them, and a LIMIT. */
    protected List<Object> limitedShares(int limit) throws SQLException {
        shares();
        return column("SELECT * FROM " + from("shares(6, 2)") + " LIMIT " + limit);
    }

    @Test
    protected void a_limit_ends_the_rows_before_an_error() throws SQLException {
        assertEquals(List.of(3, 6), limitedShares(2));
    }

    @Test
    void an_exception_between_rows_shows_the_traceback_and_the_connection_goes_on() throws SQLException {
        shares();
        assertEquals("""
                22012 PythonFunction shares: ZeroDivisionError: integer division or modulo by zero
                Traceback (most recent call last):
                  File "<shares>", line 3, in shares
                    yield total // heads
                          ~~~~~~^^~~~~~~
                ZeroDivisionError: integer division or modulo by zero""", error("SELECT * FROM " + from("shares(6, 2)")));
        assertEquals("22012", error("SELECT * FROM " + from("shares(1, 0)")).substring(0, 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yield 1, 2                  | 22023 PythonFunction f: TypeError: expected str as column 'word', got int
            yield 1                     | 22023 PythonFunction f: TypeError: expected a tuple or dict as row, got int
            yield 1, 'a', 'b'           | 22023 PythonFunction f: TypeError: expected a row of 2 values, got 3
            yield {'n': 1}              | 22023 PythonFunction f: TypeError: the row has no value for column 'word'
            yield 1 << 31, ''           | 22003 PythonFunction f: column n: 2147483648 is out of range for INTEGER
            yield 1, 'four'             | 22001 PythonFunction f: column word: 4 characters are too long for VARCHAR(3)
            yield 1 << 64, ''           | 22003 PythonFunction f: OverflowError: column 'n' is out of the range of a 64-bit integer
            return 5                    | 22023 PythonFunction f: TypeError: expected rows from a table function, got int: yield them one by one
            pass                        | 22023 PythonFunction f: TypeError: expected rows from a table function, got NoneType: yield them one by one
            """)
    void a_row_that_does_not_fit_is_an_error(String body, String error) throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (n INTEGER, word VARCHAR(3)) LANGUAGE PYTHON AS $$\ndef f():\n    "
                + body + "\n$$");
        assertEquals(
                error, error("SELECT * FROM " + from("f()")).lines().findFirst().orElseThrow());
    }

    @Test
    void a_generator_that_runs_too_long_is_ended_and_called_again() throws SQLException {
        run("""
                CREATE FUNCTION wait(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (timeout = '1 s') AS $$
                def wait(x):
                    yield 1
                    while x:
                        pass
                $$""");
        assertEquals("57014", error("SELECT * FROM " + from("wait(1)")).substring(0, 5));
        assertEquals(List.of(1), column("SELECT * FROM " + from("wait(0)")));
    }

    @Test
    void a_query_timeout_ends_the_generator_and_the_connection_goes_on() throws SQLException {
        run("""
                CREATE FUNCTION endless(yes INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS $$
                def endless(yes):
                    while yes:
                        pass
                    yield 7
                $$""");
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            var error = assertThrows(SQLException.class, () -> {
                try (var rows = statement.executeQuery("SELECT * FROM " + from("endless(1)"))) {
                    rows.next();
                }
            });
            assertEquals("57014", error.getSQLState());
            statement.setQueryTimeout(0);
        }
        assertEquals(List.of(7), column("SELECT * FROM " + from("endless(0)")));
    }

    @Test
    void a_function_that_dies_gets_a_new_interpreter() throws SQLException {
        run("""
                CREATE FUNCTION leave(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS $$
                import os
                def leave(x):
                    yield 1
                    if x:
                        os._exit(1)
                    yield 2
                $$""");
        assertEquals("38000", error("SELECT * FROM " + from("leave(1)")).substring(0, 5));
        assertEquals(List.of(1, 2), column("SELECT * FROM " + from("leave(0)")));
    }

    @Test
    void generators_that_nobody_reads_to_the_end_leave_memory_flat() throws SQLException {
        run("""
                CREATE FUNCTION hoard(n INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (memory = '64 MB') AS $$
                def hoard(n):
                    kept = bytearray(1 << 20)
                    while True:
                        yield n
                $$""");
        long before = opened();
        for (int i = 0; i < 300; i++) {
            assertEquals(List.of(i, i), column("SELECT y FROM " + from("hoard(" + i + ")") + " LIMIT 2"));
        }
        assertEquals(before + 1, opened(), "interpreters opened");
    }

    /** The guest's memory has been at its limit long before the last one, and does not grow when Java is to be asked again. */
    @Test
    @EveryGuest
    void generators_that_nobody_reads_leave_a_memory_flat_that_is_full_again_and_again() throws SQLException {
        int megabytes = database.guest().leastMegabytes() + 8;
        run("CREATE FUNCTION hoard(n INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (memory = '" + megabytes
                + " MB') AS $$\n" + """
                def hoard(n):
                    kept = bytearray(1 << 20)
                    while True:
                        yield n
                $$""");
        long before = opened();
        for (int i = 0; i < 120; i++) {
            assertEquals(List.of(i, i), column("SELECT y FROM " + from("hoard(" + i + ")") + " LIMIT 2"));
        }
        assertEquals(before + 1, opened(), "interpreters opened");
    }

    @Test
    void a_view_and_a_prepared_statement_call_it() throws SQLException {
        words();
        run("CREATE VIEW v AS SELECT word FROM " + from("words('to be')"));
        assertEquals(List.of("to", "be"), column("SELECT word FROM v"));
        try (var statement = connection.prepareStatement("SELECT word FROM " + from("words(CAST(? AS VARCHAR(99)))"))) {
            for (String text : List.of("a", "b")) {
                statement.setString(1, text);
                try (var rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertEquals(text, rows.getString(1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (x INTEGER) RETURNS TABLE (y INTEGER) | def g(x): yield x        | the body defines no function 'f'; define it, or name another one with HANDLER '…'
            (x INTEGER) RETURNS TABLE (y INTEGER) | def f(): yield 1         | 'f' takes 0 arguments, but the declaration has 1: (x INTEGER) RETURNS TABLE (y INTEGER)
            (x INTEGER) RETURNS TABLE (y INTEGER) | def f(x: str): yield 1   | parameter x is INTEGER, which arrives as int, but the hint of 'x' says str
            (x INTEGER) RETURNS TABLE (y INTEGER) | def f(x) -> int: return 1 | RETURNS TABLE expects rows, but the hint of 'f' says it returns int; yield them
            """)
    void what_does_not_fit_the_declaration_is_refused(String signature, String body, String message)
            throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE FUNCTION f" + signature + " LANGUAGE PYTHON AS $$" + body + "$$"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void the_table_of_functions_counts_calls_and_errors() throws SQLException {
        run("CREATE FUNCTION parts(x INTEGER) RETURNS TABLE (n INTEGER) LANGUAGE PYTHON AS $$\n"
                + "def parts(x):\n    yield x\n    yield 10 // x\n$$");
        assertEquals(List.of(2, 5), column("SELECT n FROM " + from("parts(2)")));
        assertEquals(List.of("TABLE 1 0"), rows("SELECT KIND, CALLS, ERRORS FROM PYTHON_FUNCTIONS"));
        assertEquals("22012", error("SELECT n FROM " + from("parts(0)")).substring(0, 5));
        assertEquals(List.of("TABLE 2 1"), rows("SELECT KIND, CALLS, ERRORS FROM PYTHON_FUNCTIONS"));
    }

    @Test
    void a_table_function_is_shown_dropped_and_replaced() throws SQLException {
        words();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
            assertTrue(rows.next());
            assertEquals("TABLE", rows.getString("KIND"));
            assertEquals(
                    "(text VARCHAR(99)) RETURNS TABLE (place INTEGER, word VARCHAR(20))", rows.getString("SIGNATURE"));
        }
        run(
                "CREATE OR REPLACE FUNCTION words(text VARCHAR(9)) RETURNS INTEGER LANGUAGE PYTHON AS 'def words(text): return 1'");
        assertEquals(1, value("SELECT words('a b')"));
        run(
                "CREATE OR REPLACE FUNCTION words(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def words(x): yield x'");
        assertEquals(List.of(5), column("SELECT y FROM " + from("words(5)")));
        run("DROP FUNCTION words");
        assertThrows(SQLException.class, () -> column("SELECT y FROM " + from("words(5)")));
    }

    private void spread() throws SQLException {
        run("CREATE TABLE prices(name VARCHAR(9), price INTEGER, d DATE)");
        run("INSERT INTO prices VALUES ('fig', 4, DATE '2024-02-29'), ('apple', 2, CAST(NULL AS DATE)), "
                + "('cherry', 1, DATE '2024-03-01')");
        run("""
                CREATE FUNCTION spread(items TABLE, factor INTEGER) RETURNS TABLE (name VARCHAR(9), change INTEGER, d DATE)
                LANGUAGE PYTHON AS $$
                def spread(items, factor: int):
                    before = 0
                    for item in items:
                        yield item.name, (item.price - before) * factor, item.d
                        before = item.price
                $$""");
    }

    @Test
    void a_table_parameter_gets_the_rows_of_a_query() throws SQLException {
        spread();
        String sorted = query(ordered("SELECT name, price, d FROM prices", "name"));
        assertEquals(
                List.of("apple 20 null", "cherry -10 2024-03-01", "fig 30 2024-02-29"),
                rows("SELECT * FROM " + from("spread(" + sorted + ", 10)")));
        String none = query("SELECT name, price, d FROM prices WHERE price > 9");
        assertEquals(List.of(), rows("SELECT * FROM " + from("spread(" + none + ", 1)")));
    }

    @Test
    void a_query_of_a_table_parameter_calls_the_same_function() throws SQLException {
        spread();
        String inner = from("spread(" + query(ordered("SELECT name, price, d FROM prices", "name")) + ", 10)");
        String outer = query("SELECT name, change AS price, d FROM " + inner + " AS s");
        assertEquals(
                List.of("apple 20", "cherry -30", "fig 40"),
                rows("SELECT name, change FROM " + from("spread(" + outer + ", 1)")));
    }

    @Test
    void a_table_parameter_gets_many_rows() throws SQLException {
        run(
                "CREATE FUNCTION numbers(n INTEGER) RETURNS TABLE (x INTEGER) LANGUAGE PYTHON AS 'def numbers(n): return range(n)'");
        run("CREATE FUNCTION total(q TABLE) RETURNS TABLE (n INTEGER, s BIGINT) LANGUAGE PYTHON AS "
                + "'def total(q): yield len(q), sum(row[0] for row in q)'");
        assertEquals(
                List.of("200000 19999900000"),
                rows("SELECT * FROM " + from("total(" + query("SELECT x FROM " + from("numbers(200000)")) + ")")));
    }

    @Test
    void every_type_of_a_query_arrives_in_python() throws SQLException {
        run("CREATE FUNCTION types(q TABLE) RETURNS TABLE (t VARCHAR(999)) LANGUAGE PYTHON AS "
                + "'def types(q): return [\" \".join(type(x).__name__ for x in q[0])]'");
        String query = query(
                "SELECT TRUE, CAST(1 AS TINYINT), CAST(1 AS SMALLINT), 1, CAST(1 AS BIGINT), CAST(1 AS REAL), "
                        + "CAST(1 AS DOUBLE), CAST(1 AS DECIMAL(5, 2)), 'x', CAST(X'00' AS VARBINARY(2)), DATE '2024-02-29', "
                        + "TIME '01:02:03', TIMESTAMP '2024-02-29 01:02:03', CAST(NULL AS INTEGER) FROM (VALUES (1)) AS v(z)");
        assertEquals(
                List.of("bool int int int int float float Decimal str bytes date time datetime NoneType"),
                rows("SELECT t FROM " + from("types(" + query + ")")));
    }

    @Test
    void an_error_of_the_query_is_the_error() throws SQLException {
        spread();
        run("CREATE FUNCTION fail(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def fail(x): raise ValueError(x)'");
        assertTrue(error("SELECT * FROM "
                        + from("spread(" + query("SELECT name, fail(price) AS price, d FROM prices") + ", 1)"))
                .startsWith("22023 PythonFunction fail: ValueError: 4"));
        assertThrows(
                SQLException.class,
                () -> rows("SELECT * FROM " + from("spread(" + query("SELECT * FROM none") + ", 1)")));
        assertEquals(
                "38000 PythonFunction spread: AttributeError: 'Row' object has no attribute 'price'",
                error("SELECT * FROM " + from("spread(" + query("SELECT name FROM prices") + ", 1)"))
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FUNCTION f(x TABLE) RETURNS INTEGER
            FUNCTION f(x INTEGER) RETURNS TABLE (y TABLE)
            FUNCTION f(VARIADIC x TABLE) RETURNS TABLE (y INTEGER)
            AGGREGATE FUNCTION f(x TABLE) RETURNS INTEGER
            """)
    void a_table_elsewhere_is_refused(String declaration) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: type TABLE is for parameters of table functions, but not for VARIADIC ones",
                error("CREATE " + declaration + " LANGUAGE PYTHON AS 'def f(x): pass'"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }
}
