package org.pythonwasm.udf.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.pythonwasm.udf.Database;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeName;

/** A new H2 database in memory, as long as one connection is open. */
public final class H2Database implements Database {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String url = "h2:mem:contract" + DATABASES.incrementAndGet();
    private final Guest guest;

    public H2Database() {
        this(Guest.BUILT_IN);
    }

    public H2Database(Guest guest) {
        this.guest = guest;
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public Guest guest() {
        return guest;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:" + url, guest.settings());
    }

    /** @param packages that the functions of the connection can name */
    Connection connect(Path packages) throws SQLException {
        var settings = guest.settings();
        settings.setProperty("python-wasm.packages", packages.toString());
        return DriverManager.getConnection("jdbc:python-wasm:" + url, settings);
    }

    Connection connect(String user, String password) throws SQLException {
        var settings = guest.settings();
        settings.setProperty("user", user);
        settings.setProperty("password", password);
        return DriverManager.getConnection("jdbc:python-wasm:" + url, settings);
    }

    /** Without the python-wasm driver, and so in the built-in guest. */
    Connection plain() throws SQLException {
        return DriverManager.getConnection("jdbc:" + url);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** H2 puts the statement behind every message. */
    @Override
    public String own(String message) {
        return withoutStatement(message);
    }

    private static String withoutStatement(String message) {
        return message.replaceFirst("(?s); SQL statement:\n.*", "");
    }

    /** SQLSTATE and message, without the statement and H2's own number. */
    static String text(SQLException error) {
        return error.getSQLState() + " " + withoutStatement(error.getMessage()).replaceFirst(" \\[[0-9-]+]$", "");
    }

    @Override
    public String from(String call) {
        return call;
    }

    @Override
    public String query(String sql) {
        return "'" + sql.replace("'", "''") + "'";
    }

    @Override
    public String one(String expression) {
        return "SELECT " + expression;
    }

    @Override
    public boolean has(SqlTypeName type) {
        return type != SqlTypeName.MAP;
    }

    @Override
    public int timeDigits() {
        return 6;
    }

    @Override
    public String json(String text) {
        return "JSON '" + text.replace("'", "''") + "'";
    }

    @Override
    public boolean castsNullsInside() {
        return true;
    }
}
