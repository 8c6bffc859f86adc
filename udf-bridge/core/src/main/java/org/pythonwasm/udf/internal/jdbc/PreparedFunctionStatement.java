package org.pythonwasm.udf.internal.jdbc;

import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.spi.FunctionStatement;

/**
 * A prepared statement about functions: translated when it is prepared, so that its errors are reported then, and again
 * at every execution, because its meaning may have changed.
 */
final class PreparedFunctionStatement extends DriverStatement {
    private final FunctionStatement statement;
    private int batch;
    private volatile PreparedStatement delegate;
    private volatile boolean closed;

    PreparedFunctionStatement(Connection connection, ConnectionDelegation translator, FunctionStatement statement)
            throws SQLException {
        super(connection, translator);
        this.statement = statement;
        this.delegate = prepare();
    }

    private PreparedStatement prepare() throws SQLException {
        return Cancellation.when(translator::isEnding, () -> dialect().prepare(translator.delegate(), statement));
    }

    @Override
    PreparedStatement delegate() {
        return delegate;
    }

    @Override
    Object delegate(Object proxy, Method method, Object[] arguments) throws SQLException {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        if (delegate.isClosed()) {
            return PASS;
        }
        return switch (method.getName()) {
            case "cancel" -> cancel();
            case "close" -> close();
            case "execute", "executeUpdate", "executeLargeUpdate", "executeQuery" ->
                arguments == null ? end.guard(delegate, () -> execute(method)) : PASS;
            case "addBatch" -> arguments == null ? setBatch(batch + 1) : PASS;
            case "clearBatch" -> setBatch(0);
            case "executeBatch" ->
                Arrays.stream(executeBatch()).mapToInt(Math::toIntExact).toArray();
            case "executeLargeBatch" -> executeBatch();
            default -> PASS;
        };
    }

    private Object setBatch(int size) {
        batch = size;
        return null;
    }

    /** Statements about functions have no parameters: a batch repeats the same statement. */
    private long[] executeBatch() throws SQLException {
        long[] counts = new long[batch];
        batch = 0;
        for (int i = 0; i < counts.length; i++) {
            try {
                counts[i] = end.guard(delegate, this::executeUpdate);
            } catch (SQLException raw) {
                var e = dialect().readable(raw);
                throw new BatchUpdateException(
                        e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, i), e);
            }
        }
        return counts;
    }

    private long executeUpdate() throws SQLException {
        return Retry.of(dialect(), () -> {
            prepareAgain();
            delegate.execute();
            return (long) Math.max(0, delegate.getUpdateCount());
        });
    }

    private Object execute(Method method) throws SQLException {
        return Retry.of(dialect(), () -> {
            prepareAgain();
            return JdbcCall.invoke(method, delegate);
        });
    }

    /** The database's statement changes at each execution: one that was closed meanwhile has passed the flag on. */
    private Object cancel() throws SQLException {
        end.cancel();
        for (var asked = delegate; ; asked = delegate) {
            try {
                dialect().cancel(asked);
                return null;
            } catch (SQLException e) {
                if (!asked.isClosed()) {
                    throw e;
                }
                if (closed || asked == delegate) {
                    return null;
                }
            }
        }
    }

    /** Also closes the statement that is being prepared at this moment. */
    private Object close() throws SQLException {
        closed = true;
        delegate.close();
        return null;
    }

    /** The new statement has the settings of the old one. */
    private void prepareAgain() throws SQLException {
        var before = delegate;
        var again = prepare();
        try {
            again.setQueryTimeout(before.getQueryTimeout());
            again.setMaxRows(before.getMaxRows());
            again.setFetchSize(before.getFetchSize());
            if (before.isCloseOnCompletion()) {
                again.closeOnCompletion();
            }
        } catch (SQLException e) {
            again.close();
            throw e;
        }
        delegate = again;
        before.close();
        if (closed) {
            again.close();
        }
    }
}
