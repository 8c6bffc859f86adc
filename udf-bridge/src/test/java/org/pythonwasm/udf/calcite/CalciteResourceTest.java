package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlResourceContract;

@Timeout(300)
class CalciteResourceTest extends SqlResourceContract {

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

    @Override
    protected String query(String sql) {
        return "CURSOR(" + sql + ")";
    }
}
