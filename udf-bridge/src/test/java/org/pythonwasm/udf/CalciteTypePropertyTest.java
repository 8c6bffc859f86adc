package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class CalciteTypePropertyTest extends SqlTypePropertyContract {

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:");
    }

    @Override
    boolean has(SqlTypeName type) {
        return type != SqlTypeName.TIME_WITH_TIME_ZONE && type != SqlTypeName.TIMESTAMP_WITH_TIME_ZONE;
    }

    @Override
    boolean castsNullsInside() {
        return false;
    }

    @Override
    int timeDigits() {
        return 3;
    }

    @Override
    String json(String text) {
        return "CAST(" + SqlLiteral.string(text) + " AS VARCHAR)";
    }
}
