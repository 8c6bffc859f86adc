package org.pythonwasm.udf.spi;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.StringJoiner;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.pythonwasm.udf.FunctionDefinition;

/**
 * The bridge's view of one database. Implementations are stateless, thread-safe, registered as a service of this
 * module, and load without their database.
 */
public interface Dialect {

    /** Returns the text between {@code jdbc:} and the next colon of the database's URLs. */
    String subprotocol();

    /** Returns {@link java.sql.DatabaseMetaData#getDatabaseProductName()} of the database. */
    String productName();

    /** Enables Python functions in the database; called once, does nothing if the database is missing. */
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
    default void forgetCancellation(Statement statement) {
    }

    /** Ends the execution of a statement of the database, and of no other; does not wait. */
    default void cancel(Statement statement) throws SQLException {
        statement.cancel();
    }

    /** Returns an error of the database in the form for clients. */
    default SQLException readable(SQLException error) {
        return error;
    }

    /** Returns the Python functions of the connection's database. */
    List<FunctionDefinition> definitions(Connection connection) throws SQLException;

    static Iterable<Dialect> all() {
        return ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader());
    }

    static Optional<Dialect> ofSubprotocol(String subprotocol) {
        for (var dialect : all()) {
            if (dialect.subprotocol().equalsIgnoreCase(subprotocol)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** @throws SQLException 0A000 if no dialect fits */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        for (var dialect : all()) {
            if (dialect.productName().equals(product)) {
                return dialect;
            }
        }
        throw new SQLException(
                "Python functions are not supported in " + product + "; supported are " + names(), SqlStates.NOT_SUPPORTED);
    }

    /** Returns the names for messages. */
    static String names() {
        var names = new StringJoiner(", ");
        all().forEach(dialect -> names.add(dialect.productName()));
        return names.toString();
    }
}
