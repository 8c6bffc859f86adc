package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every database has to do alike with DEFAULT, VARIADIC and vectorized functions. */
public abstract class SqlParameterContract extends SqlContract {

    protected SqlParameterContract(Database database) {
        super(database);
    }

    @Test
    void trailing_arguments_may_be_left_out() throws SQLException {
        run("""
                CREATE FUNCTION f(a INTEGER, b INTEGER DEFAULT 10, c VARCHAR(9) DEFAULT 'z') RETURNS VARCHAR(99)
                LANGUAGE PYTHON AS $$
                def f(a: int, b: int, c: str):
                    return f'{a} {b} {c}'
                $$""");
        assertEquals("1 10 z", value("SELECT f(1)"));
        assertEquals("1 2 z", value("SELECT f(1, 2)"));
        assertEquals("1 2 y", value("SELECT f(1, 2, 'y')"));
        assertNull(value("SELECT f(1, CAST(NULL AS INTEGER))"), "a NULL is no missing argument");
        assertThrows(SQLException.class, () -> value("SELECT f()"));
        assertThrows(SQLException.class, () -> value("SELECT f(1, 2, 'y', 4)"));
        assertEquals(
                List.of("1 10 z 1 1 z", "2 10 z 2 2 z"), rows("SELECT f(x), f(x, x) FROM (VALUES (1), (2)) AS t(x)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BOOLEAN       | TRUE                            | bool True
            BOOLEAN       | NULL                            | NoneType None
            TINYINT       | -128                            | int -128
            SMALLINT      | 7                               | int 7
            INTEGER       | +7                              | int 7
            BIGINT        | -9223372036854775808            | int -9223372036854775808
            REAL          | 1.5                             | float 1.5
            DOUBLE        | 3                               | float 3.0
            DECIMAL(9, 2) | -1.005                          | Decimal -1.01
            VARCHAR(9)    | 'it''s'                         | str it's
            VARBINARY(9)  | X'00ff'                         | bytes b'\\x00\\xff'
            DATE          | DATE '2024-02-29'               | date 2024-02-29
            TIME          | TIME '12:30:00'                 | time 12:30:00
            TIMESTAMP     | TIMESTAMP '2024-02-29 12:30:00' | datetime 2024-02-29 12:30:00
            """)
    void a_default_has_the_declared_type(String type, String literal, String seen) throws SQLException {
        run("CREATE FUNCTION f(x " + type + " DEFAULT " + literal + ") RETURNS VARCHAR(99) LANGUAGE PYTHON AS $$\n"
                + "def f(x): return f'{type(x).__name__} {x}'\n$$");
        assertEquals(seen, value("SELECT f()"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INTEGER    | 'x'          | 'x' is no INTEGER
            INTEGER    | 1.5          | 1.5 is no INTEGER
            TINYINT    | 128          | 128 is no TINYINT
            VARCHAR(9) | 5            | 5 is no VARCHAR(9)
            BOOLEAN    | 1            | 1 is no BOOLEAN
            DATE       | '2024-02-29' | '2024-02-29' is no DATE
            DATE       | DATE '2024-02-30' | DATE '2024-02-30' is no DATE
            TIME       | TIME '25:00' | TIME '25:00' is no TIME
            VARBINARY(9) | X'0'       | X'0' is no VARBINARY(9)
            INTERVAL YEAR TO MONTH | 5 | 5 is no INTERVAL YEAR TO MONTH
            INTERVAL DAY TO SECOND | TRUE | TRUE is no INTERVAL DAY TO SECOND
            INTERVAL DAY TO SECOND | 'x' | 'x' is no INTERVAL DAY TO SECOND
            DECIMAL(4, 2) | 12345 | 12345 is out of range for DECIMAL(4, 2)
            VARCHAR(3) | 'four' | 4 characters are too long for VARCHAR(3)
            VARBINARY(1) | X'0102' | 2 bytes are too long for VARBINARY(1)
            DOUBLE     | 1e400 | 1E+400 is out of range for DOUBLE PRECISION
            REAL       | -1e39 | -1.0E39 is out of range for REAL
            """)
    void a_default_of_another_type_is_refused(String type, String literal, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: DEFAULT of parameter x: " + message,
                error("CREATE FUNCTION f(x " + type + " DEFAULT " + literal
                        + ") RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return 1'"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void aggregates_and_tables_have_defaults_too() throws SQLException {
        run("""
                CREATE AGGREGATE FUNCTION joined(word VARCHAR(9), glue VARCHAR(9) DEFAULT '-') RETURNS VARCHAR(99)
                LANGUAGE PYTHON AS $$
                class joined:
                    def __init__(self): self.words, self.glue = [], ''
                    def accumulate(self, word, glue):
                        self.words.append(word)
                        self.glue = glue
                    def finish(self): return self.glue.join(self.words)
                $$""");
        assertEquals(List.of("a-b a+b"), rows("SELECT joined(x), joined(x, '+') FROM (VALUES ('a'), ('b')) AS t(x)"));
        run(
                "CREATE FUNCTION counted(last INTEGER, first INTEGER DEFAULT 1) RETURNS TABLE (n INTEGER) LANGUAGE PYTHON AS "
                        + "'def counted(last, first): return range(first, last + 1)'");
        assertEquals(List.of(1, 2), column("SELECT n FROM " + from("counted(2)")));
        assertEquals(List.of(2), column("SELECT n FROM " + from("counted(2, 2)")));
    }

    @Test
    void a_variadic_parameter_takes_what_is_left() throws SQLException {
        run("""
                CREATE FUNCTION f(glue VARCHAR(9), VARIADIC parts INTEGER) RETURNS VARCHAR(99) LANGUAGE PYTHON AS $$
                count = 0
                def f(glue: str, *parts: int):
                    global count
                    count += 1
                    return f'{count} ' + glue.join(map(str, parts))
                $$""");
        assertEquals("1 ", value("SELECT f('-')"));
        assertEquals("2 1", value("SELECT f('-', 1)"));
        assertEquals("3 1-2-3", value("SELECT f('-', 1, 2, 3)"));
        assertEquals("4 1-2-3-4-5-6-7-8-9-10", value("SELECT f('-', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)"));
        assertNull(value("SELECT f('-', 1, CAST(NULL AS INTEGER))"));
        assertEquals("5 ", value("SELECT f('-')"), "all calls share an interpreter");
        assertThrows(SQLException.class, () -> value("SELECT f()"));
    }

    @Test
    void aggregates_and_tables_are_variadic_too() throws SQLException {
        run("""
                CREATE AGGREGATE FUNCTION area(VARIADIC sides INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                import math
                class area:
                    def __init__(self): self.sum = 0
                    def accumulate(self, *sides): self.sum += math.prod(sides)
                    def finish(self): return self.sum
                $$""");
        assertEquals(
                List.of("5 13 35"), rows("SELECT area(x), area(x, x), area(x, x, x) FROM (VALUES (2), (3)) AS t(x)"));
        run("CREATE FUNCTION f(VARIADIC x INTEGER) RETURNS TABLE (n INTEGER) LANGUAGE PYTHON AS 'def f(*x): return x'");
        assertEquals(List.of(3, 1, 2), column("SELECT n FROM " + from("f(3, 1, 2)")));
        assertEquals(List.of(), column("SELECT n FROM " + from("f()")));
    }

    @Test
    void a_default_stands_before_a_variadic_parameter() throws SQLException {
        run("CREATE FUNCTION f(a INTEGER DEFAULT 5, VARIADIC r INTEGER) RETURNS VARCHAR(99) LANGUAGE PYTHON AS "
                + "'def f(a, *r): return f\"{a} {r}\"'");
        assertEquals("5 ()", value("SELECT f()"));
        assertEquals("1 ()", value("SELECT f(1)"));
        assertEquals("1 (2, 3)", value("SELECT f(1, 2, 3)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (VARIADIC x INTEGER)            | def f(x): pass     | 'f' takes 1 argument, but the declaration ends with VARIADIC x: end its parameters with *x
            (a INTEGER, VARIADIC x INTEGER) | def f(a, b, *x): pass | 'f' takes 2 or more arguments, but the declaration ends with VARIADIC x: end its parameters with *x
            (VARIADIC x INTEGER)            | def f(*x: str): pass | parameter x is INTEGER, which arrives as int, but the hint of 'x' says str
            """)
    void a_handler_that_is_not_variadic_is_refused(String parameters, String body, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE FUNCTION f" + parameters + " RETURNS INTEGER LANGUAGE PYTHON AS $$" + body + "$$"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void a_variadic_parameter_has_no_default() {
        assertEquals(
                """
                42000 line 1, column 38: a VARIADIC parameter has no DEFAULT: it may be left out
                CREATE FUNCTION f(VARIADIC x INTEGER DEFAULT 1) RETURNS INTEGER LANGUAGE PYTHON AS ''
                                                     ^""", error("CREATE FUNCTION f(VARIADIC x INTEGER DEFAULT 1) RETURNS INTEGER LANGUAGE PYTHON AS ''"));
    }

    @Test
    void a_function_with_many_numbers_of_arguments_is_one_function() throws SQLException {
        run("CREATE FUNCTION f(a INTEGER DEFAULT 5, VARIADIC r INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def f(a, *r): return a'");
        assertEquals(1, rows("SHOW PYTHON FUNCTIONS").size());
        assertEquals(1, PythonFunctions.list(connection).size());
        run("CREATE OR REPLACE FUNCTION f(a INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(a): return -a'");
        assertEquals(-1, value("SELECT f(1)"));
        assertThrows(SQLException.class, () -> value("SELECT f()"));
        assertThrows(SQLException.class, () -> value("SELECT f(1, 2)"));
        run("DROP FUNCTION f");
        assertThrows(SQLException.class, () -> value("SELECT f(1)"));
    }

    @Test
    void a_vectorized_function_gets_lists() throws SQLException {
        run("""
                CREATE FUNCTION f(x INTEGER, s VARCHAR(9)) RETURNS VARCHAR(99) LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def f(x: list, s: list[str]) -> list[str]:
                    assert len(x) == len(s)
                    return [f'{b}{a}' for a, b in zip(x, s)]
                $$""");
        assertEquals(
                List.of("a1", "bNone", "None3"),
                column("SELECT f(x, s) FROM (VALUES (1, 'a'), "
                        + "(CAST(NULL AS INTEGER), 'b'), (3, CAST(NULL AS VARCHAR(9)))) AS t(x, s)"));
    }

    @Test
    void a_strict_vectorized_function_gets_no_null() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON STRICT WITH (vectorized = true) AS "
                + "'def f(x): return [2 * i for i in x]'");
        run("CREATE TABLE t(x INTEGER)");
        run("INSERT INTO t VALUES (1), (CAST(NULL AS INTEGER)), (3)");
        assertEquals(List.of("2", "null", "6"), rows("SELECT f(x) FROM t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            return x + x     | 22023 PythonFunction f: ValueError: a vectorized function got
            return x[0]      | 22023 PythonFunction f: TypeError: expected a list of results from a vectorized function, got int
            return ['a'] * len(x) | 22023 PythonFunction f: TypeError: expected int as result, got str
            return [1 << 40] * len(x) | 22003 PythonFunction f: result: 1099511627776 is out of range for INTEGER
            return [1 // 0]  | 22012 PythonFunction f: ZeroDivisionError: integer division or modulo by zero
            """)
    void what_a_vectorized_function_must_not_return_is_an_error(String body, String error) throws SQLException {
        run(
                "CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = true) AS $$\ndef f(x):\n    "
                        + body + "\n$$");
        String found = error("SELECT f(x) FROM (VALUES (1)) AS t(x)");
        assertTrue(found.startsWith(error), found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FUNCTION f() RETURNS INTEGER                        | def f(): return []        | a vectorized function needs a parameter: it gets its rows as lists
            FUNCTION f(x INTEGER) RETURNS INTEGER               | def f(x: int): return []  | parameter x arrives as list, since the function is vectorized, but the hint of 'x' says int
            FUNCTION f(x INTEGER) RETURNS INTEGER               | def f(x) -> int: return 1 | a vectorized function returns a list, but the hint of 'f' says it returns int
            FUNCTION f(x INTEGER) RETURNS TABLE (y INTEGER)     | def f(x): return []       | only a scalar function can be vectorized
            AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER     | def f(x): return []       | only a scalar function can be vectorized
            """)
    void what_cannot_be_vectorized_is_refused(String declaration, String body, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE " + declaration + " LANGUAGE PYTHON WITH (vectorized = true) AS $$" + body + "$$"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    @EveryGuest
    void a_function_with_buffers_reads_columns_and_writes_one() throws SQLException {
        run("""
                CREATE FUNCTION f(x BIGINT, y DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON WITH (vectorized = 'buffers') AS $$
                def f(x, y, out):
                    for i in range(len(x.valid)):
                        if x.valid[i]:
                            out.values[i] = x.values[i] + y.values[i]
                        else:
                            out.valid[i] = False
                $$""");
        assertEquals(
                List.of("1.5", "null", "3.0"),
                rows("SELECT f(x, y) FROM (VALUES (1, 0.5E0), (CAST(NULL AS BIGINT), 0E0), (3, 0E0)) AS t(x, y)"));
        assertEquals(List.of("WITH (vectorized = 'buffers')"), rows("SELECT OPTIONS FROM PYTHON_FUNCTIONS"));
    }

    @Test
    void a_strict_function_with_buffers_gets_no_null_and_ranges_are_checked() throws SQLException {
        run("""
                CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON STRICT WITH (vectorized = 'buffers') AS $$
                def f(x, out):
                    assert all(x.valid)
                    for i, value in enumerate(x.values):
                        out.values[i] = value * 2
                $$""");
        run("CREATE TABLE t(x INTEGER)");
        run("INSERT INTO t VALUES (1), (CAST(NULL AS INTEGER)), (3)");
        assertEquals(List.of("2", "null", "6"), rows("SELECT f(x) FROM t"));
        String error = error("SELECT f(x) FROM (VALUES (2000000000)) AS t(x)");
        assertTrue(error.startsWith("22003 PythonFunction f: result: 4000000000 is out of range for INTEGER"), error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FUNCTION f(x VARCHAR) RETURNS INTEGER      | def f(x, out): pass      | buffers are of whole numbers up to BIGINT, REAL and DOUBLE, but parameter x is VARCHAR; vectorized = true gives it as a list
            FUNCTION f(x INTEGER) RETURNS DATE         | def f(x, out): pass      | buffers are of whole numbers up to BIGINT, REAL and DOUBLE, but its result is DATE; vectorized = true gives it as a list
            FUNCTION f(x INTEGER) RETURNS INTEGER      | def f(x): pass           | 'f' takes 1 argument, but the declaration has 1: (x INTEGER) RETURNS INTEGER; with buffers there is one argument more, the results
            FUNCTION f(x INTEGER) RETURNS INTEGER      | def f(x: list, out): pass | parameter x arrives as buffers, since the function is vectorized, but the hint of 'x' says list
            FUNCTION f(x INTEGER) RETURNS INTEGER      | def f(x, out) -> list: pass | a function with buffers returns None, but the hint of 'f' says it returns list
            FUNCTION f(VARIADIC x INTEGER) RETURNS INTEGER | def f(*x): pass      | a function with buffers has its results as last argument, so that no parameter can be VARIADIC
            """)
    void what_cannot_have_buffers_is_refused(String declaration, String body, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE " + declaration + " LANGUAGE PYTHON WITH (vectorized = 'buffers') AS $$" + body + "$$"));
        assertTrue(
                error("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = 'fast') AS ''")
                        .contains("expected true, false or 'buffers'"));
    }
}
