package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.SqlFunctionContract;

/** The contract in Calcite; every override is something that Calcite does otherwise. */
@Timeout(300)
class CalciteFunctionTest extends SqlFunctionContract {
    private static final String TICK = """
            CREATE FUNCTION tick() RETURNS INTEGER LANGUAGE PYTHON AS $$
            count = 0
            def tick():
                global count
                count += 1
                return count
            $$""";
    private static final String TWICE =
            "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x: int): return 2 * x'";

    CalciteFunctionTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    /** Calcite counts times in milliseconds. */
    @Override
    protected String seenHere(String seen) {
        return Map.of(
                        "time     datetime.time(23, 59, 59, 999999)",
                        "time     datetime.time(23, 59, 59, 999000)",
                        "datetime datetime.datetime(2024, 2, 29, 12, 30, 0, 1)",
                        "datetime datetime.datetime(2024, 2, 29, 12, 30)",
                        "datetime datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)",
                        "datetime datetime.datetime(1969, 12, 31, 23, 59, 59, 999000)")
                .getOrDefault(seen, seen);
    }

    /** A Calcite database is one connection's: the function has to be created in both. */
    @Override
    @Test
    protected void two_connections_share_no_state() throws SQLException {
        run(TICK);
        assertEquals(1, value("SELECT tick()"));
        try (var other = connect()) {
            assertThrows(SQLException.class, () -> value(other, "SELECT tick()", Object.class));
            run(other, TICK);
            assertEquals(1, value(other, "SELECT tick()", Object.class));
            assertEquals(2, value("SELECT tick()"));
        }
    }

    /** Calcite takes one statement of its own at a time. */
    @Override
    @Test
    protected void statements_in_one_text_run_in_order() throws SQLException {
        run("CREATE TABLE t(x BIGINT)");
        try (var statement = connection.createStatement()) {
            assertTrue(statement.execute("""
                    -- rows; a function; a query
                    INSERT INTO t VALUES (20), (1);
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
        String error = error("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2); DROP FUNCTION twice");
        assertTrue(error.contains("Encountered \";\""), error);
    }

    /** The same as in the contract, with the error where Calcite has it. */
    @Override
    @Test
    protected void ten_thousand_failing_calls_leave_memory_flat_and_the_connection_usable() throws SQLException {
        run("CREATE FUNCTION fail(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def fail(x): raise ValueError(\"no \" * x)'");
        try (var statement = connection.prepareStatement("SELECT fail(?)")) {
            statement.setInt(1, 100);
            for (int i = 0; i < 1_000; i++) {
                fail(statement);
            }
            long opened = opened();
            long before = usedHeap();
            for (int i = 0; i < 10_000; i++) {
                fail(statement);
            }
            assertEquals(opened, opened(), "interpreters opened");
            assertTrue(usedHeap() - before < 8 << 20, () -> "heap grew by " + (usedHeap() - before) + " bytes");
        }
        assertEquals(1, value("SELECT 1"));
    }

    private static void fail(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            assertThrows(SQLException.class, rows::next);
        }
    }

    @Test
    void a_function_that_is_not_deterministic_runs_for_every_row() throws SQLException {
        run(TICK);
        assertEquals(List.of(1, 2, 3), column("SELECT tick() FROM (VALUES (1), (2), (3)) AS v(x)"));
    }

    @Test
    void only_a_deterministic_function_of_constants_runs_when_the_statement_is_planned() throws SQLException {
        String explain = "EXPLAIN PLAN FOR SELECT x FROM (VALUES (1), (2)) AS v(x) WHERE x < twice(1)";
        run(TWICE);
        assertTrue(value(explain).toString().contains("TWICE("));
        run(TWICE.replace("CREATE", "CREATE OR REPLACE").replace("LANGUAGE PYTHON", "LANGUAGE PYTHON DETERMINISTIC"));
        assertFalse(value(explain).toString().contains("TWICE("));
    }

    @Test
    void a_schema_is_respected() throws SQLException {
        run("CREATE SCHEMA s");
        run("CREATE FUNCTION s.f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'");
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 2'");
        assertEquals(12, value("SELECT 10 * s.f() + f()"));
        run("DROP FUNCTION s.f");
        assertEquals(List.of(""), column("SHOW PYTHON FUNCTIONS"));
        assertEquals(
                "42000 PythonFunction none.f: no such schema",
                error("CREATE FUNCTION none.f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'"));
    }

    @Test
    void a_view_is_neither_replaced_nor_dropped_by_a_function() throws SQLException {
        run("CREATE VIEW f AS SELECT 7 AS x");
        assertEquals(
                "42000 PythonFunction f: a function or view of that name exists and is no Python function; "
                        + "drop it first",
                error("CREATE OR REPLACE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'"));
        assertEquals(7, value("SELECT x FROM f"));
    }

    @Test
    void a_statement_prepared_with_a_dropped_function_fails() throws SQLException {
        run(TWICE);
        try (var statement = connection.prepareStatement("SELECT twice(CAST(? AS BIGINT))")) {
            statement.setLong(1, 21);
            run("DROP FUNCTION twice");
            try (var rows = statement.executeQuery()) {
                var error = assertThrows(SQLException.class, rows::next);
                assertEquals(
                        "a Python function of this statement was dropped or replaced; prepare the statement again",
                        error.getMessage());
            }
        }
    }

    @Test
    void a_prepared_create_waits_for_its_execution() throws SQLException {
        try (var statement = connection.prepareStatement(TWICE)) {
            assertThrows(SQLException.class, () -> value("SELECT twice(1)"));
            assertEquals(0, statement.executeUpdate());
            assertEquals(2L, value("SELECT twice(1)"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SMALLINT, 2.5, 2",
        "SMALLINT, CAST(-7 AS BIGINT), -7",
        "BIGINT, CAST(7 AS TINYINT), 7",
        "DOUBLE, 7, 7.0",
        "REAL, CAST(0.1 AS DOUBLE), 0.1",
        "'DECIMAL(9,2)', 1.005, 1.01",
        "VARCHAR, 7, 7",
        "DATE, '2024-02-29', 2024-02-29"
    })
    void calcite_casts_an_argument_to_the_declared_type(String type, String argument, String result)
            throws SQLException {
        run("CREATE FUNCTION same(x " + type + ") RETURNS " + type + " LANGUAGE PYTHON AS 'def same(x): return x'");
        String literal = argument.contains("-02-") ? "'" + argument + "'" : argument;
        assertEquals(result, value("SELECT same(" + literal + ")").toString());
    }

    @Test
    void an_argument_out_of_range_is_an_error() throws SQLException {
        run("CREATE FUNCTION same(x SMALLINT) RETURNS SMALLINT LANGUAGE PYTHON AS 'def same(x): return x'");
        assertEquals(
                "22000 Value 40000 out of range", error("SELECT same(40000)").strip());
    }

    @Test
    void lexical_rules_of_the_connection_hold() throws SQLException {
        try (var mysql = DriverManager.getConnection("jdbc:python-wasm:calcite:lex=MYSQL")) {
            run(mysql, TWICE);
            assertEquals(4L, value(mysql, "SELECT Twice(2)", Object.class));
            assertThrows(SQLException.class, () -> run(mysql, TWICE.replace("FUNCTION twice", "FUNCTION TWICE")));
            run(mysql, TWICE.replace("CREATE FUNCTION twice", "CREATE OR REPLACE FUNCTION TWICE"));
            assertEquals(1, PythonFunctions.list(mysql).size());
            run(mysql, "DROP FUNCTION tWICE");
            assertEquals(List.of(), PythonFunctions.list(mysql));
        }
    }

    private void endless() throws SQLException {
        run("""
                CREATE FUNCTION endless(yes BOOLEAN) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def endless(yes):
                    while yes:
                        pass
                    return 7
                $$""");
    }

    @Test
    void cancelling_a_statement_ends_the_function_and_the_connection_goes_on() throws Exception {
        endless();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT endless(TRUE)")) {
            var failure = CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, rows::next));
            while (!failure.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertTrue(Set.of("57014", "HY008").contains(state(failure.get())), failure.get()::toString);
        }
        assertEquals(7, value("SELECT endless(FALSE)"));
    }

    /** Avatica has no SQLSTATE for a statement that was cancelled between two rows. */
    private static String state(SQLException e) {
        return "Statement canceled".equals(e.getMessage()) ? "HY008" : e.getSQLState();
    }

    @Test
    void a_query_timeout_ends_the_function_and_the_connection_goes_on() throws SQLException {
        endless();
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            try (var rows = statement.executeQuery("SELECT endless(TRUE)")) {
                var error = assertThrows(SQLException.class, rows::next);
                assertEquals("57014", error.getSQLState());
            }
        }
        assertEquals(7, value("SELECT endless(FALSE)"));
    }

    @Test
    void a_url_that_names_its_own_parser_keeps_it() throws SQLException {
        String parser = "org.apache.calcite.server.ServerDdlExecutor#PARSER_FACTORY";
        try (var other = DriverManager.getConnection("jdbc:python-wasm:calcite:parserFactory=" + parser)) {
            assertThrows(SQLException.class, () -> run(other, TWICE));
            run(other, "CREATE TABLE t(x BIGINT)");
        }
    }

    @Test
    void functions_of_one_name_in_two_schemas_are_two() throws SQLException {
        run("CREATE SCHEMA s");
        run("CREATE FUNCTION s.f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON DETERMINISTIC AS 'def f(x): return x'");
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON DETERMINISTIC AS 'def f(x): return -x'");
        assertEquals(List.of(0, 0), column("SELECT s.f(x) + f(x) FROM (VALUES (1), (2)) AS v(x)"));
    }

    @Test
    void a_connection_of_calcites_own_driver_takes_functions_from_java() throws SQLException {
        try (var plain = DriverManager.getConnection("jdbc:calcite:")) {
            PythonFunctions.create(plain, TWICE);
            assertEquals(42L, value(plain, "SELECT twice(21)", Object.class));
            PythonFunctions.create(plain, "DROP FUNCTION twice");
            assertEquals(List.of(), PythonFunctions.list(plain));
        }
    }

    @Test
    void the_result_type_is_the_declared_one() throws SQLException {
        run("CREATE FUNCTION f() RETURNS DECIMAL(30, 4) LANGUAGE PYTHON AS 'def f(): return 1'");
        try (var statement = connection.prepareStatement("SELECT f()")) {
            var metaData = statement.getMetaData();
            assertEquals("DECIMAL", metaData.getColumnTypeName(1));
            assertEquals(30, metaData.getPrecision(1));
            assertEquals(4, metaData.getScale(1));
            assertEquals(ResultSetMetaData.columnNullable, metaData.isNullable(1));
        }
    }

    @Test
    void closed_connections_give_their_interpreters_back() throws SQLException {
        for (int i = 0; i < 60; i++) {
            try (var other = connect()) {
                run(other, TWICE);
                assertEquals(2L, value(other, "SELECT twice(1)", Object.class));
            }
        }
        assertTrue(usedHeap() < 400L << 20, "60 interpreters of 8 MB are still there");
    }
}
