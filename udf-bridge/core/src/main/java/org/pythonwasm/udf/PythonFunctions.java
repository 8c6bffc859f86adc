package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.pythonwasm.udf.internal.jdbc.Retry;
import org.pythonwasm.udf.internal.metrics.FunctionMetrics;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import org.pythonwasm.udf.spi.FunctionStatement.Show;
import org.pythonwasm.udf.spi.FunctionStatement.ShowModules;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * Creates and lists Python functions over any connection of a supported database, for clients that cannot change the
 * JDBC URL. Stateless.
 */
public final class PythonFunctions {
    private PythonFunctions() {}

    /**
     * Executes {@code CREATE FUNCTION … LANGUAGE PYTHON} and {@code DROP FUNCTION} statements, and those of modules, separated by semicolons.
     *
     * @throws SQLException of the first statement that failed; those before it have been executed; 42000 for any other
     *     statement
     */
    public static void create(Connection connection, String statements) throws SQLException {
        var parsed = StatementParser.parse(statements);
        for (var statement : parsed) {
            if (statement instanceof PassThrough || statement instanceof Show || statement instanceof ShowModules) {
                throw new SQLException(
                        "expected CREATE FUNCTION … LANGUAGE PYTHON or DROP FUNCTION, found " + firstLine(statement),
                        SqlStates.DEFINITION);
            }
        }
        var dialect = Dialect.of(connection);
        for (var statement : parsed) {
            execute(connection, dialect, statement);
        }
    }

    /**
     * Splits an SQL script into statements without their semicolons. Semicolons inside quotes, dollar quotes and
     * comments end no statement, so that a script with functions is split correctly.
     */
    public static List<String> split(String script) {
        return StatementParser.split(script);
    }

    private static String firstLine(FunctionStatement statement) {
        return String.valueOf(statement.text()).lines().findFirst().orElse("nothing");
    }

    private static void execute(Connection connection, Dialect dialect, FunctionStatement ours) throws SQLException {
        try (var statement = connection.createStatement()) {
            Retry.of(dialect, () -> statement.execute(dialect.translate(connection, ours)));
        } catch (SQLException e) {
            throw dialect.readable(e);
        }
    }

    /** Returns the Python functions of the connection's database, by schema and name. */
    public static List<FunctionDefinition> list(Connection connection) throws SQLException {
        return Dialect.of(connection).definitions(connection);
    }

    /** Adds a listener to all functions of this JVM, in all databases, from now on. */
    public static void addListener(FunctionListener listener) {
        FunctionMetrics.ALL.add(Objects.requireNonNull(listener, "listener"));
    }

    /** Does nothing if it was not added. */
    public static void removeListener(FunctionListener listener) {
        FunctionMetrics.ALL.remove(listener);
    }

    /** Returns the activity of the functions of this JVM so far. */
    public static FunctionsMXBean activity() {
        return FunctionMetrics.ALL;
    }

    /** Publishes {@link #activity()} in JMX as {@value FunctionsMXBean#NAME}; a second call does nothing. */
    public static void registerActivity() {
        FunctionMetrics.register();
    }

    /**
     * Removes it from JMX, which would keep the application's class loader: for an application that is stopped while
     * the JVM continues.
     */
    public static void unregisterActivity() {
        FunctionMetrics.unregister();
    }
}
