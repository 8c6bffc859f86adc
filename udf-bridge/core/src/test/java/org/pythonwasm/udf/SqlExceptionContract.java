package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Python raises, wherever it does: SQLSTATE, headline, the line of the body, and nothing of the arguments. */
public abstract class SqlExceptionContract extends SqlContract {

    protected SqlExceptionContract(Database database) {
        super(database);
    }

    /** A statement that raises, and what the client sees. */
    private record Case(String statement, String state, String headline) {}

    /** Every row of the table of SQLSTATEs in docs/sql.md, and each headline that is not simply type and text. */
    private static final List<Case> CASES = List.of(
            new Case("raise ZeroDivisionError('x')", "22012", "ZeroDivisionError: x"),
            new Case("1 // 0", "22012", "ZeroDivisionError: integer division or modulo by zero"),
            new Case("raise OverflowError('too big')", "22003", "OverflowError: too big"),
            new Case("import decimal; raise decimal.Overflow('x')", "22003", "decimal.Overflow: x"),
            new Case(
                    "import decimal; decimal.Decimal(1) / 0",
                    "22012",
                    "decimal.DivisionByZero: [<class 'decimal.DivisionByZero'>]"),
            new Case("raise ValueError('x')", "22023", "ValueError: x"),
            new Case("raise TypeError('x')", "22023", "TypeError: x"),
            new Case("raise MemoryError('mine')", "53200", "MemoryError: mine"),
            new Case("raise TimeoutError('mine')", "57014", "TimeoutError: mine"),
            new Case("raise KeyboardInterrupt('mine')", "57014", "KeyboardInterrupt: mine"),
            new Case(
                    "import python_wasm; raise python_wasm.SqlError('45000', 'my own text')",
                    "45000",
                    "python_wasm.SqlError: my own text"),
            new Case(
                    "import python_wasm; raise type('Mine', (python_wasm.SqlError,), {})('4500A', 'x')",
                    "4500A",
                    "Mine: x"),
            new Case("raise KeyError('k')", "38000", "KeyError: 'k'"),
            new Case("raise RuntimeError('x')", "38000", "RuntimeError: x"),
            new Case("raise type('Own', (ZeroDivisionError,), {})('x')", "22012", "Own: x"),
            new Case("raise Exception", "38000", "Exception"),
            new Case("assert 1 == 2", "38000", "AssertionError"),
            new Case(
                    "raise ExceptionGroup('many', [ValueError('a'), KeyError('b')])",
                    "38000",
                    "ExceptionGroup: many (2 sub-exceptions)"),
            new Case(
                    "raise ValueError('Grüße 🐍 100% %s {} {0} $1 \\\\ \"')",
                    "22023", "ValueError: Grüße 🐍 100% %s {} {0} $1 \\ \""),
            new Case(
                    "raise type('Odd', (ValueError,), {'__str__': lambda self: 1 / 0})",
                    "22023",
                    "Odd: <str() of the exception raised ZeroDivisionError>"));

    /** Executes the next of the statements; one interpreter for all of them. */
    private static final String NEXT = "import sys; sys.n = getattr(sys, 'n', -1) + 1; exec(STATEMENTS[sys.n])";

    private static String statements(Stream<String> statements) {
        return "STATEMENTS = [" + statements.map(each -> "r'''" + each + "'''").collect(Collectors.joining(", "))
                + "]\n";
    }

    @ParameterizedTest
    @EnumSource
    void an_exception_has_its_state_its_headline_and_its_line_everywhere(Place place) throws SQLException {
        run(place.create("", NEXT, statements(CASES.stream().map(Case::statement))));
        for (var each : CASES) {
            if (!database.goesOnAfterErrors()) {
                run(place.create("", each.statement));
            }
            assertError(each.state, each.headline, place, error(place.call(database, "1")));
        }
    }

    private static void assertError(String state, String headline, Place place, String error) {
        assertTrue(
                error.startsWith(state + " PythonFunction f: " + headline + "\nTraceback (most recent call last):\n")
                        || error.startsWith(
                                state + " PythonFunction f: " + headline + "\n  + Exception Group Traceback"),
                error);
        assertTrue(place.isNamedIn(error), error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise ZeroDivisionError('x')      | 22012 | ZeroDivisionError: x
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise OverflowError('x')          | 22003 | OverflowError: x
            FUNCTION f(x INTEGER) RETURNS TABLE (y INTEGER) | raise ValueError('x')             | 22023 | ValueError: x
            AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER | raise MemoryError('x')            | 53200 | MemoryError: x
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise TimeoutError('x')           | 57014 | TimeoutError: x
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise KeyboardInterrupt('x')      | 57014 | KeyboardInterrupt: x
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise SqlError('45000', 'my own') | 45000 | python_wasm.SqlError: my own
            AGGREGATE FUNCTION f(x INTEGER) RETURNS INTEGER | raise KeyError('x')               | 38000 | KeyError: 'x'
            FUNCTION f(x INTEGER) RETURNS INTEGER           | raise SystemExit(3)               | 38000 | SystemExit: 3
            """)
    void an_exception_of_the_body_refuses_the_statement(
            String declaration, String statement, String state, String headline) throws SQLException {
        assertEquals(
                state + " PythonFunction f: " + headline + "\nTraceback (most recent call last):\n"
                        + "  File \"<f>\", line 4, in <module>\n    " + statement + "\n" + headline,
                error("CREATE " + declaration + " LANGUAGE PYTHON AS $$\nfrom python_wasm import SqlError\n\n\n"
                        + statement + "\n$$"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    /** A log of the database, and a terminal, receive what a stranger wrote. */
    @Test
    void a_long_text_is_shortened_and_controls_nothing() throws SQLException {
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                + "def f(): raise ValueError(f'first {chr(27)}[2J{chr(13)}' + 'x' * 3_000_000 + ' last')\n$$");
        String error = error(one("f()"));
        assertTrue(error.length() < 21_000, () -> error.length() + " characters");
        assertTrue(
                error.startsWith("22023 PythonFunction f: ValueError: first ?[2J?xxx"), () -> error.substring(0, 60));
        assertTrue(error.contains("… of 3000028 characters …x"), error);
        assertTrue(error.endsWith("xxx last"), error);
    }

    /** The body runs once an interpreter, so that it may raise where it did not when the function was created. */
    @Test
    void an_exception_of_the_body_in_a_new_session_is_an_error_of_the_call() throws SQLException {
        String create = """
                CREATE OR REPLACE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                import os
                if os.urandom(1)[0] % 2:
                    raise ValueError('unlucky')
                def f(x): return x
                $$""";
        boolean seen = false;
        for (int i = 0; i < 200 && !seen; i++) {
            try (var session = connect();
                    var statement = session.createStatement()) {
                // Calcite's session has the function only if its own CREATE passed.
                seen = succeeds(() -> statement.execute(create))
                        && !succeeds(() -> value(session, one("f(1)"), Object.class));
            }
        }
        assertTrue(seen, "the body passed at CREATE and raised at a call");
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    /** Or fails as it has to. */
    private boolean succeeds(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (SQLException e) {
            String message = own(e.getMessage());
            assertEquals("22023", e.getSQLState(), message);
            assertTrue(
                    message.startsWith("PythonFunction f: ValueError: unlucky\nTraceback (most recent call last):\n"
                            + "  File \"<f>\", line 3, in <module>\n"),
                    message);
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_cause_of_an_exception_is_shown_before_it(Place place) throws SQLException {
        run(place.create("", "raise ValueError('no price') from KeyError('fig')"));
        String error = error(place.call(database, "1"));
        assertTrue(error.startsWith("22023 PythonFunction f: ValueError: no price\n"), error);
        assertTrue(
                error.contains("KeyError: 'fig'\n\nThe above exception was the direct cause of the following "
                        + "exception:\n\nTraceback (most recent call last):\n"),
                error);
        assertTrue(error.endsWith("\nValueError: no price"), error);
    }

    @Test
    void an_exception_in_the_handling_of_another_is_shown_behind_it() throws SQLException {
        run("""
                CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def f(x):
                    try:
                        return 1 // x
                    except ZeroDivisionError:
                        return {}['fallback']
                $$""");
        assertEquals("""
                38000 PythonFunction f: KeyError: 'fallback'
                Traceback (most recent call last):
                  File "<f>", line 3, in f
                    return 1 // x
                           ~~^^~~
                ZeroDivisionError: integer division or modulo by zero

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "<f>", line 5, in f
                    return {}['fallback']
                           ~~^^^^^^^^^^^^
                KeyError: 'fallback'""", error(one("f(0)")));
    }

    @Test
    void notes_of_an_exception_are_shown() throws SQLException {
        run(Place.A_CALL.create("", "e = ValueError('x'); e.add_note('in row 7'); raise e"));
        String error = error(one("f(1)"));
        assertTrue(error.endsWith("\nValueError: x\nin row 7"), error);
    }

    @Test
    void a_text_of_an_exception_may_have_several_lines_and_lone_surrogates() throws SQLException {
        run(Place.A_CALL.create("", "raise ValueError('first\\nsecond')"));
        assertTrue(
                error(one("f(1)")).startsWith("22023 PythonFunction f: ValueError: first\nsecond\nTraceback"),
                () -> error(one("f(1)")));
        run(Place.A_CALL.create("", "raise ValueError('a \\ud800 b')"));
        String error = error(one("f(1)"));
        assertTrue(error.startsWith("22023 PythonFunction f: ValueError: a "), error);
        assertTrue(error.lines().findFirst().orElseThrow().endsWith(" b"), error);
    }

    /** The function can be called on: what is long costs no interpreter. */
    @Test
    void a_text_of_an_exception_may_be_long() throws SQLException {
        run(Place.A_CALL.create("", "raise ValueError('x' * 10_000_000) if x else KeyError('next')"));
        String error = error(one("f(1)"));
        assertTrue(error.startsWith("22023 PythonFunction f: ValueError: xxx"), () -> error.substring(0, 200));
        String next = error(one("f(0)"));
        assertTrue(next.startsWith("38000 PythonFunction f: KeyError: 'next'\n"), next);
    }

    /** Python's own way out of a program ends no interpreter. */
    @Test
    void an_exception_that_is_no_error_in_python_is_one_in_sql() throws SQLException {
        var statements =
                List.of("raise SystemExit(3)", "import sys; sys.exit(3)", "raise GeneratorExit", "raise StopIteration");
        run(Place.A_CALL.create("", NEXT, statements(statements.stream())));
        var headlines = List.of("SystemExit: 3", "SystemExit: 3", "GeneratorExit", "StopIteration");
        for (int i = 0; i < headlines.size(); i++) {
            if (!database.goesOnAfterErrors()) {
                run(Place.A_CALL.create("", statements.get(i)));
            }
            assertError("38000", headlines.get(i), Place.A_CALL, error(one("f(1)")));
        }
    }

    /** Raises at every other call. */
    @ParameterizedTest
    @EnumSource
    void a_function_goes_on_in_its_interpreter_after_an_error(Place place) throws SQLException {
        run(place.create(
                "",
                "import sys; sys.n = getattr(sys, 'n', 0) + 1; [7][sys.n % 2]"
                        + (place == Place.A_VECTORIZED_CALL ? "; return x" : "")));
        String call = place.call(database, "1");
        for (int i = 0; i < 3; i++) {
            String error = error(call);
            assertTrue(error.startsWith("38000 PythonFunction f: IndexError: list index out of range\n"), error);
            long before = opened();
            assertFalse(column(call).isEmpty());
            assertEquals(before, opened(), "interpreters opened");
        }
    }

    private static final String SECRET = "1987654321";

    /** The last one ends the interpreter. */
    private static final String FAILURES = """
            import os, python_wasm
            def fail(e): raise e
            FAILURES = [lambda: fail(ValueError('no')), lambda: 1 // 0, lambda: fail(KeyError), lambda: 'no number',
                        lambda: 1 << 40, lambda: fail(python_wasm.SqlError('45000', 'no')), lambda: os._exit(1)]
            """;

    @ParameterizedTest
    @EnumSource(names = {"A_CALL", "A_VECTORIZED_CALL", "A_LIST_OF_ROWS", "AN_ACCUMULATION", "THE_RESULT_OF_A_GROUP"})
    void no_error_tells_the_value_of_an_argument(Place place) throws SQLException {
        run(place.create("", "import sys; sys.n = getattr(sys, 'n', -1) + 1; return FAILURES[sys.n]()", FAILURES));
        int errors = 0;
        try (var prepared = connection.prepareStatement(place.call(database, "CAST(? AS INTEGER)"))) {
            for (int i = 0; i < 7; i++) {
                if (!database.goesOnAfterErrors()) {
                    run(place.create("", "return FAILURES[" + i + "]()", FAILURES));
                }
                prepared.setInt(1, Integer.parseInt(SECRET));
                try (var rows = prepared.executeQuery()) {
                    rows.next();
                    rows.getObject(1);
                } catch (SQLException e) {
                    errors++;
                    assertFalse(everythingOf(e).contains(SECRET), () -> everythingOf(e));
                    assertTrue(own(e.getMessage()).startsWith("PythonFunction f: "), e::toString);
                }
            }
        }
        // What accumulate answers is nobody's.
        assertEquals(place == Place.AN_ACCUMULATION ? 5 : 7, errors);
    }

    private static String everythingOf(SQLException error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
