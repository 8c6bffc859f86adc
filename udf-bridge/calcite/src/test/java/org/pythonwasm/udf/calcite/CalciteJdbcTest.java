package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.apache.calcite.jdbc.CalciteConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlJdbcContract;

@Timeout(300)
class CalciteJdbcTest extends SqlJdbcContract {

    CalciteJdbcTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Override
    protected Class<?> ownConnection() {
        return CalciteConnection.class;
    }

    /** Calcite's parser reads our statements itself. */
    @Override
    protected String nativeCreate() {
        return "CREATE OR REPLACE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON";
    }

    /** Calcite knows no generated keys. */
    @Override
    @Test
    protected void generated_keys_may_be_asked_for() throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThrows(
                    SQLFeatureNotSupportedException.class,
                    () -> statement.execute("DROP FUNCTION IF EXISTS f", Statement.NO_GENERATED_KEYS));
        }
    }
}
