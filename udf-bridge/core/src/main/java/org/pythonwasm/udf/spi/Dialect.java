package org.pythonwasm.udf.spi;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.pythonwasm.udf.FunctionDefinition;

/**
 * Everything that the bridge needs of one database. Implementations are stateless and thread-safe; the artifact of a database provides its
 * own as a service, which {@link ServiceLoader} finds.
 */
public interface Dialect {

    /** Returns the text between {@code jdbc:} and the next colon of the database's URLs. */
    String subprotocol();

    /** Returns {@link java.sql.DatabaseMetaData#getDatabaseProductName()} of the database. */
    String productName();

    /** Makes the database understand Python functions; called once. */
    void install();

    /** Opens a connection of the database. */
    default Connection connect(String url, Properties properties) throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    /**
     * Returns the objects that determine the Python of the connection's functions, see {@code SessionRuntimes}.
     *
     * @throws SQLException 0A000 if they run elsewhere
     */
    Collection<?> sessions(Connection connection) throws SQLException;

    /**
     * Translates a statement about functions for the database: returns text that does what the statement says when it
     * is executed now on this connection. Python's errors about a definition are thrown here.
     */
    String translate(Connection connection, FunctionStatement statement) throws SQLException;

    /**
     * Returns whether another session changed the subject of a statement about functions after it was translated, so
     * that it must be translated and executed again.
     */
    default boolean isOutdated(SQLException error) {
        return false;
    }

    /**
     * Ends all calls on the connection with SQLSTATE 57014, and passes its closing to the executor.
     *
     * @see Connection#abort
     */
    default void abort(Connection connection, Executor executor) throws SQLException {
        cancelAll(connection);
        try {
            executor.execute(() -> closeAborted(connection));
        } catch (RejectedExecutionException e) {
            // The caller of abort has no other way to get rid of the connection.
            closeAborted(connection);
        }
    }

    private void closeAborted(Connection connection) {
        try {
            close(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("an aborted connection cannot be closed", e);
        }
    }

    /**
     * Ends all calls that run on the connection at this moment; does not wait, and ignores those that end or begin
     * meanwhile.
     */
    void cancelAll(Connection connection) throws SQLException;

    /** Closes the connection and ends the calls on it until it is closed, including those that begin meanwhile. */
    void close(Connection connection) throws SQLException;

    /**
     * Called before a statement of the database is executed: a cancellation that came just after its last execution had
     * ended no longer counts.
     */
    default void forgetCancellation(Statement statement) throws SQLException {}

    /** Ends the execution of a statement of the database, and of no other; does not wait. */
    default void cancel(Statement statement) throws SQLException {
        statement.cancel();
    }

    /** Prepares one of our statements, which {@link #translate} makes the database's own; it is executed once. */
    default PreparedStatement prepare(Connection connection, FunctionStatement statement) throws SQLException {
        return connection.prepareStatement(translate(connection, statement));
    }

    /** See {@link Connection#nativeSQL}; of a statement that is the database's own. */
    default String nativeSql(Connection connection, String sql) throws SQLException {
        return connection.nativeSQL(sql);
    }

    /** An error of the database as a client of ours sees it. */
    default SQLException readable(SQLException error) {
        return error;
    }

    /** Returns the SQLException for an unchecked exception of the database; empty if it throws none in place of one. */
    default Optional<SQLException> checked(Throwable unchecked) {
        return Optional.empty();
    }

    /**
     * A result of the database as a client of ours sees it, with readable errors.
     *
     * @param statement of which it is, as the client has it
     */
    default ResultSet readable(ResultSet rows, Statement statement) {
        return rows;
    }

    /** The Python functions that the connection's database has. */
    List<FunctionDefinition> definitions(Connection connection) throws SQLException;

    /** Those on the class path. */
    static Iterable<Dialect> all() {
        return ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader());
    }

    /**
     * The dialect for {@code jdbc:<subprotocol>:…}.
     *
     * @throws SQLException 08001 if there is none; the message names the artifact to add
     */
    static Dialect ofSubprotocol(String subprotocol) throws SQLException {
        for (var dialect : all()) {
            if (dialect.subprotocol().equalsIgnoreCase(subprotocol)) {
                return dialect;
            }
        }
        throw new SQLException(
                "no Python functions for '" + subprotocol + "' in jdbc:python-wasm:" + subprotocol + ":…"
                        + SupportedDatabase.remedy(subprotocol),
                "08001");
    }

    /**
     * The dialect of the connection's database.
     *
     * @throws SQLException 0A000 if there is none; the message names the artifact to add
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (var dialect : all()) {
            if (dialect.productName().equals(product)) {
                return dialect;
            }
        }
        throw new SQLException(
                "Python functions are not supported in " + product + SupportedDatabase.remedy(product),
                SqlStates.NOT_SUPPORTED);
    }
}
