package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlContract;

/** CREATE OR REPLACE FUNCTION while others call the function. */
@Timeout(300)
class H2ReplacementTest extends SqlContract {
    private static final int TIMES = 200;

    H2ReplacementTest(Guest guest) {
        super(new H2Database(guest));
    }

    /** What an alias calls, so that a statement itself is at a known place when another one drops its aggregate. */
    public static final class Dropping {
        private static volatile Statement other;

        private Dropping() {}

        public static int drop(int x) throws SQLException {
            other.execute("DROP AGGREGATE FUNCTION IF EXISTS total");
            return x;
        }
    }

    @Test
    void a_statement_whose_aggregate_is_dropped_before_its_first_row_says_so() throws SQLException {
        run("CREATE AGGREGATE FUNCTION total(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n" + """
                class total:
                    def accumulate(self, x): pass
                    def finish(self): return 1
                """ + "$$");
        run("CREATE ALIAS dropping FOR '" + Dropping.class.getName() + ".drop'");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            Dropping.other = statement;
            assertEquals(
                    "42000 a function of this statement was dropped or replaced while it ran; execute the statement again",
                    error("SELECT total(x) FROM (SELECT dropping(X) AS x FROM SYSTEM_RANGE(1, 2)) AS t"));
        }
    }

    private static String function(String answer) {
        return "CREATE OR REPLACE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return " + answer + "'";
    }

    private static int first(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void who_calls_a_function_that_is_replaced_gets_the_old_or_the_new_one() throws Exception {
        run(function("0"));
        var replaced = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(2);
        try {
            var callers = new ArrayList<CompletableFuture<Integer>>();
            for (boolean prepared : new boolean[] {true, false}) {
                callers.add(CompletableFuture.supplyAsync(() -> call(prepared, replaced), threads));
            }
            for (int i = 1; i <= TIMES && callers.stream().noneMatch(CompletableFuture::isDone); i++) {
                run(function(String.valueOf(i)));
                replaced.set(i);
            }
            replaced.set(TIMES + 1);
            for (var caller : callers) {
                assertTrue(caller.get() > 0);
            }
            assertEquals(TIMES, value("SELECT f()"));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Calls until all is replaced; answers how often. */
    private int call(boolean prepared, AtomicInteger replaced) {
        int calls = 0;
        try (var other = connect();
                var statement = other.prepareStatement("SELECT f()")) {
            for (int before = 0; before <= TIMES; calls++) {
                before = replaced.get();
                int got = prepared
                        ? first(statement)
                        : (Integer) value(other, "SELECT f() /* " + calls + " */", Object.class);
                assertTrue(got >= Math.min(before, TIMES), got + " after " + before);
            }
            return calls;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sessions_that_replace_one_function_and_drop_it_meanwhile_leave_one_or_none() throws Exception {
        run(function("0"));
        var threads = Executors.newFixedThreadPool(3);
        try {
            var writers = new ArrayList<CompletableFuture<Void>>();
            for (int i = 1; i <= 3; i++) {
                String sql = i == 3 ? "DROP FUNCTION IF EXISTS f" : function(String.valueOf(i));
                writers.add(CompletableFuture.runAsync(() -> repeat(sql), threads));
            }
            for (var writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        run(function("7"));
        assertEquals(7, value("SELECT f()"));
        assertEquals(List.of("F"), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
    }

    private void repeat(String sql) {
        try (var other = connect()) {
            for (int i = 0; i < 30; i++) {
                try {
                    run(other, sql);
                } catch (SQLException e) {
                    // Another session created or dropped it between the question whether it is there and the answer.
                    assertTrue(List.of("90076", "90077").contains(e.getSQLState()), e::toString);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_new_function_is_there_when_the_database_is_opened_again(@TempDir Path directory) throws SQLException {
        String file = "h2:file:" + directory.resolve("db");
        try (var first = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            run(first, function("1"));
            run(first, "COMMENT ON ALIAS f IS 'what it does'");
            run(first, "CREATE VIEW v AS SELECT f() AS y");
            run(
                    first,
                    "CREATE OR REPLACE FUNCTION f(x INTEGER DEFAULT 4) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC "
                            + "AS 'def f(x): return x'");
            run(first, sum("1"));
            run(first, sum("self.n"));
        }
        try (var again = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            assertEquals(4L, value(again, "SELECT y FROM v", Object.class));
            assertEquals(5L, value(again, "SELECT f(5)", Object.class));
            assertEquals(10, value(again, "SELECT s(x) FROM SYSTEM_RANGE(1, 10)", Object.class));
            assertEquals(
                    "what it does",
                    value(
                            again,
                            "SELECT MAX(REMARKS) FROM INFORMATION_SCHEMA.ROUTINES " + "WHERE ROUTINE_NAME = 'F'",
                            Object.class));
            assertEquals(2L, value(again, "SELECT COUNT(*) FROM PYTHON_FUNCTIONS", Object.class));
            run(again, "DROP FUNCTION f");
            run(again, "DROP AGGREGATE FUNCTION s");
        }
        try (var again = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            assertEquals(0L, value(again, "SELECT COUNT(*) FROM PYTHON_FUNCTIONS", Object.class));
        }
    }

    private static String sum(String result) {
        return "CREATE OR REPLACE AGGREGATE FUNCTION s(x BIGINT) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'class s:\n n = 0\n def accumulate(self, x): self.n += 1\n def finish(self): return " + result + "'";
    }

    @Test
    void a_function_may_become_an_aggregate() throws SQLException {
        run(sum("self.n").replace(" s(", " f(").replace("class s", "class f"));
        assertEquals(3, value("SELECT f(x) FROM SYSTEM_RANGE(1, 3)"));
        run(function("1"));
        assertEquals(1, value("SELECT f()"));
    }

    @Test
    void python_exec_and_prepared_statements_replace_too() throws SQLException {
        run(function("1"));
        run("CREATE ALIAS IF NOT EXISTS PYTHON_EXEC FOR 'org.pythonwasm.udf.h2.PythonExec.call'");
        run("CALL PYTHON_EXEC('" + function("2").replace("'", "''") + "')");
        assertEquals(2, value("SELECT f()"));
        try (var statement = connection.prepareStatement(function("3"))) {
            assertEquals(2, value("SELECT f()"));
            assertEquals(0, statement.executeUpdate());
            assertEquals(3, value("SELECT f()"));
        }
        try (var statement = connection.createStatement()) {
            assertEquals(0, statement.executeUpdate(function("4")));
            assertFalse(statement.execute(function("5")));
            assertNull(statement.getResultSet());
        }
        assertEquals(5, value("SELECT f()"));
    }

    @Test
    void replacing_ends_a_transaction_as_other_ddl_does() throws SQLException {
        run("CREATE TABLE t(x INTEGER)");
        run(function("1"));
        try (var other = connect()) {
            other.setAutoCommit(false);
            run(other, "INSERT INTO t VALUES (1)");
            run(other, function("2"));
            assertEquals(1L, value("SELECT COUNT(*) FROM t"));
            assertEquals(2, value("SELECT f()"));
            other.rollback();
            assertEquals(1L, value("SELECT COUNT(*) FROM t"));
            assertEquals(2, value("SELECT f()"));
        }
    }

    @Test
    void a_database_that_is_read_only_replaces_none(@TempDir Path directory) throws SQLException {
        String file = "h2:file:" + directory.resolve("db");
        try (var first = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            run(first, function("1"));
        }
        try (Connection reader = DriverManager.getConnection("jdbc:python-wasm:" + file + ";ACCESS_MODE_DATA=r")) {
            assertEquals(
                    "90097",
                    assertThrows(SQLException.class, () -> run(reader, function("2")))
                            .getSQLState());
            assertEquals(1, value(reader, "SELECT f()", Object.class));
        }
    }
}
