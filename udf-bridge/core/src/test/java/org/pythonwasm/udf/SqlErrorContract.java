package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of an error, wherever Python raised it: SQLSTATE, message, the line of the body. */
public abstract class SqlErrorContract extends SqlContract {

    protected SqlErrorContract(Database database) {
        super(database);
    }

    /** What becomes of {@code DROP FUNCTION missing}. */
    protected abstract String noSuchFunction();

    @ParameterizedTest
    @EnumSource
    @EveryGuest
    void a_class_of_the_bodys_own_has_the_state_of_its_base(Place place) throws SQLException {
        run(place.create("", "raise type('Own', (KeyError, ZeroDivisionError), {})('mine')"));
        String error = error(place.call(database, "1"));
        assertTrue(error.startsWith("22012 PythonFunction f: "), error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            raise python_wasm.SqlError('45000', 'own')                                        | 45000
            raise type('Mine', (python_wasm.SqlError,), {})('45001', 'own')                   | 45001
            raise python_wasm.SqlError('00000', 'no error')                                   | 22023
            raise python_wasm.SqlError('4500', 'short')                                       | 22023
            e = python_wasm.SqlError('45000', 'own'); e.sqlstate = '00000'; raise e           | 38000
            e = python_wasm.SqlError('45000', 'own'); e.sqlstate = 'a long text'; raise e     | 38000
            eval('1 +')                                                                       | 38000
            raise LookupError('unknown')                                                      | 38000
            raise decimal.DivisionByZero                                                      | 22012
            b'\\xff'.decode()                                                                 | 22023
            """)
    void the_state_of_an_error(String statement, String state) throws SQLException {
        run(Place.A_CALL.create("", "import decimal; " + statement));
        assertEquals(state, error(one("f(1)")).substring(0, 5), () -> error(one("f(1)")));
    }

    @ParameterizedTest
    @EnumSource(names = {"A_CALL", "A_GENERATOR", "AN_ACCUMULATION", "THE_RESULT_OF_A_GROUP"})
    void a_time_limit_says_its_value_and_how_to_set_another(Place place) throws SQLException {
        run(place.create("WITH (timeout = '2 s')", "while True: pass"));
        String error = error(place.call(database, "1"));
        assertTrue(
                error.startsWith("57014 PythonFunction f: "
                        + database.guest()
                                .timeLimitMet("2 s", "the limit of a call is 2 s; WITH (timeout = '…') sets another")),
                error);
        assertEquals(database.guest().raisesAtTheEnd(), error.contains("line 4, in "), error);
    }

    @Test
    @EveryGuest
    void a_memory_limit_says_its_value_and_how_to_set_another() throws SQLException {
        int least = database.guest().leastMegabytes();
        run(Place.A_CALL.create("WITH (memory = '" + least + " MB')", "return len(b'x' * 10**8)"));
        String error = error(one("f(1)"));
        assertTrue(
                error.startsWith("53200 PythonFunction f: MemoryError: the limit is " + least + " MB; "
                        + "WITH (memory = '…') sets another\n"),
                error);
        assertTrue(error.contains("line 4, in f"), error);
    }

    @Test
    @EveryGuest
    void a_limit_of_cpu_time_says_both_limits_of_time() throws SQLException {
        run(Place.A_CALL.create("WITH (cpu_time = '300 ms')", "while True: pass"));
        String error = error(one("f(1)"));
        assertTrue(
                error.startsWith(
                        "57014 PythonFunction f: "
                                + database.guest()
                                        .timeLimitMet(
                                                "300 ms of CPU time",
                                                "the limit of a call is 60 s, or 300 ms of CPU time; WITH (timeout = '…', cpu_time = '…') sets others")),
                error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            output = '1 KB'     | print('x' * 2000) | 53200 | the limit is 1 KB
            value_size = '1 KB' | return 'x' * 2000 | 53200 | the limit is 1 KB
            timeout = '300 ms'  | while x: spin()   | 57014 | the limit of a call is 300 ms
            """)
    @EveryGuest
    void the_end_of_an_interpreter_says_which_limit_it_met(String option, String statement, String state, String limit)
            throws SQLException {
        run("""
                CREATE FUNCTION f(x INTEGER) RETURNS VARCHAR LANGUAGE PYTHON WITH (%s) AS $$
                def spin():
                    try:
                        while True: pass
                    except TimeoutError:
                        pass
                def f(x):
                    if x == 0: return 'well'
                    %s
                $$""".formatted(option, statement));
        String error = error(one("f(1)"));
        assertTrue(error.startsWith(state + " PythonFunction f: the interpreter ended ("), error);
        assertTrue(
                error.endsWith("; the next call gets a new one; " + limit + "; WITH (" + option.split(" ")[0]
                        + " = '…') sets another"),
                error);
        assertEquals("well", value(one("f(0)")));
    }

    @Test
    @EveryGuest
    void a_limit_of_recursion_counts_for_its_function() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (recursion_depth = 100) AS "
                + "'def f(x): return 0 if x == 0 else 1 + f(x - 1)'");
        assertEquals(50, ((Number) value(one("f(50)"))).intValue());
        String error = error(one("f(200)"));
        assertTrue(error.startsWith("38000 PythonFunction f: RecursionError: "), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x: return 1'",
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS '1 / 0'",
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def g(x): return 1'",
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x, y): return 1'",
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x: str): return 1'",
                "f(x GEOMETRY) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return 1'",
                "f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = 'soon') AS 'def f(x): return 1'"
            })
    void a_replacement_that_is_refused_leaves_the_old_function(String definition) throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return x + 1'");
        String error = error("CREATE OR REPLACE FUNCTION " + definition);
        assertTrue(error.matches("(?s)(42000|0A000|22012) .*"), error);
        assertEquals(8, ((Number) value(one("f(7)"))).intValue());
    }

    /** What the database would call instead, whatever was created. */
    @ParameterizedTest
    @ValueSource(strings = {"abs", "ABS", "sum"})
    void a_name_of_a_built_in_function_is_refused(String name) {
        for (String kind : new String[] {"FUNCTION", "AGGREGATE FUNCTION"}) {
            String error = error("CREATE " + kind + " " + name
                    + "(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS " + "'def f(x): return x'");
            assertTrue(
                    error.matches("42000 PythonFunction " + name
                            + ": (H2|Calcite) has a built-in function of that name; choose another"),
                    error);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_script_raises_itself_is_no_limit_and_no_cancellation(Place place) throws SQLException {
        run(place.create("", "raise TimeoutError"));
        String error = error(place.call(database, "1"));
        assertTrue(error.startsWith("57014 PythonFunction f: TimeoutError\nTraceback"), error);
        run(place.create("", "raise KeyboardInterrupt"));
        error = error(place.call(database, "1"));
        assertTrue(error.startsWith("57014 PythonFunction f: KeyboardInterrupt\nTraceback"), error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lambda handler: 5",
                "lambda handler: {'callable': True, 'parameters': [1, None], 'returns': 7}",
                "lambda handler: {'callable': True, 'parameters': 'x', 'returns': {'type': 3}}"
            })
    @EveryGuest
    void a_body_that_answers_for_the_bridge_is_refused_or_fails_when_it_is_called(String describe) {
        String create = "CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                + "import python_wasm\npython_wasm.describe = " + describe + "\ndef f(): return 1\n$$";
        String error = error(create + "; " + one("f(1)"));
        assertTrue(error.matches("(?s)(42000|22023) PythonFunction f: .*"), error);
    }

    @Test
    void a_name_that_is_taken_and_one_that_is_not_there() throws SQLException {
        String create = "CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return x + 1'";
        run(create);
        assertTrue(error(create).startsWith("42000 PythonFunction f: "), error(create));
        assertEquals(8, ((Number) value(one("f(7)"))).intValue());
        assertEquals(noSuchFunction(), error("DROP FUNCTION missing"));
    }
}
