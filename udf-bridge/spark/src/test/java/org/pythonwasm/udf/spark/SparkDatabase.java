package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import org.pythonwasm.udf.Database;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeName;

/** A session of Spark. */
public final class SparkDatabase implements Database {

    /** Skips the tests of other guests. */
    static SparkDatabase of(Guest guest) {
        assumeTrue(guest == Guest.BUILT_IN, "Spark's executors have the built-in guest");
        return new SparkDatabase();
    }

    @Override
    public String name() {
        return "Spark";
    }

    @Override
    public Guest guest() {
        return Guest.BUILT_IN;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:spark:");
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
        return call;
    }

    @Override
    public String query(String sql) {
        return "TABLE(" + sql + ")";
    }

    @Override
    public String one(String expression) {
        return "SELECT " + expression + " FROM range(1)";
    }

    @Override
    public boolean has(SqlTypeName type) {
        return !EnumSet.of(SqlTypeName.TIME_WITH_TIME_ZONE, SqlTypeName.UUID).contains(type);
    }

    @Override
    public int timeDigits() {
        return 6;
    }

    @Override
    public String json(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public boolean castsNullsInside() {
        return true;
    }

    /** Spark repeats a task that failed, and the next attempt starts anew. */
    @Override
    public boolean goesOnAfterErrors() {
        return false;
    }

    @Override
    public boolean keepsOffsets() {
        return false;
    }
}
