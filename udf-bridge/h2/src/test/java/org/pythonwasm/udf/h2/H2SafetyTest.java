package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.SqlSafetyContract;

@Timeout(300)
class H2SafetyTest extends SqlSafetyContract {
    private static final String ONE = "CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 1'";
    private static final String EXEC =
            "CREATE ALIAS IF NOT EXISTS PYTHON_EXEC FOR 'org.pythonwasm.udf.h2.PythonExec.call'";

    H2SafetyTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected List<String> leftByFailingInsert() {
        return List.of();
    }

    /** H2 has read all rows of a table function before the first one is asked for. */
    @Override
    @Test
    protected void a_generator_that_dies_ends_the_other_open_results_of_its_function_in_the_session()
            throws SQLException {
        run(ROWS);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT y FROM steps(1)")) {
            assertTrue(error("SELECT y FROM steps(66)").startsWith("38000 PythonFunction steps: "));
            for (int y = 0; y < 3000; y++) {
                assertTrue(rows.next());
                assertEquals(y, rows.getInt(1));
            }
        }
    }

    private Connection guest() throws SQLException {
        return ((H2Database) database).connect("guest", "x");
    }

    private String refusal(Connection session, String sql) {
        return H2Database.text(assertThrows(SQLException.class, () -> run(session, sql), sql));
    }

    @Test
    void a_user_without_rights_changes_no_function() throws SQLException {
        run(ONE);
        run(EXEC);
        run("CREATE USER guest PASSWORD 'x'");
        try (var guest = guest()) {
            for (String sql :
                    List.of("DROP FUNCTION f", "DROP FUNCTION IF EXISTS f", "CALL PYTHON_EXEC('DROP FUNCTION f')")) {
                assertEquals("90096 Not enough rights for object \"PUBLIC\"", refusal(guest, sql), sql);
            }
            for (String sql : List.of(
                    ONE.replace("f()", "g()"),
                    ONE.replace("CREATE", "CREATE OR REPLACE").replace("return 1", "return 2"),
                    "CREATE AGGREGATE FUNCTION a(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS "
                            + "'class a:\n  def accumulate(self, x): pass\n  def finish(self): return 1'",
                    "CALL PYTHON_EXEC('" + ONE.replace("f()", "g()").replace("'", "''") + "')")) {
                assertEquals("90040 Admin rights are required for this operation", refusal(guest, sql), sql);
            }
            assertThrows(SQLException.class, () -> PythonFunctions.create(guest, "DROP FUNCTION f"));
            assertEquals(1, value(guest, "SELECT f()", Object.class));
        }
        assertEquals(List.of("F"), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
        assertEquals(1, value("SELECT f()"));
    }

    /** The table is one more view of PUBLIC. */
    @Test
    void a_user_without_rights_needs_one_to_read_the_table_of_functions() throws SQLException {
        run(ONE);
        run("CREATE USER guest PASSWORD 'x'");
        try (var guest = guest()) {
            assertEquals(
                    "90096", refusal(guest, "SELECT NAME FROM PYTHON_FUNCTIONS").substring(0, 5));
            run("GRANT SELECT ON PYTHON_FUNCTIONS TO guest");
            assertEquals("F", value(guest, "SELECT NAME FROM PYTHON_FUNCTIONS", Object.class));
        }
    }

    @Test
    void python_exec_says_what_python_and_the_statement_say() throws SQLException {
        run(EXEC);
        assertEquals(
                "42000 PythonFunction f: the body defines no function 'f'; define it, or name another one with "
                        + "HANDLER '…'",
                error("CALL PYTHON_EXEC('CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS ''g = 1''')"));
        assertEquals(
                "22012 PythonFunction f: ZeroDivisionError: division by zero",
                error("CALL PYTHON_EXEC('CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS ''1 / 0''')")
                        .lines()
                        .findFirst()
                        .orElseThrow());
        String error = error("CALL PYTHON_EXEC('CREATE FUNCTION f( RETURNS INTEGER LANGUAGE PYTHON AS ''''')");
        assertTrue(error.startsWith("42000 line 1, column "), error);
        assertEquals(
                "expected CREATE FUNCTION … LANGUAGE PYTHON or DROP FUNCTION, found SELECT 1",
                error("CALL PYTHON_EXEC('SELECT 1')").substring(6));
        assertEquals("42000 PythonFunction f: no such function", error("CALL PYTHON_EXEC('DROP FUNCTION f')"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void python_exec_takes_several_statements_and_ends_at_the_first_that_fails() throws SQLException {
        run(EXEC);
        String both = ONE + "; " + ONE.replace("f()", "g()");
        run("CALL PYTHON_EXEC('" + both.replace("'", "''") + "')");
        assertEquals(2, value("SELECT f() + g()"));
        assertThrows(
                SQLException.class,
                () -> run("CALL PYTHON_EXEC('DROP FUNCTION f; DROP FUNCTION missing; DROP FUNCTION g')"));
        assertEquals(List.of("G"), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
    }
}
