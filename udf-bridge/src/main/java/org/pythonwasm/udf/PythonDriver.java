package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.pythonwasm.udf.internal.ConnectionDelegation;
import org.pythonwasm.udf.internal.Dialect;

/**
 * The JDBC driver for {@code jdbc:python-wasm:<the rest of the database's own URL>}, such as {@code
 * jdbc:python-wasm:h2:mem:demo}. Its connections pass every statement through untouched except {@code CREATE FUNCTION
 * … LANGUAGE PYTHON}, {@code DROP FUNCTION} of a Python function and {@code SHOW PYTHON FUNCTIONS}.
 *
 * <p>Loading this class, which {@link DriverManager} does by itself, also teaches the databases on the class path to
 * run Python functions that exist already: from then on any connection to them may call such a function. An
 * application that never asks {@link DriverManager}, as with H2's own data source, loads it by
 * {@link Class#forName(String)}. Thread-safe.
 */
public final class PythonDriver implements Driver {
    private static final String PREFIX = "jdbc:python-wasm:";
    private static final int MAJOR = 0;
    private static final int MINOR = 1;

    static {
        try {
            DriverManager.registerDriver(new PythonDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
        Dialect.all().forEach(Dialect::install);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Opens the database's own connection.
     *
     * @throws SQLException its errors; 08001 for a database that is not supported
     */
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var dialect = dialect(url);
        return ConnectionDelegation.wrap(dialect.connect(inner(url), info), dialect);
    }

    private static Dialect dialect(String url) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int colon = rest.indexOf(':');
        String subprotocol = colon < 0 ? rest : rest.substring(0, colon);
        return Dialect.ofSubprotocol(subprotocol).orElseThrow(() -> new SQLException(
                "no Python functions for '" + subprotocol + "' in " + PREFIX + subprotocol + ":…; supported are "
                        + Dialect.names(), "08001"));
    }

    private static String inner(String url) {
        return "jdbc:" + url.substring(PREFIX.length());
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return acceptsURL(url)
                ? DriverManager.getDriver(inner(url)).getPropertyInfo(inner(url), info)
                : new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return MINOR;
    }

    /** False: the databases behind it differ. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this driver does not log", "0A000");
    }
}
