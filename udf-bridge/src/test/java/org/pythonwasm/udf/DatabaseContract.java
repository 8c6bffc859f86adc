package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.SQLException;

/** Tests that run in a {@link Database}. */
public abstract class DatabaseContract extends SqlContract {
    protected final Database database;

    protected DatabaseContract(Database database) {
        this.database = database;
    }

    @Override
    protected Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    protected String own(String message) {
        return database.own(message);
    }

    protected String from(String call) {
        return database.from(call);
    }

    protected String query(String sql) {
        return database.query(sql);
    }

    protected String one(String expression) {
        return database.one(expression);
    }
}
