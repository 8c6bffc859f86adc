package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.pythonwasm.udf.Database;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeName;

/** A Calcite connection, which is a database of its own. */
public final class CalciteDatabase implements Database {
    private final Guest guest;

    public CalciteDatabase() {
        this(Guest.BUILT_IN);
    }

    public CalciteDatabase(Guest guest) {
        this.guest = guest;
    }

    @Override
    public String name() {
        return "Calcite";
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:", guest.settings());
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public String own(String message) {
        return message;
    }

    @Override
    public String from(String call) {
        return "TABLE(" + call + ")";
    }

    @Override
    public String query(String sql) {
        return "CURSOR(" + sql + ")";
    }

    /** FROM, since Calcite computes an expression of constants when it plans. */
    @Override
    public String one(String expression) {
        return "SELECT " + expression + " FROM (VALUES (0)) AS nothing";
    }

    @Override
    public boolean has(SqlTypeName type) {
        return type != SqlTypeName.TIME_WITH_TIME_ZONE && type != SqlTypeName.TIMESTAMP_WITH_TIME_ZONE;
    }

    @Override
    public int timeDigits() {
        return 3;
    }

    /** Calcite's JSON is text. */
    @Override
    public String json(String text) {
        return "CAST('" + text.replace("'", "''") + "' AS VARCHAR)";
    }

    @Override
    public boolean castsNullsInside() {
        return false;
    }
}
