package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlJdbcContract;

@Timeout(300)
class H2JdbcTest extends SqlJdbcContract {

    H2JdbcTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected Class<?> ownConnection() {
        return JdbcConnection.class;
    }

    @Override
    protected String nativeCreate() {
        return "CREATE ALIAS IF NOT EXISTS PUBLIC.PYTHON_FUNCTION_ROWS FOR ";
    }

    @Test
    void generated_keys_are_those_of_the_last_statement_of_a_text() throws SQLException {
        run("CREATE TABLE t(id INTEGER GENERATED ALWAYS AS IDENTITY (START WITH 40), x INTEGER)");
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'def f(): return 7'; "
                            + "INSERT INTO t(x) VALUES (f()), (f())",
                    Statement.RETURN_GENERATED_KEYS);
            assertEquals(2, statement.getUpdateCount());
            try (var keys = statement.getGeneratedKeys()) {
                assertTrue(keys.next());
                assertEquals(40, keys.getInt("ID"));
                assertTrue(keys.next());
                assertEquals(41, keys.getInt("ID"));
            }
            assertEquals(
                    2,
                    statement.executeUpdate("DROP FUNCTION f; INSERT INTO t(x) VALUES (1), (2)", new String[] {"ID"}));
            try (var keys = statement.getGeneratedKeys()) {
                assertTrue(keys.next());
                assertEquals(42, keys.getInt(1));
            }
        }
    }
}
