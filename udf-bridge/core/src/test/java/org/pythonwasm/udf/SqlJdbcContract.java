package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JDBC's surface around statements about functions, as a client that knows only JDBC sees it. */
public abstract class SqlJdbcContract extends SqlContract {
    private static final String CREATE =
            "CREATE OR REPLACE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 7'";

    protected SqlJdbcContract(Database database) {
        super(database);
    }

    /** The class of the database's own connection. */
    protected abstract Class<?> ownConnection();

    /** What the database makes of {@link Connection#nativeSQL} of a CREATE FUNCTION begins with this. */
    protected abstract String nativeCreate();

    @Test
    void create_and_drop_have_an_update_count_of_zero_and_no_result() throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : List.of(CREATE, CREATE, "DROP FUNCTION f", "DROP FUNCTION IF EXISTS f")) {
                assertFalse(statement.execute(sql), sql);
                assertEquals(0, statement.getUpdateCount(), sql);
                assertNull(statement.getResultSet(), sql);
                assertFalse(statement.getMoreResults(), sql);
                assertEquals(-1, statement.getUpdateCount(), sql);
            }
            assertEquals(0, statement.executeUpdate(CREATE));
            assertEquals(0L, statement.executeLargeUpdate("DROP FUNCTION f"));
        }
    }

    @Test
    void prepared_create_and_drop_have_an_update_count_of_zero() throws SQLException {
        try (var create = connection.prepareStatement(CREATE);
                var drop = connection.prepareStatement("DROP FUNCTION IF EXISTS f")) {
            for (int i = 0; i < 2; i++) {
                assertFalse(create.execute());
                assertEquals(0, create.getUpdateCount());
                assertEquals(7, value(one("f()")));
                assertEquals(0, drop.executeUpdate());
                assertEquals(List.of(), PythonFunctions.list(connection));
            }
            assertNull(create.getMetaData());
            assertEquals(0L, create.executeLargeUpdate());
        }
    }

    @Test
    void show_is_a_query() throws SQLException {
        run(CREATE);
        try (var statement = connection.createStatement()) {
            assertTrue(statement.execute("SHOW PYTHON FUNCTIONS"));
            try (var rows = statement.getResultSet()) {
                assertTrue(rows.next());
                assertEquals("F", rows.getString("NAME"));
                assertFalse(rows.next());
            }
            assertFalse(statement.getMoreResults());
            assertEquals(-1, statement.getUpdateCount());
        }
        try (var statement = connection.prepareStatement("SHOW PYTHON FUNCTIONS");
                var rows = statement.executeQuery()) {
            assertEquals("NAME", statement.getMetaData().getColumnLabel(rows.findColumn("NAME")));
        }
    }

    @Test
    void a_statement_closes_with_its_result_where_it_was_told_to() throws SQLException {
        run(CREATE);
        for (String sql : List.of("SHOW PYTHON FUNCTIONS", one("f()"), CREATE + "; " + one("f()"))) {
            var statement = connection.createStatement();
            statement.closeOnCompletion();
            assertTrue(statement.isCloseOnCompletion());
            assertTrue(statement.execute(sql));
            statement.getResultSet().close();
            assertTrue(statement.isClosed(), sql);
        }
    }

    @Test
    void the_most_rows_of_a_statement_are_also_those_of_show() throws SQLException {
        run(CREATE);
        run(CREATE.replace("FUNCTION f()", "FUNCTION g()").replace("LANGUAGE PYTHON", "LANGUAGE PYTHON HANDLER 'f'"));
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (var rows = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
                assertTrue(rows.next());
                assertFalse(rows.next());
            }
        }
    }

    @Test
    protected void generated_keys_may_be_asked_for() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(CREATE, Statement.NO_GENERATED_KEYS);
            statement.executeUpdate("DROP FUNCTION f", Statement.NO_GENERATED_KEYS);
        }
        try (var statement = connection.prepareStatement(CREATE, Statement.NO_GENERATED_KEYS)) {
            statement.executeUpdate();
        }
        assertEquals(7, value(one("f()")));
    }

    @Test
    void native_sql_is_what_the_database_gets() throws SQLException {
        assertEquals("SELECT 1", connection.nativeSQL("SELECT 1"));
        assertTrue(connection.nativeSQL(CREATE).startsWith(nativeCreate()), connection.nativeSQL(CREATE));
        assertEquals(List.of(), PythonFunctions.list(connection));
        assertTrue(
                connection.nativeSQL("SHOW PYTHON FUNCTIONS").startsWith("SELECT "),
                connection.nativeSQL("SHOW PYTHON FUNCTIONS"));
    }

    @Test
    void objects_are_equal_to_themselves_and_know_their_connection() throws SQLException {
        try (var statement = connection.createStatement();
                var prepared = connection.prepareStatement(one("1"));
                var create = connection.prepareStatement(CREATE)) {
            for (Statement each : List.of(statement, prepared, create)) {
                assertSame(connection, each.getConnection());
                assertEquals(each, each);
                assertEquals(each.hashCode(), each.hashCode());
                assertTrue(each.isWrapperFor(Statement.class));
                assertSame(each, each.unwrap(Statement.class));
                assertFalse(each.isWrapperFor(Integer.class));
                assertThrows(SQLException.class, () -> each.unwrap(Integer.class));
                assertTrue(each.toString().length() > 0);
            }
            assertNotEquals(statement, prepared);
        }
    }

    @Test
    void a_connection_unwraps_to_itself_and_to_the_databases_own() throws SQLException {
        assertSame(connection, connection.unwrap(Connection.class));
        assertTrue(connection.isWrapperFor(ownConnection()));
        assertTrue(ownConnection().isInstance(connection.unwrap(ownConnection())));
        assertFalse(connection.isWrapperFor(Integer.class));
        assertThrows(SQLException.class, () -> connection.unwrap(Integer.class));
        assertEquals(connection, connection);
        try (var other = connect()) {
            assertNotEquals(connection, other);
        }
    }

    @Test
    void a_closed_statement_and_a_closed_connection_say_so() throws SQLException {
        var statement = connection.createStatement();
        statement.close();
        assertThrows(SQLException.class, () -> statement.execute(CREATE));
        assertThrows(SQLException.class, () -> statement.execute("SHOW PYTHON FUNCTIONS"));
        assertEquals(List.of(), PythonFunctions.list(connection));
        var prepared = connection.prepareStatement(CREATE);
        prepared.close();
        assertThrows(SQLException.class, prepared::execute);
        connection.close();
        assertThrows(SQLException.class, () -> connection.createStatement());
        assertThrows(SQLException.class, () -> connection.prepareStatement(CREATE));
        assertTrue(connection.isClosed());
    }

    @Test
    void a_batch_that_begins_with_a_function_counts_each_statement() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.addBatch(CREATE);
            statement.addBatch("DROP FUNCTION f");
            statement.addBatch(CREATE);
            assertEquals(
                    List.of(0, 0, 0),
                    java.util.Arrays.stream(statement.executeBatch()).boxed().toList());
            assertEquals(7, value(one("f()")));
            statement.addBatch("DROP FUNCTION f");
            statement.clearBatch();
            assertEquals(0, statement.executeBatch().length);
            assertEquals(7, value(one("f()")));
            statement.addBatch("DROP FUNCTION f");
            assertEquals(1, statement.executeLargeBatch().length);
        }
        assertEquals(List.of(), PythonFunctions.list(connection));
    }
}
