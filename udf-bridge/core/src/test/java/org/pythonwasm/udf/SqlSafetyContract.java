package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Functions in statements that change rows, and functions that end beside others that go on. */
public abstract class SqlSafetyContract extends SqlContract {

    protected SqlSafetyContract(Database database) {
        super(database);
    }

    private static final String WORK = """
            CREATE FUNCTION work(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            import os
            def work(x):
                if x == 13: raise ValueError('thirteen')
                if x == 66: os._exit(1)
                return x + 1
            $$""";

    protected void stock() throws SQLException {
        run(WORK);
        run("CREATE TABLE stock(id INTEGER, n INTEGER)");
        run("INSERT INTO stock VALUES (1, 10), (2, 20), (3, 30)");
        run("CREATE TABLE copy(id INTEGER, n INTEGER)");
    }

    protected int changed(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    protected List<String> stocked() throws SQLException {
        return rows("SELECT id, n FROM stock ORDER BY id, n");
    }

    @Test
    void an_insert_calls_functions() throws SQLException {
        stock();
        assertEquals(2, changed("INSERT INTO copy SELECT id, work(n) FROM stock WHERE work(n) > 20"));
        assertEquals(List.of("2 21", "3 31"), rows("SELECT id, n FROM copy ORDER BY id"));
    }

    @Test
    protected void a_delete_calls_functions() throws SQLException {
        stock();
        assertEquals(1, changed("DELETE FROM stock WHERE work(n) = 21"));
        assertEquals(List.of("1 10", "3 30"), stocked());
    }

    @Test
    protected void an_update_calls_functions() throws SQLException {
        stock();
        assertEquals(2, changed("UPDATE stock SET n = work(n) WHERE work(n) < 30"));
        assertEquals(List.of("1 11", "2 21", "3 30"), stocked());
    }

    @Test
    protected void a_merge_calls_functions() throws SQLException {
        stock();
        assertEquals(
                2,
                changed(
                        "MERGE INTO stock USING (VALUES (3, 5), (4, 7)) AS v(id, n) ON stock.id = v.id "
                                + "WHEN MATCHED THEN UPDATE SET n = work(v.n) WHEN NOT MATCHED THEN INSERT VALUES (v.id, work(v.n))"));
        assertEquals(List.of("1 10", "2 20", "3 6", "4 8"), stocked());
    }

    /** What a failing INSERT leaves of the rows before the one that failed. */
    protected abstract List<String> leftByFailingInsert();

    @Test
    void a_function_that_fails_or_dies_ends_the_statement_that_changes_rows() throws SQLException {
        stock();
        for (int bad : new int[] {13, 66}) {
            String failing = "work(CASE WHEN id = 3 THEN " + bad + " ELSE n END)";
            for (String sql : List.of(
                    "INSERT INTO copy SELECT id, " + failing + " FROM stock ORDER BY id",
                    "DELETE FROM stock WHERE " + failing + " > 0")) {
                String error = error(sql);
                assertTrue(error.startsWith((bad == 13 ? "22023" : "38000") + " PythonFunction work: "), error);
            }
            assertEquals(List.of("1 10", "2 20", "3 30"), stocked());
            assertEquals(leftByFailingInsert(), rows("SELECT DISTINCT id, n FROM copy ORDER BY id"));
        }
    }

    /** A second session, which has the function. */
    private Connection session(String create) throws SQLException {
        var session = connect();
        if (!database.isShared()) {
            run(session, create);
        }
        return session;
    }

    @Test
    void a_function_that_dies_takes_no_other_sessions_calls_along() throws Exception {
        run(WORK);
        try (var other = session(WORK)) {
            String sql = "SELECT work(x) FROM t";
            run(other, "CREATE TABLE t(x INTEGER)");
            run(other, "INSERT INTO t VALUES (1), (2), (3)");
            assertEquals(2, value(other, sql, Object.class));
            long before = opened();
            var errors = CompletableFuture.supplyAsync(() -> {
                int count = 0;
                for (int i = 0; i < 20; i++) {
                    count += error(one("work(66)")).startsWith("38000 PythonFunction work: ") ? 1 : 0;
                }
                return count;
            });
            int calls = 0;
            while (!errors.isDone() || calls < 20) {
                assertEquals(2, value(other, sql, Object.class));
                calls++;
            }
            assertEquals(20, errors.get());
            assertTrue(opened() - before <= 20, "the other session has kept its interpreter");
            assertEquals(8, value(one("work(7)")));
        }
    }

    protected static final String ROWS = """
            CREATE FUNCTION steps(n INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS $$
            import os
            def steps(n):
                for y in range(3000): yield y
                if n == 66: os._exit(1)
            $$""";

    @Test
    void a_generator_that_dies_takes_no_other_sessions_rows_along() throws SQLException {
        run(ROWS);
        try (var other = session(ROWS);
                var statement = other.createStatement();
                var rows = statement.executeQuery("SELECT y FROM " + from("steps(1)") + " AS t")) {
            assertTrue(rows.next());
            assertTrue(
                    error("SELECT y FROM " + from("steps(66)") + " AS t").startsWith("38000 PythonFunction steps: "));
            int last = 0;
            while (rows.next()) {
                last = rows.getInt(1);
            }
            assertEquals(2999, last);
        }
    }

    /** The interpreter is that of all calls of a function in a session. */
    @Test
    protected void a_generator_that_dies_ends_the_other_open_results_of_its_function_in_the_session()
            throws SQLException {
        run(ROWS);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT y FROM " + from("steps(1)") + " AS t")) {
            assertTrue(rows.next());
            assertTrue(
                    error("SELECT y FROM " + from("steps(66)") + " AS t").startsWith("38000 PythonFunction steps: "));
            var error = assertThrows(SQLException.class, () -> {
                while (rows.next()) {
                    rows.getInt(1);
                }
            });
            assertEquals(
                    "38000 PythonFunction steps: the interpreter ended in an earlier call, and with it what this "
                            + "statement had in it; execute the statement again",
                    error.getSQLState() + " " + own(error.getMessage()));
        }
        assertEquals(3000, column("SELECT y FROM " + from("steps(1)") + " AS t").size());
    }
}
