package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;

class PythonDriverTest {
    private static final String URL = "jdbc:python-wasm:h2:mem:";

    @Test
    void accepts_its_own_urls_only() throws SQLException {
        var driver = new PythonDriver();
        assertTrue(driver.acceptsURL("jdbc:python-wasm:h2:mem:x"));
        assertFalse(driver.acceptsURL("jdbc:h2:mem:x"));
        assertEquals(null, driver.connect("jdbc:h2:mem:x", new Properties()));
        assertTrue(driver.getPropertyInfo("jdbc:h2:mem:x", new Properties()).length == 0);
    }

    @Test
    void an_unknown_database_is_refused() {
        var error = assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:python-wasm:nodb:x"));
        assertEquals(
                "no Python functions for 'nodb' in jdbc:python-wasm:nodb:…; supported are H2, "
                        + "Calcite (by org.pythonwasm:python-wasm-calcite)",
                error.getMessage());
        assertEquals("08001", error.getSQLState());
    }

    @Test
    void errors_of_the_database_pass() {
        var error = assertThrows(SQLException.class, () -> DriverManager.getConnection(URL + "none;IFEXISTS=TRUE"));
        assertEquals("90146", error.getSQLState());
    }

    @Test
    void objects_unwrap_to_themselves_and_to_the_databases_own() throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var statement = connection.createStatement();
                var prepared = connection.prepareStatement("SELECT 1");
                var call = connection.prepareCall("CALL 1")) {
            assertSame(connection, connection.unwrap(Connection.class));
            assertTrue(connection.isWrapperFor(JdbcConnection.class));
            assertEquals(
                    JdbcConnection.class,
                    connection.unwrap(JdbcConnection.class).getClass());
            assertFalse(connection.isWrapperFor(Integer.class));
            assertThrows(SQLException.class, () -> connection.unwrap(Integer.class));
            for (Statement each : new Statement[] {statement, prepared, call}) {
                assertSame(connection, each.getConnection());
                assertTrue(each.isWrapperFor(org.h2.jdbc.JdbcStatement.class));
            }
            assertEquals(statement, statement);
            assertNotEquals(statement, prepared);
            assertEquals(statement.hashCode(), statement.hashCode());
            assertTrue(connection.toString().startsWith("conn"));
        }
    }

    @Test
    void native_sql_shows_the_databases_own_statement() throws SQLException {
        try (var connection = DriverManager.getConnection(URL)) {
            assertEquals("SELECT 1", connection.nativeSQL("SELECT 1"));
            String sql = connection.nativeSQL("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS 'def f(): return 1'");
            assertTrue(
                    sql.startsWith("CREATE ALIAS IF NOT EXISTS PUBLIC.PYTHON_FUNCTION_ROWS "
                            + "FOR 'org.pythonwasm.udf.h2.FunctionRows.rows'; CREATE VIEW IF NOT EXISTS PUBLIC.PYTHON_FUNCTIONS "
                            + "AS SELECT * FROM PUBLIC.PYTHON_FUNCTION_ROWS(); "
                            + "CREATE ALIAS f FOR 'org.pythonwasm.udf.h2.PythonUdf_"),
                    sql);
        }
    }

    @Test
    void several_statements_are_not_prepared_together() throws SQLException {
        try (var connection = DriverManager.getConnection(URL)) {
            var error = assertThrows(
                    SQLException.class, () -> connection.prepareStatement("DROP FUNCTION IF EXISTS f; SELECT 1"));
            assertEquals(
                    "a statement about Python functions is prepared alone; this text holds 2 statements: "
                            + "use Statement.execute",
                    error.getMessage());
        }
    }

    @Test
    void a_prepared_show_sees_functions_that_came_later() throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var show = connection.prepareStatement("SHOW PYTHON FUNCTIONS");
                var statement = connection.createStatement()) {
            assertFalse(show.executeQuery().next());
            statement.execute("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS 'def f(): return 1'");
            assertTrue(show.executeQuery().next());
        }
    }

    @Test
    void a_failing_batch_tells_how_far_it_came() throws SQLException {
        try (var connection = DriverManager.getConnection(URL);
                var statement = connection.createStatement()) {
            statement.addBatch("CREATE TABLE t(x INT)");
            statement.addBatch("CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON AS 'def f(): return 1'");
            statement.addBatch("INSERT INTO t VALUES (f()), (2)");
            statement.addBatch("CREATE FUNCTION g() RETURNS INT LANGUAGE PYTHON AS '('");
            statement.addBatch("INSERT INTO t VALUES (3)");
            var error = assertThrows(java.sql.BatchUpdateException.class, statement::executeBatch);
            assertEquals("42000", error.getSQLState());
            assertEquals(3, error.getUpdateCounts().length);
            assertEquals(2, error.getUpdateCounts()[2]);
            assertEquals(0, statement.executeBatch().length);
        }
    }
}
