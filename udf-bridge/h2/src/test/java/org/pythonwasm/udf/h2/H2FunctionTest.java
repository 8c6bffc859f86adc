package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.SqlFunctionContract;

@Timeout(300)
class H2FunctionTest extends SqlFunctionContract {

    H2FunctionTest(Guest guest) {
        super(new H2Database(guest));
    }

    private void twice() throws SQLException {
        run("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x: int): return 2 * x'");
    }

    @Test
    void a_plain_h2_connection_calls_a_function() throws SQLException {
        twice();
        try (var plain = ((H2Database) database).plain()) {
            assertEquals(42L, value(plain, "SELECT twice(21)", Object.class));
        }
    }

    @Test
    void a_function_survives_closing_and_reopening_the_database(@TempDir Path directory) throws SQLException {
        String file = "h2:file:" + directory.resolve("db");
        try (var first = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            run(
                    first,
                    "CREATE FUNCTION \"a.b c\"(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS $py$\n" + "# "
                            + "long ".repeat(50_000) + "\ndef f(x: int): return x + len('$$ ''')\n$py$");
            run(first, "CREATE VIEW v AS SELECT \"a.b c\"(1) AS y");
        }
        try (var plain = DriverManager.getConnection("jdbc:" + file)) {
            assertEquals(4, value(plain, "SELECT y FROM v", Object.class));
            run(plain, "SCRIPT TO '" + directory.resolve("script.sql") + "'");
        }
        try (var copy = ((H2Database) database).plain()) {
            run(copy, "RUNSCRIPT FROM '" + directory.resolve("script.sql") + "'");
            assertEquals(4, value(copy, "SELECT \"a.b c\"(1)", Object.class));
        }
    }

    @Test
    void a_view_calls_the_function_that_replaced_another() throws SQLException {
        twice();
        run("CREATE VIEW v AS SELECT twice(x) AS y FROM SYSTEM_RANGE(1, 3)");
        run(
                "CREATE OR REPLACE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x: int): return -x'");
        assertEquals(List.of(-1L, -2L, -3L), column("SELECT y FROM v"));
    }

    @Test
    void a_function_that_a_view_could_not_call_any_more_replaces_none() throws SQLException {
        twice();
        run("CREATE VIEW v AS SELECT twice(x) AS y FROM SYSTEM_RANGE(1, 3)");
        for (String other : new String[] {
            "FUNCTION twice(x BIGINT, y BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x, y): return 0'",
            "AGGREGATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'class twice:\n def accumulate(self, x): pass\n"
                    + " def finish(self): return 0'"
        }) {
            assertEquals(
                    "42000 PythonFunction twice: the view \"PUBLIC\".\"V\" calls the function of that name, "
                            + "(x BIGINT) RETURNS BIGINT; keep its kind and number of parameters, or drop the view first",
                    error("CREATE OR REPLACE " + other));
            assertEquals(List.of(2L, 4L, 6L), column("SELECT y FROM v"));
        }
        run(
                "CREATE OR REPLACE FUNCTION twice(x BIGINT, y BIGINT DEFAULT 1) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x, y): return y'");
        assertEquals(List.of(1L, 1L, 1L), column("SELECT y FROM v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_TO_UPPER=FALSE",
                "DATABASE_TO_LOWER=TRUE",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            })
    void names_have_the_case_that_the_database_gives_them(String settings) throws SQLException {
        String url = "jdbc:python-wasm:h2:mem:case" + settings.hashCode() + ";" + settings;
        String create = " FUNCTION Half(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def Half(x): return x // 2'";
        try (var other = DriverManager.getConnection(url)) {
            run(other, "CREATE" + create);
            assertEquals(21L, value(other, "SELECT Half(42)", Object.class));
            assertEquals(
                    "42000",
                    assertThrows(SQLException.class, () -> run(other, "CREATE" + create))
                            .getSQLState());
            run(other, "CREATE OR REPLACE" + create.replace("// 2", "// 3"));
            assertEquals(14L, value(other, "SELECT Half(42)", Object.class));
            assertEquals(1, PythonFunctions.list(other).size());
            assertEquals(
                    "42000",
                    assertThrows(
                                    SQLException.class,
                                    () -> run(
                                            other,
                                            "CREATE FUNCTION abs(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def abs(x): return x'"))
                            .getSQLState());
            run(other, "DROP FUNCTION Half");
            assertEquals(List.of(), PythonFunctions.list(other));
        }
    }

    @Test
    void an_alias_that_is_no_python_function_is_left_alone() throws SQLException {
        run("CREATE ALIAS root FOR 'java.lang.Math.sqrt'");
        assertEquals(
                "42000 PythonFunction root: an alias of that name exists and is no Python function; drop it first",
                error(
                        "CREATE OR REPLACE FUNCTION root(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def root(x): return x'"));
        assertEquals("42001", error("DROP FUNCTION root").substring(0, 5));
        assertEquals("42001", error("DROP FUNCTION IF EXISTS root").substring(0, 5));
        assertEquals(3.0, value("SELECT root(9)"));
    }

    @Test
    void an_alias_of_ours_that_cannot_be_read_hides_no_other_and_can_be_dropped() throws SQLException {
        run("CREATE FORCE ALIAS broken FOR 'org.pythonwasm.udf.h2.PythonUdf_broken.call'");
        twice();
        assertEquals(1, PythonFunctions.list(connection).size());
        assertEquals(1, rows("SHOW PYTHON FUNCTIONS").size());
        run("DROP ALIAS broken");
    }

    @Test
    void a_schema_is_respected() throws SQLException {
        run("CREATE SCHEMA s");
        run("CREATE FUNCTION s.f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'");
        run("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 2'");
        assertEquals(12, value("SELECT 10 * s.f() + f()"));
        run("DROP FUNCTION s.f");
        assertEquals(List.of("PUBLIC"), column("SHOW PYTHON FUNCTIONS"));
    }

    @Test
    void python_exec_creates_a_function_over_any_connection() throws SQLException {
        try (var plain = ((H2Database) database).plain()) {
            run(plain, "CREATE ALIAS IF NOT EXISTS PYTHON_EXEC FOR 'org.pythonwasm.udf.h2.PythonExec.call'");
            run(
                    plain,
                    "CALL PYTHON_EXEC('CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS ''def f(): return 5''')");
            assertEquals(5, value(plain, "SELECT f()", Object.class));
            run(plain, "CALL PYTHON_EXEC('DROP FUNCTION f')");
            assertThrows(SQLException.class, () -> run(plain, "SELECT f()"));
        }
    }

    @Test
    void only_who_may_create_aliases_may_create_functions() throws SQLException {
        run("CREATE USER guest PASSWORD 'x'");
        twice();
        try (var guest = ((H2Database) database).connect("guest", "x")) {
            var error = assertThrows(
                    SQLException.class,
                    () -> run(guest, "CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'while True: pass'"));
            assertEquals("90040", error.getSQLState());
            assertEquals(42L, value(guest, "SELECT twice(21)", Object.class));
        }
    }

    @Test
    void the_result_type_is_the_declared_one() throws SQLException {
        twice();
        try (var statement = connection.prepareStatement("SELECT twice(1)")) {
            assertEquals("BIGINT", statement.getMetaData().getColumnTypeName(1));
        }
    }

    @Test
    void a_deterministic_function_of_constants_runs_once() throws SQLException {
        run("""
                CREATE FUNCTION tick() RETURNS INTEGER LANGUAGE PYTHON DETERMINISTIC AS $$
                count = 0
                def tick():
                    global count
                    count += 1
                    return count
                $$""");
        assertEquals(List.of(1, 1, 1), column("SELECT tick() FROM SYSTEM_RANGE(1, 3)"));
    }

    @Test
    void closed_sessions_give_their_interpreters_back() throws SQLException {
        twice();
        long before = usedHeap();
        for (int i = 0; i < 200; i++) {
            try (var other = connect()) {
                assertEquals(2L, value(other, "SELECT twice(1)", Object.class));
            }
        }
        long grown = usedHeap() - before;
        assertTrue(grown < 400L << 20, "200 interpreters of 8 MB are still there: " + grown);
    }

    @Test
    void cancelling_a_statement_ends_the_function_and_the_connection_goes_on() throws Exception {
        endless();
        var running = new CountDownLatch(1);
        try (var statement = connection.createStatement()) {
            var result = CompletableFuture.supplyAsync(() -> {
                running.countDown();
                return assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless(TRUE)"));
            });
            running.await();
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertEquals("57014", result.get().getSQLState());
            assertFalse(
                    result.get().getMessage().contains("TimeoutError"),
                    "its own time limit ended it, not the cancellation");
        }
        assertEquals(7, value("SELECT endless(FALSE)"));
    }

    @Test
    void a_cancelled_prepared_statement_can_be_executed_again() throws Exception {
        endless();
        try (var statement =
                connection.prepareStatement("SELECT MAX(endless(CAST(? AS BOOLEAN))) FROM SYSTEM_RANGE(1, 1000)")) {
            statement.setBoolean(1, true);
            var result = CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, statement::executeQuery));
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertEquals("57014", result.get().getSQLState());
            statement.setBoolean(1, false);
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(7, rows.getInt(1));
            }
        }
    }

    /** Of H2's own statements alone, the next execution is cancelled in its place. */
    @Test
    void a_cancellation_that_comes_when_the_execution_has_just_ended_does_not_end_the_next() throws Exception {
        endless();
        try (var statement = connection.prepareStatement("SELECT MAX(endless(FALSE)) FROM SYSTEM_RANGE(1, 200)")) {
            var running = new AtomicBoolean(true);
            var cancelling = CompletableFuture.runAsync(() -> {
                while (running.get()) {
                    assertDoesNotThrow(statement::cancel);
                }
            });
            for (int i = 0; i < 300; i++) {
                try (var rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                } catch (SQLException e) {
                    assertEquals("57014", e.getSQLState());
                }
            }
            running.set(false);
            cancelling.get();
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(7, rows.getInt(1));
            }
        }
    }

    @Test
    void a_query_timeout_ends_the_function_and_the_connection_goes_on() throws SQLException {
        endless();
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            var error = assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless(TRUE)"));
            assertEquals("57014", error.getSQLState());
            statement.setQueryTimeout(0);
        }
        assertEquals(7, value("SELECT endless(FALSE)"));
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
}
