package org.pythonwasm.udf.internal.jdbc;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.Dialect;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import org.pythonwasm.udf.spi.SqlStates;

/** The connection of the python-wasm driver. Thread rule: that of the database's connection. */
public final class ConnectionDelegation extends Delegation {
    private final Connection delegate;
    private final Dialect dialect;
    /**
     * The connection was aborted, or is being closed: no database knows of the bodies that run for a statement about
     * functions.
     */
    private volatile boolean ending;

    private ConnectionDelegation(Connection delegate, Dialect dialect) {
        this.delegate = delegate;
        this.dialect = dialect;
    }

    /** Returns the same connection, extended by the statements about Python functions. */
    public static Connection wrap(Connection connection, Dialect dialect) {
        return proxy(Connection.class, new ConnectionDelegation(connection, dialect));
    }

    @Override
    Connection delegate() {
        return delegate;
    }

    @Override
    Dialect dialect() {
        return dialect;
    }

    @Override
    boolean isEnding() {
        return ending;
    }

    String translate(FunctionStatement statement) throws SQLException {
        return statement instanceof PassThrough ? statement.text() : dialect.translate(delegate, statement);
    }

    @Override
    Object delegate(Object proxy, Method method, Object[] arguments) throws SQLException {
        var connection = (Connection) proxy;
        return switch (method.getName()) {
            case "createStatement" ->
                proxy(Statement.class, new StatementDelegation(connection, this, (Statement)
                        invoke(method, arguments)));
            case "prepareStatement" -> prepare(connection, method, arguments);
            case "prepareCall" -> prepareCall(connection, method, arguments);
            case "abort" -> abort((Executor) arguments[0]);
            case "close" -> close();
            case "nativeSQL" -> dialect.nativeSql(delegate, nativeText((String) arguments[0]));
            default -> PASS;
        };
    }

    /** Neither database implements it. */
    private Object abort(Executor executor) throws SQLException {
        if (executor == null) {
            throw new SQLException("abort needs an executor that closes the connection", "22004");
        }
        ending = true;
        if (!delegate.isClosed()) {
            dialect.abort(delegate, executor);
        }
        return null;
    }

    private Object close() throws SQLException {
        ending = true;
        if (!delegate.isClosed()) {
            dialect.close(delegate);
        }
        return null;
    }

    private String nativeText(String sql) throws SQLException {
        var statements = StatementParser.parse(sql);
        return statements.size() == 1 ? translate(statements.get(0)) : sql;
    }

    private PreparedStatement prepare(Connection proxy, Method method, Object[] arguments) throws SQLException {
        List<FunctionStatement> statements = StatementParser.parse((String) arguments[0]);
        if (!StatementParser.concernsPython(statements)) {
            var statement = (Statement) invoke(method, arguments);
            return proxy(PreparedStatement.class, new StatementDelegation(proxy, this, statement));
        }
        if (statements.size() > 1) {
            throw new SQLException(
                    "a statement about Python functions is prepared alone; this text holds " + statements.size()
                            + " statements: use Statement.execute",
                    SqlStates.NOT_SUPPORTED);
        }
        return proxy(PreparedStatement.class, new PreparedFunctionStatement(proxy, this, statements.get(0)));
    }

    private CallableStatement prepareCall(Connection proxy, Method method, Object[] arguments) throws SQLException {
        if (StatementParser.concernsPython(StatementParser.parse((String) arguments[0]))) {
            throw new SQLException(
                    "a statement about Python functions is no call: use prepareStatement", SqlStates.NOT_SUPPORTED);
        }
        return proxy(
                CallableStatement.class, new StatementDelegation(proxy, this, (Statement) invoke(method, arguments)));
    }

    private Object invoke(Method method, Object[] arguments) throws SQLException {
        return JdbcCall.invoke(method, delegate, arguments);
    }
}
