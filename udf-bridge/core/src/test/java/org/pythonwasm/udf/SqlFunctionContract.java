package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.machine.code.CodeTable;

/** What every database has to do alike: values, messages, SQLSTATEs. */
public abstract class SqlFunctionContract extends SqlContract {

    protected SqlFunctionContract(Database database) {
        super(database);
    }

    /** What Python sees of a value where the database's own type is coarser. */
    protected String seenHere(String seen) {
        return seen;
    }

    private void twice() throws SQLException {
        run("""
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def twice(x: int) -> int:
                    return 2 * x
                $$""");
    }

    private void fruits() throws SQLException {
        run("CREATE TABLE fruits(name VARCHAR(20), price INTEGER)");
        run("INSERT INTO fruits VALUES ('fig', 4), ('apple', 2), ('cherry', 1)");
        run("""
                CREATE FUNCTION letters(word VARCHAR(20)) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def letters(word: str) -> int:
                    return len(word)
                $$""");
    }

    @Test
    void a_function_answers_in_a_select_list() throws SQLException {
        twice();
        assertEquals(42L, value("SELECT twice(21)"));
    }

    @Test
    void a_function_filters_orders_and_groups_rows() throws SQLException {
        fruits();
        assertEquals(List.of("apple"), column("SELECT name FROM fruits WHERE letters(name) = 5"));
        assertEquals(List.of("cherry", "apple", "fig"), column("SELECT name FROM fruits ORDER BY letters(name) DESC"));
        run("INSERT INTO fruits VALUES ('plum', 7), ('kiwi', 3)");
        assertEquals(List.of(3, 4, 5, 6), column("SELECT letters(name) FROM fruits GROUP BY letters(name) ORDER BY 1"));
        assertEquals(
                List.of(6), column("SELECT letters(name) FROM fruits GROUP BY letters(name) HAVING SUM(price) = 1"));
    }

    /** Ten thousand of them. */
    private static final String NUMBERS =
            "(SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n AS x FROM digits a, digits b, digits c, digits d) AS numbers";

    private void digits() throws SQLException {
        run("CREATE TABLE digits(n BIGINT)");
        run("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    }

    @Test
    void many_rows_of_a_function_of_numbers_need_no_python() throws SQLException {
        digits();
        run("""
                CREATE FUNCTION line(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                OFFSET = 1
                def line(x: int) -> int:
                    return x * 2 + OFFSET
                $$""");
        long done = CodeTable.doneRows();
        assertEquals(100_000_000L, ((Number) value("SELECT SUM(line(x)) FROM " + NUMBERS)).longValue());
        if (database.guest() == Guest.BUILT_IN) {
            assertTrue(CodeTable.doneRows() - done > 1_000, () -> CodeTable.doneRows() - done + " rows");
        }
    }

    @Test
    void of_many_rows_the_first_that_fails_is_the_error() throws SQLException {
        digits();
        run("""
                CREATE FUNCTION share(x BIGINT) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def share(x: int) -> int:
                    return 1000000 // (9000 - x)
                $$""");
        run("""
                CREATE FUNCTION millions(x BIGINT) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def millions(x: int) -> int:
                    return x * 1000000
                $$""");
        String divided = assertThrows(SQLException.class, () -> value("SELECT SUM(share(x)) FROM " + NUMBERS))
                .getMessage();
        assertTrue(divided.contains("ZeroDivisionError"), divided);
        String large = assertThrows(SQLException.class, () -> value("SELECT SUM(millions(x)) FROM " + NUMBERS))
                .getMessage();
        assertTrue(large.contains("INTEGER"), large);
    }

    @Test
    void a_view_calls_a_function() throws SQLException {
        fruits();
        run("CREATE VIEW lengths AS SELECT name, letters(name) AS length FROM fruits");
        assertEquals(List.of("fig"), column("SELECT name FROM lengths WHERE length < 4"));
    }

    @Test
    void a_prepared_statement_calls_a_function_with_its_parameters() throws SQLException {
        twice();
        try (var statement = connection.prepareStatement("SELECT twice(CAST(? AS BIGINT))")) {
            for (long i : new long[] {1, -7, 1L << 40}) {
                statement.setLong(1, i);
                try (var rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertEquals(2 * i, rows.getLong(1));
                }
            }
            assertEquals(connection, statement.getConnection());
        }
    }

    /** The function answers its argument and says in a second column what Python saw. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOLEAN          | TRUE                                   | bool     True
            TINYINT          | -128                                   | int      -128
            TINYINT          | 127                                    | int      127
            SMALLINT         | -32768                                 | int      -32768
            SMALLINT         | 32767                                  | int      32767
            INTEGER          | -2147483648                            | int      -2147483648
            INTEGER          | 2147483647                             | int      2147483647
            BIGINT           | 9223372036854775807                    | int      9223372036854775807
            BIGINT           | -9223372036854775808                   | int      -9223372036854775808
            REAL             | 1.5                                    | float    1.5
            DOUBLE PRECISION | 0.1                                    | float    0.1
            DECIMAL(10,2)    | 12345678.90                            | Decimal  Decimal('12345678.90')
            DECIMAL(38,0)    | 99999999999999999999999999999999999999 | Decimal  Decimal('99999999999999999999999999999999999999')
            VARCHAR(20)      | 'Grüße 🐍'                             | str      'Grüße 🐍'
            VARCHAR(20)      | ''                                     | str      ''
            CHAR(3)          | 'abc'                                  | str      'abc'
            VARBINARY(4)     | X'00ff10'                              | bytes    b'\\x00\\xff\\x10'
            DATE             | DATE '0001-01-01'                      | date     datetime.date(1, 1, 1)
            DATE             | DATE '9999-12-31'                      | date     datetime.date(9999, 12, 31)
            TIME(6)          | TIME '23:59:59.999999'                 | time     datetime.time(23, 59, 59, 999999)
            TIMESTAMP(6)     | TIMESTAMP '2024-02-29 12:30:00.000001' | datetime datetime.datetime(2024, 2, 29, 12, 30, 0, 1)
            TIMESTAMP(6)     | TIMESTAMP '1969-12-31 23:59:59.999999' | datetime datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)
            """, quoteCharacter = '`')
    void a_value_keeps_its_type_on_both_ways(String type, String literal, String seen) throws SQLException {
        run("CREATE FUNCTION same(x " + type + ") RETURNS " + type + " LANGUAGE PYTHON AS 'def same(x): return x'");
        run("CREATE FUNCTION seen(x " + type + ") RETURNS VARCHAR(200) LANGUAGE PYTHON AS "
                + "'def seen(x): return f\"{type(x).__name__:8} {x!r}\"'");
        String cast = "CAST(" + literal + " AS " + type + ")";
        assertEquals(seenHere(seen), value("SELECT seen(" + cast + ")"));
        assertEquals(true, value("SELECT same(" + cast + ") = " + cast));
    }

    @Test
    void results_have_the_java_class_of_their_type() throws SQLException {
        String body = """
                import datetime, decimal
                def f(n):
                    return [True, 1, 1.5, decimal.Decimal('1.50'), 'x', b'x', datetime.date(2024, 2, 29),
                            datetime.time(1, 2, 3), datetime.datetime(2024, 2, 29, 1, 2, 3)][n]
                """;
        List<String> types = List.of(
                "BOOLEAN",
                "INTEGER",
                "DOUBLE",
                "DECIMAL(5,2)",
                "VARCHAR(9)",
                "VARBINARY(9)",
                "DATE",
                "TIME",
                "TIMESTAMP");
        List<Object> values = Arrays.asList(
                true,
                1,
                1.5,
                new BigDecimal("1.50"),
                "x",
                new byte[] {'x'},
                LocalDate.of(2024, 2, 29),
                LocalTime.of(1, 2, 3),
                LocalDateTime.of(2024, 2, 29, 1, 2, 3));
        for (int i = 0; i < types.size(); i++) {
            run("CREATE FUNCTION f" + i + "(n INTEGER) RETURNS " + types.get(i) + " LANGUAGE PYTHON HANDLER 'f' AS $$"
                    + body + "$$");
            Object value = value(
                    connection, "SELECT f" + i + "(" + i + ")", values.get(i).getClass());
            if (value instanceof byte[] bytes) {
                assertArrayEquals((byte[]) values.get(i), bytes);
            } else {
                assertEquals(values.get(i), value);
            }
        }
    }

    @Test
    void large_objects_of_a_megabyte_pass() throws SQLException {
        run("CREATE FUNCTION pad(n INTEGER) RETURNS CLOB LANGUAGE PYTHON AS 'def pad(n): return \"ä\" * n'");
        run("CREATE FUNCTION size(x CLOB) RETURNS INTEGER LANGUAGE PYTHON AS 'def size(x): return len(x)'");
        run("CREATE FUNCTION zeros(n INTEGER) RETURNS BLOB LANGUAGE PYTHON AS 'def zeros(n): return bytes(n)'");
        assertEquals(2_000_000, value("SELECT size(pad(2000000))"));
        assertEquals(1_500_000, value(connection, "SELECT zeros(1500000)", byte[].class).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TINYINT      | 128          | 22003 PythonFunction f: result: 128 is out of range for TINYINT
            SMALLINT     | -32769       | 22003 PythonFunction f: result: -32769 is out of range for SMALLINT
            INTEGER      | 2147483648   | 22003 PythonFunction f: result: 2147483648 is out of range for INTEGER
            REAL         | 1e300        | 22003 PythonFunction f: result: 1.0E300 is out of range for REAL
            DECIMAL(4,2) | Decimal(100) | 22003 PythonFunction f: result: 100 is out of range for DECIMAL(4, 2)
            DECIMAL(4,2) | Decimal('99.995')      | 22003 PythonFunction f: result: 99.995 is out of range for DECIMAL(4, 2)
            DECIMAL(4,2) | Decimal('1e999999')    | 22003 PythonFunction f: result: 1E+999999 is out of range for DECIMAL(4, 2)
            DECIMAL(4,2) | Decimal('NaN')         | 22003 PythonFunction f: result: NaN is out of range for DECIMAL(4, 2)
            VARCHAR(3)   | 'four'       | 22001 PythonFunction f: result: 4 characters are too long for VARCHAR(3)
            VARBINARY(3) | b'four'      | 22001 PythonFunction f: result: 4 bytes are too long for VARBINARY(3)
            """, quoteCharacter = '`')
    void a_result_that_does_not_fit_its_type_is_an_error(String type, String python, String error) throws SQLException {
        run("CREATE FUNCTION f() RETURNS " + type
                + " LANGUAGE PYTHON AS $$\nfrom decimal import Decimal\ndef f(): return " + python + "\n$$");
        assertEquals(error, error("SELECT f()"));
    }

    @Test
    void an_integer_past_64_bits_is_out_of_range() throws SQLException {
        run("CREATE FUNCTION f() RETURNS BIGINT LANGUAGE PYTHON AS 'def f(): return 2 ** 63'");
        assertTrue(
                error("SELECT f()")
                        .startsWith(
                                "22003 PythonFunction f: OverflowError: result is out of the range of a 64-bit integer"),
                error("SELECT f()"));
    }

    @Test
    void decimals_are_rounded_half_up_to_their_scale() throws SQLException {
        run("""
                CREATE FUNCTION half(x DECIMAL(9,2)) RETURNS DECIMAL(9,2) LANGUAGE PYTHON AS $$
                def half(x):
                    return x / 2
                $$""");
        assertEquals(new BigDecimal("0.13"), value("SELECT half(0.25)"));
        assertEquals(new BigDecimal("-0.13"), value("SELECT half(-0.25)"));
        assertEquals(new BigDecimal("0.06"), value("SELECT half(0.115)"));
    }

    /** Written out, each of these numbers has hundreds of millions of digits, which no limit of the guest's time would stop. */
    @Test
    void decimals_far_from_one_are_zero_or_out_of_range_at_once() throws SQLException {
        run("""
                CREATE FUNCTION near(x VARCHAR) RETURNS DECIMAL(9,2) LANGUAGE PYTHON AS $$
                import decimal
                def near(x): return decimal.Decimal(x)
                $$""");
        for (String tiny : new String[] {"1E-400000000", "-1E-400000000", "0E-400000000", "0E400000000", "0.004"}) {
            assertEquals(new BigDecimal("0.00"), value("SELECT near('" + tiny + "')"), tiny);
        }
        assertTrue(error("SELECT near('1E400000000')").startsWith("22003 "), error("SELECT near('1E400000000')"));
        run("CREATE FUNCTION exact(x VARCHAR) RETURNS DECIMAL LANGUAGE PYTHON AS $$\n"
                + "import decimal\ndef exact(x): return decimal.Decimal(x)\n$$");
        for (String far : new String[] {"1E-400000000", "1E400000000", "0E400000000"}) {
            assertTrue(error("SELECT exact('" + far + "')").startsWith("22003 "), error("SELECT exact('" + far + "')"));
        }
    }

    @Test
    void half_of_a_surrogate_pair_is_no_text() throws SQLException {
        run("CREATE FUNCTION size(x VARCHAR) RETURNS INTEGER LANGUAGE PYTHON AS 'def size(x): return len(x)'");
        try (var statement = connection.prepareStatement("SELECT size(CAST(? AS VARCHAR))")) {
            statement.setString(1, "a\ud83d\ude00");
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(2, rows.getInt(1));
            }
            statement.setString(1, "a\ud83d");
            var error = assertThrows(
                    SQLException.class, () -> statement.executeQuery().next());
            assertEquals("22021", error.getSQLState(), error::toString);
        }
    }

    @Test
    void a_body_may_end_in_an_expression_of_any_value() throws SQLException {
        run(
                "CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS $$\ndef f(): return 1\n'x' * 2**28 if False else object()\n$$");
        assertEquals(1, ((Number) value("SELECT f()")).intValue());
    }

    @Test
    void a_wrong_type_is_an_error_that_names_both_types() throws SQLException {
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return True'");
        assertTrue(
                error("SELECT f()").startsWith("22023 PythonFunction f: TypeError: expected int as result, got bool"));
    }

    @Test
    void null_policy_follows_the_hints() throws SQLException {
        run("""
                CREATE FUNCTION f(a INTEGER, b VARCHAR(9), c VARCHAR(9), d VARCHAR(9)) RETURNS VARCHAR(99) LANGUAGE PYTHON AS $$
                def f(a: int, b: str, c: str | None, d):
                    return f'{a} {b} {c} {d}'
                $$""");
        assertEquals("1 b None None", value("SELECT f(1, 'b', CAST(NULL AS VARCHAR(9)), CAST(NULL AS VARCHAR(9)))"));
        assertNull(value("SELECT f(CAST(NULL AS INTEGER), 'b', 'c', 'd')"));
        assertNull(value("SELECT f(1, CAST(NULL AS VARCHAR(9)), 'c', 'd')"));
    }

    /** The SQL type says what arrives; Python's own type checkers take an int for a complex, too. */
    @ParameterizedTest
    @ValueSource(strings = {"complex", "typing.Any", "object", "typing.SupportsInt", "Missing", "'nothing like it'"})
    void a_hint_that_names_no_class_of_an_sql_type_counts_as_none(String hint) throws SQLException {
        run(
                "CREATE FUNCTION f(x INTEGER) RETURNS VARCHAR(9) LANGUAGE PYTHON AS $$\nfrom __future__ import annotations\nimport typing\n"
                        + "def f(x: " + hint + ") -> " + hint + ": return repr(x)\n$$");
        assertEquals("7", value("SELECT f(7)"));
        assertEquals("None", value("SELECT f(CAST(NULL AS INTEGER))"));
    }

    @Test
    void a_hint_with_several_classes_says_whether_null_is_wanted() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER, y INTEGER) RETURNS VARCHAR(9) LANGUAGE PYTHON AS "
                + "'def f(x: int | str, y: int | str | None): return repr((x, y))'");
        assertEquals("(7, None)", value("SELECT f(7, CAST(NULL AS INTEGER))"));
        assertNull(value("SELECT f(CAST(NULL AS INTEGER), 7)"));
    }

    @ParameterizedTest
    @CsvSource({"STRICT", "RETURNS NULL ON NULL INPUT"})
    void a_strict_function_is_not_called_with_null(String clause) throws SQLException {
        run("CREATE FUNCTION f(x VARCHAR(9)) RETURNS VARCHAR(9) LANGUAGE PYTHON " + clause
                + " AS 'def f(x): return \"called\"'");
        assertNull(value("SELECT f(CAST(NULL AS VARCHAR(9)))"));
        assertEquals("called", value("SELECT f('x')"));
    }

    @Test
    void called_on_null_input_overrides_the_hints() throws SQLException {
        run(
                "CREATE FUNCTION f(x INTEGER) RETURNS BOOLEAN LANGUAGE PYTHON CALLED ON NULL INPUT AS 'def f(x: int): return x is None'");
        assertEquals(true, value("SELECT f(CAST(NULL AS INTEGER))"));
    }

    @Test
    void none_is_null() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return None'");
        assertNull(value("SELECT f(1)"));
    }

    @Test
    void an_exception_in_a_row_shows_the_traceback_and_the_connection_goes_on() throws SQLException {
        run("""
                CREATE FUNCTION share(total INTEGER, heads INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                    def divide(a, b):
                        return a // b

                    def share(total: int, heads: int) -> int:
                        return divide(total, heads)
                $$""");
        assertEquals("""
                22012 PythonFunction share: ZeroDivisionError: integer division or modulo by zero
                Traceback (most recent call last):
                  File "<share>", line 5, in share
                    return divide(total, heads)
                  File "<share>", line 2, in divide
                    return a // b
                           ~~^^~~
                ZeroDivisionError: integer division or modulo by zero""", error("SELECT share(1, 0)"));
        assertEquals(3, value("SELECT share(7, 2)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ZeroDivisionError('x')                 | 22012
            OverflowError('x')                     | 22003
            ValueError('x')                        | 22023
            TypeError('x')                         | 22023
            MemoryError('x')                       | 53200
            TimeoutError('x')                      | 57014
            KeyboardInterrupt('x')                 | 57014
            KeyError('x')                          | 38000
            RuntimeError('x')                      | 38000
            python_wasm.SqlError('45000', 'x')     | 45000
            """, quoteCharacter = '`')
    void every_exception_has_its_sqlstate(String exception, String state) throws SQLException {
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS $$\nimport python_wasm\ndef f(): raise " + exception
                + "\n$$");
        assertEquals(state, error("SELECT f()").substring(0, 5));
    }

    @Test
    void a_function_that_runs_too_long_is_ended_and_called_again() throws SQLException {
        run("""
                CREATE FUNCTION wait(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '1 s') AS $$
                def wait(x):
                    while x:
                        pass
                    return x
                $$""");
        assertEquals("57014", error("SELECT wait(1)").substring(0, 5));
        assertEquals(0, value("SELECT wait(0)"));
    }

    @Test
    void a_function_that_dies_gets_a_new_interpreter() throws SQLException {
        run("""
                CREATE FUNCTION leave(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                import os
                def leave(x):
                    if x:
                        os._exit(1)
                    return 5
                $$""");
        assertEquals("38000", error("SELECT leave(1)").substring(0, 5));
        assertEquals(5, value("SELECT leave(0)"));
    }

    @Test
    void memory_beyond_the_limit_is_an_error() throws SQLException {
        run("""
                CREATE FUNCTION fill(n INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (memory = '32 MB') AS $$
                def fill(n):
                    return len(bytes(n))
                $$""");
        assertEquals("53200", error("SELECT fill(100000000)").substring(0, 5));
        assertEquals(1000, value("SELECT fill(1000)"));
    }

    @Test
    void a_syntax_error_is_refused_with_its_place() {
        assertEquals("""
                42000 PythonFunction f: SyntaxError: '(' was never closed (line 2, column 12)
                  File "<f>", line 2
                    return (x +
                           ^
                SyntaxError: '(' was never closed""", error("""
                CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                    def f(x):
                        return (x +
                $$"""));
        assertNotCreated();
    }

    @Test
    void a_body_that_is_not_a_module_is_refused_with_what_to_write() {
        assertTrue(error("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$ return x + 1 $$")
                .startsWith("42000 PythonFunction f: SyntaxError: 'return' outside function (line 1, column 1);"
                        + " a body defines its function: def f(…): return …\n"));
        assertNotCreated();
    }

    private void assertNotCreated() {
        assertThrows(SQLException.class, () -> value("SELECT f(1)"));
        try {
            assertEquals(List.of(), column("SHOW PYTHON FUNCTIONS"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_body_that_raises_is_refused() {
        assertEquals("""
                38000 PythonFunction f: NameError: name 'nothing' is not defined
                Traceback (most recent call last):
                  File "<f>", line 1, in <module>
                    nothing
                NameError: name 'nothing' is not defined""", error("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'nothing'"));
        assertNotCreated();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (x INTEGER) RETURNS INTEGER | def g(x): return x | the body defines no function 'f'; define it, or name another one with HANDLER '…'
            (x INTEGER) RETURNS INTEGER | f = 5              | the body defines no function 'f'; define it, or name another one with HANDLER '…'
            (x INTEGER) RETURNS INTEGER | def f(): pass      | 'f' takes 0 arguments, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            (x INTEGER) RETURNS INTEGER | def f(x, y): pass  | 'f' takes 2 arguments, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            () RETURNS INTEGER          | def f(x, y=1): pass | 'f' takes 1 to 2 arguments, but the declaration has 0: () RETURNS INTEGER
            () RETURNS INTEGER          | def f(x, *y): pass | 'f' takes 1 or more arguments, but the declaration has 0: () RETURNS INTEGER
            (x INTEGER) RETURNS INTEGER | def f(x, *, k): pass | 'f' takes the keyword argument 'k', which SQL cannot pass, but the declaration has 1: (x INTEGER) RETURNS INTEGER
            (x INTEGER) RETURNS INTEGER | def f(x): yield x  | 'f' yields rows, but the declaration returns one value; use return
            (n INTEGER) RETURNS INTEGER | def f(x: str): pass | parameter n is INTEGER, which arrives as int, but the hint of 'x' says str
            (x INTEGER) RETURNS VARCHAR | def f(x) -> int: pass | RETURNS VARCHAR expects str, but the hint of 'f' says it returns int
            """, quoteCharacter = '`')
    void what_does_not_fit_the_declaration_is_refused(String signature, String body, String message) {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE FUNCTION f" + signature + " LANGUAGE PYTHON AS $$" + body + "$$"));
        assertNotCreated();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            def f(x, y=1): return x
            def f(*x): return x[0]
            f = lambda x: x
            f = int
            class f:\\n  def __new__(cls, x): return x
            def f(x: float) -> int: return x
            """, quoteCharacter = '`')
    void what_fits_the_declaration_is_created(String body) throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$" + body.replace("\\n", "\n") + "$$");
        assertEquals(7, value("SELECT f(7)"));
    }

    @Test
    void an_unknown_type_is_refused_with_the_list_of_those_supported() {
        assertEquals("""
                0A000 line 1, column 21: type GEOMETRY is not supported; supported are BOOLEAN, TINYINT, SMALLINT, INTEGER, \
                BIGINT, REAL, DOUBLE PRECISION, DECIMAL, CHAR, VARCHAR, CLOB, BINARY, VARBINARY, BLOB, DATE, TIME, TIMESTAMP, \
                TIME WITH TIME ZONE, TIMESTAMP WITH TIME ZONE, INTERVAL YEAR TO MONTH, INTERVAL DAY TO SECOND, UUID, JSON, \
                ARRAY, ROW, MAP
                CREATE FUNCTION f(x GEOMETRY) RETURNS INTEGER LANGUAGE PYTHON AS ''
                                    ^""", error("CREATE FUNCTION f(x GEOMETRY) RETURNS INTEGER LANGUAGE PYTHON AS ''"));
    }

    @Test
    void module_level_code_runs_once_and_its_state_stays() throws SQLException {
        counter();
        assertEquals(1, value("SELECT tick()"));
        assertEquals(2, value("SELECT tick()"));
    }

    private void counter() throws SQLException {
        run("""
                CREATE FUNCTION tick() RETURNS INTEGER LANGUAGE PYTHON AS $$
                count = 0
                def tick():
                    global count
                    count += 1
                    return count
                $$""");
    }

    @Test
    protected void two_connections_share_no_state() throws SQLException {
        counter();
        assertEquals(1, value("SELECT tick()"));
        try (var other = connect()) {
            assertEquals(1, value(other, "SELECT tick()", Object.class));
            assertEquals(2, value("SELECT tick()"));
            assertEquals(2, value(other, "SELECT tick()", Object.class));
        }
    }

    @Test
    void two_functions_share_no_state() throws SQLException {
        run(
                "CREATE FUNCTION f() RETURNS VARCHAR(9) LANGUAGE PYTHON AS $$\nimport builtins\nbuiltins.secret = 1\ndef f(): return ''\n$$");
        run("""
                CREATE FUNCTION g() RETURNS BOOLEAN LANGUAGE PYTHON AS $$
                import builtins
                def g(): return hasattr(builtins, 'secret')
                $$""");
        assertEquals("", value("SELECT f()"));
        assertEquals(false, value("SELECT g()"));
    }

    @Test
    void a_function_is_dropped() throws SQLException {
        twice();
        run("DROP FUNCTION twice;");
        assertThrows(SQLException.class, () -> value("SELECT twice(1)"));
        run("DROP FUNCTION IF EXISTS twice");
    }

    @Test
    void an_existing_function_is_replaced_or_kept_as_the_statement_says() throws SQLException {
        twice();
        assertThrows(SQLException.class, this::twice);
        run("CREATE FUNCTION IF NOT EXISTS twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 0'");
        assertEquals(42L, value("SELECT twice(21)"));
        run(
                "CREATE OR REPLACE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return x + x + 1'");
        assertEquals(43L, value("SELECT twice(21)"));
        assertThrows(
                SQLException.class,
                () -> run(
                        "CREATE OR REPLACE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(): return 0'"));
        assertEquals(43L, value("SELECT twice(21)"));
    }

    @Test
    void a_body_is_not_looked_at_where_the_function_exists() throws SQLException {
        twice();
        run("CREATE FUNCTION IF NOT EXISTS twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'this is no Python'");
        assertEquals(42L, value("SELECT twice(21)"));
    }

    @Test
    protected void statements_in_one_text_run_in_order() throws SQLException {
        try (var statement = connection.createStatement()) {
            assertTrue(statement.execute("""
                    -- a table; a function; a query
                    CREATE TABLE t(x BIGINT); INSERT INTO t VALUES (20), (1);
                    CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $py$
                    def twice(x):  # ; not an end
                        return 2 * x
                    $py$;
                    SELECT SUM(twice(x)) FROM t;"""));
            try (var rows = statement.getResultSet()) {
                assertTrue(rows.next());
                assertEquals(42L, rows.getLong(1));
            }
        }
    }

    @Test
    void functions_are_created_from_prepared_statements_and_batches() throws SQLException {
        String twice =
                "CREATE OR REPLACE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'";
        try (var statement = connection.prepareStatement(twice)) {
            statement.executeUpdate();
            statement.execute();
            statement.addBatch();
            statement.addBatch();
            assertArrayEquals(new int[] {0, 0}, statement.executeBatch());
            assertArrayEquals(new int[0], statement.executeBatch());
            statement.addBatch();
            statement.clearBatch();
            assertArrayEquals(new long[0], statement.executeLargeBatch());
        }
        try (var statement = connection.prepareStatement("DROP FUNCTION twice")) {
            statement.addBatch();
            assertArrayEquals(new long[] {0}, statement.executeLargeBatch());
        }
        assertEquals(List.of(), PythonFunctions.list(connection));
        try (var statement = connection.prepareStatement(twice.replace("OR REPLACE ", ""))) {
            statement.addBatch();
            statement.addBatch();
            var error = assertThrows(BatchUpdateException.class, statement::executeBatch);
            assertEquals("42000", error.getSQLState(), error::toString);
            assertArrayEquals(new int[] {0}, error.getUpdateCounts());
        }
        assertEquals(42L, value("SELECT twice(21)"));
        try (var statement = connection.createStatement()) {
            statement.addBatch("CREATE TABLE t(x BIGINT)");
            statement.addBatch("DROP FUNCTION twice");
            statement.addBatch(twice.replace("2 * x", "3 * x"));
            statement.addBatch("INSERT INTO t SELECT twice(y) FROM (VALUES (1), (2)) AS v(y)");
            assertArrayEquals(new int[] {0, 0, 0, 2}, statement.executeBatch());
        }
        assertEquals(List.of(3L, 6L), column("SELECT x FROM t ORDER BY x"));
    }

    @Test
    void show_python_functions_lists_them() throws SQLException {
        twice();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
            assertTrue(rows.next());
            assertEquals("(x BIGINT) RETURNS BIGINT", rows.getString("SIGNATURE"));
            assertEquals("twice", rows.getString("HANDLER"));
            assertEquals("def twice(x: int) -> int:\n    return 2 * x\n", rows.getString("SOURCE"));
            assertEquals("b9f1d5bb1c3969c225f9db6d48facf38c74efaa3ece9843f0ddc685f9d55d8dd", rows.getString("SHA256"));
            assertEquals(false, rows.next());
        }
    }

    @Test
    void the_table_of_functions_counts_calls_and_errors() throws SQLException {
        run("CREATE FUNCTION half(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (timeout = '5 s') "
                + "AS 'def half(x): return 10 // x'");
        String query = "SELECT NAME, SIGNATURE, OPTIONS, SHA256, CALLS, ERRORS, SOURCE FROM PYTHON_FUNCTIONS";
        assertEquals(
                List.of(
                        "HALF",
                        "(x BIGINT) RETURNS BIGINT",
                        "WITH (timeout = '5000 ms')",
                        "b247b33b5459ce269782db6b7d1018926e211503a504444ce88b5ab083d92488",
                        0L,
                        0L,
                        "def half(x): return 10 // x"),
                row(query));
        assertEquals(List.of(10L, 5L), column("SELECT half(x) FROM (VALUES (1), (2)) AS v(x)"));
        assertEquals("22012", error("SELECT half(0)").substring(0, 5));
        assertEquals(List.of(3L, 1L), row("SELECT CALLS, ERRORS FROM PYTHON_FUNCTIONS"));
        assertEquals(
                List.of(3L, 1L),
                row("SELECT CALLS, ERRORS FROM (" + show() + ") AS s").subList(0, 2));
        run("DROP FUNCTION half");
        assertEquals(List.of(), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
    }

    /** What SHOW PYTHON FUNCTIONS becomes. */
    private String show() throws SQLException {
        return connection.nativeSQL("SHOW PYTHON FUNCTIONS");
    }

    @Test
    void the_table_of_functions_knows_when_a_function_was_created() throws SQLException {
        var before = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        run("CREATE FUNCTION first_one() RETURNS BIGINT LANGUAGE PYTHON AS 'def first_one(): return 1'");
        var created = value(connection, "SELECT CREATED FROM PYTHON_FUNCTIONS", LocalDateTime.class);
        assertTrue(
                !created.isBefore(before) && !created.isAfter(LocalDateTime.now(ZoneOffset.UTC)),
                created + " is not from " + before + " to now");
    }

    private List<Object> row(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            var values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getObject(i));
            }
            assertEquals(false, rows.next());
            return values;
        }
    }

    @Test
    void functions_are_created_and_listed_from_java() throws SQLException {
        PythonFunctions.create(
                connection,
                "CREATE FUNCTION thrice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS 'def thrice(x): return 3 * x'");
        assertEquals(63L, value("SELECT thrice(21)"));
        var functions = PythonFunctions.list(connection);
        assertEquals(1, functions.size());
        assertEquals("DETERMINISTIC", functions.get(0).clauses());
        var error = assertThrows(SQLException.class, () -> PythonFunctions.create(connection, "SELECT 1"));
        assertEquals("expected CREATE FUNCTION … LANGUAGE PYTHON or DROP FUNCTION, found SELECT 1", error.getMessage());
    }

    @Test
    protected void ten_thousand_failing_calls_leave_memory_flat_and_the_connection_usable() throws SQLException {
        run(
                "CREATE FUNCTION fail(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def fail(x): raise ValueError(\"no \" * x)'");
        try (var statement = connection.prepareStatement("SELECT fail(?)")) {
            statement.setInt(1, 100);
            for (int i = 0; i < 1_000; i++) {
                assertThrows(SQLException.class, statement::executeQuery);
            }
            long opened = opened();
            long before = usedHeap();
            for (int i = 0; i < 10_000; i++) {
                assertThrows(SQLException.class, statement::executeQuery);
            }
            assertEquals(opened, opened(), "interpreters opened");
            assertTrue(usedHeap() - before < 8 << 20, () -> "heap grew by " + (usedHeap() - before) + " bytes");
        }
        assertEquals(1, value("SELECT 1"));
    }

    @Test
    void aborting_a_connection_ends_the_function_that_runs_and_no_other() throws Exception {
        try (var other = connect()) {
            for (var each : List.of(connection, other)) {
                run(each, """
                        CREATE FUNCTION IF NOT EXISTS endless(yes BOOLEAN) RETURNS INTEGER LANGUAGE PYTHON AS $$
                        def endless(yes):
                            while yes:
                                pass
                            return 7
                        $$""");
            }
            assertEquals(7, value(other, "SELECT endless(FALSE)", Object.class));
            long before = opened();
            var result = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> value("SELECT endless(TRUE)")));
            while (opened() == before) {
                Thread.onSpinWait();
            }
            connection.abort(Runnable::run);
            assertEquals("57014", result.get().getSQLState());
            assertTrue(connection.isClosed());
            assertEquals(7, value(other, "SELECT endless(FALSE)", Object.class));
            connection.abort(Runnable::run);
            assertThrows(SQLException.class, () -> other.abort(null));
        }
    }
}
