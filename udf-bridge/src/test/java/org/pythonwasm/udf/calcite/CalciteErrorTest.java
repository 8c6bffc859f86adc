package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlErrorContract;

@Timeout(300)
class CalciteErrorTest extends SqlErrorContract {

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:");
    }

    @Override
    protected String own(String message) {
        return message;
    }

    @Override
    protected String from(String call) {
        return "TABLE(" + call + ")";
    }

    @Override
    protected String one(String expression) {
        return "SELECT " + expression + " FROM (VALUES (0)) AS nothing";
    }

    /** Calcite's own words; its validator gives no SQLSTATE. */
    @Override
    protected String noSuchFunction() {
        return "null Error while executing SQL \"DROP FUNCTION missing\": "
                + "From line 1, column 15 to line 1, column 21: Function 'MISSING' not found";
    }
}
