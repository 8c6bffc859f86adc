package org.pythonwasm.udf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.internal.jdbc.ConnectionDelegation;
import org.pythonwasm.udf.internal.session.ModuleSettings;
import org.pythonwasm.udf.internal.session.SessionRuntimes;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * The JDBC driver for {@code jdbc:python-wasm:<the rest of the database's URL>}, such as
 * {@code jdbc:python-wasm:h2:mem:demo}. Its connections pass every statement on unchanged except
 * {@code CREATE FUNCTION … LANGUAGE PYTHON}, {@code DROP FUNCTION} of a Python function,
 * {@code SHOW PYTHON FUNCTIONS}, and the same of {@code PYTHON MODULE}.
 *
 * <p>{@link DriverManager} loads this class by itself. Loading it also enables the databases on the class path to run
 * existing Python functions: from then on, any connection to them may call such a function. An application that never
 * uses {@link DriverManager}, for instance with H2's own data source, loads the class by {@link Class#forName(String)}.
 * Thread-safe.
 */
public final class PythonDriver implements Driver {
    private static final String PREFIX = "jdbc:python-wasm:";
    private static final int MAJOR = 0;
    private static final int MINOR = 1;
    private static final String[] VERSION = version();

    static {
        try {
            DriverManager.registerDriver(new PythonDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
        Dialect.all().forEach(Dialect::install);
    }

    /** Called by {@link java.util.ServiceLoader}; applications call {@link DriverManager}. */
    public PythonDriver() {}

    @Override
    public boolean acceptsURL(String url) {
        return url != null && url.startsWith(PREFIX);
    }

    /**
     * Opens a connection of the database.
     *
     * <p>Properties, or settings in the URL, that begin with {@code python-wasm.} name a python.wasm in which the functions of
     * this connection run, by the names of {@link PythonRuntime#settings()}; they are not handed to the database. By default it
     * is {@link PythonRuntime#configured()}. {@code python-wasm.packages} names a directory of packages that its functions can name;
     * by default those of the JVM's system property of that name.
     *
     * @throws SQLException its errors; 08001 for a database without its artifact, or a module or packages that cannot be used; 0A000 for
     *     these if the functions run in another JVM
     */
    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var dialect = dialect(url);
        var settings = ModuleSettings.of(inner(url), info);
        var runtime = settings.python().isEmpty()
                ? null
                : SessionRuntimes.load(settings.python().get());
        var connection = dialect.connect(settings.url(), settings.properties());
        try {
            if (runtime != null) {
                SessionRuntimes.assign(dialect.sessions(connection), runtime);
            }
            if (settings.packages().isPresent()) {
                SessionRuntimes.grant(
                        dialect.sessions(connection), settings.packages().get());
            }
            return ConnectionDelegation.wrap(connection, dialect);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** That of this artifact, which the build wrote. */
    private static String[] version() {
        var properties = new Properties();
        try (var in = PythonDriver.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version").split("[.-]");
    }

    private static Dialect dialect(String url) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int colon = rest.indexOf(':');
        return Dialect.ofSubprotocol(colon < 0 ? rest : rest.substring(0, colon));
    }

    private static String inner(String url) {
        return "jdbc:" + url.substring(PREFIX.length());
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return new DriverPropertyInfo[0];
        }
        var settings = ModuleSettings.of(inner(url), info == null ? new Properties() : info);
        var all = new ArrayList<>(ModuleSettings.describe());
        all.addAll(List.of(
                DriverManager.getDriver(settings.url()).getPropertyInfo(settings.url(), settings.properties())));
        return all.toArray(DriverPropertyInfo[]::new);
    }

    @Override
    public int getMajorVersion() {
        return Integer.parseInt(VERSION[MAJOR]);
    }

    @Override
    public int getMinorVersion() {
        return Integer.parseInt(VERSION[MINOR]);
    }

    /** Returns false, because the databases behind it differ. */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this driver does not log", SqlStates.NOT_SUPPORTED);
    }
}
