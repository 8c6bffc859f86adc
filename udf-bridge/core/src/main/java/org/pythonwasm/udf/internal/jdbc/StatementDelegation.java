package org.pythonwasm.udf.internal.jdbc;

import java.lang.reflect.Method;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.spi.FunctionStatement;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;

/**
 * A statement of the python-wasm driver. A text that contains a statement about functions is executed piece by piece on
 * the database's statement; the caller then sees the result of the last piece.
 */
final class StatementDelegation extends DriverStatement {
    private final Statement delegate;
    private final List<String> batch = new ArrayList<>();

    StatementDelegation(Connection connection, ConnectionDelegation translator, Statement delegate) {
        super(connection, translator);
        this.delegate = delegate;
    }

    @Override
    Statement delegate() {
        return delegate;
    }

    @Override
    Object delegate(Object proxy, Method method, Object[] arguments) throws SQLException {
        boolean hasText = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "cancel" -> cancel();
            case "execute", "executeUpdate", "executeLargeUpdate", "executeQuery" ->
                running(() -> hasText ? execute(method, arguments) : JdbcCall.invoke(method, delegate, arguments));
            case "addBatch" -> hasText ? addBatch((String) arguments[0]) : PASS;
            case "clearBatch" -> clearBatch();
            case "executeBatch" ->
                running(() -> batch.isEmpty() ? JdbcCall.invoke(method, delegate, arguments) : toInts(executeBatch()));
            case "executeLargeBatch" ->
                running(() -> batch.isEmpty() ? JdbcCall.invoke(method, delegate, arguments) : executeBatch());
            default -> PASS;
        };
    }

    private Object running(Cancellation.Work<Object> execution) throws SQLException {
        dialect().forgetCancellation(delegate);
        return execution.run();
    }

    /** A statement that ends or is closed meanwhile counts as cancelled. */
    private Object cancel() throws SQLException {
        boolean open = !delegate.isClosed();
        end.cancel();
        try {
            dialect().cancel(delegate);
        } catch (SQLException e) {
            if (!(open && delegate.isClosed())) {
                throw e;
            }
        }
        return null;
    }

    private Object execute(Method method, Object[] arguments) throws SQLException {
        var statements = StatementParser.parse((String) arguments[0]);
        if (!StatementParser.concernsPython(statements)) {
            return JdbcCall.invoke(method, delegate, arguments);
        }
        return end.guard(delegate, () -> execute(method, arguments, statements));
    }

    private Object execute(Method method, Object[] arguments, List<FunctionStatement> statements) throws SQLException {
        var last = statements.get(statements.size() - 1);
        executeAll(statements.subList(0, statements.size() - 1));
        return attempt(last, text -> {
            Object[] translated = arguments.clone();
            translated[0] = text;
            return JdbcCall.invoke(method, delegate, translated);
        });
    }

    /**
     * From the first statement about functions on, the batch is kept here: its meaning may depend on those before it,
     * so it cannot be translated yet.
     */
    private Object addBatch(String sql) throws SQLException {
        if (batch.isEmpty() && !StatementParser.concernsPython(StatementParser.parse(sql))) {
            return PASS;
        }
        batch.add(sql);
        return null;
    }

    private Object clearBatch() {
        batch.clear();
        return PASS;
    }

    private long[] executeBatch() throws SQLException {
        long[] before = executeNativePart();
        long[] counts = Arrays.copyOf(before, before.length + batch.size());
        int done = before.length;
        try {
            for (String sql : batch) {
                end.guard(delegate, () -> executeAll(StatementParser.parse(sql)));
                counts[done++] = Math.max(0, delegate.getUpdateCount());
            }
            return counts;
        } catch (SQLException raw) {
            var e = dialect().readable(raw);
            throw new BatchUpdateException(
                    e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, done), e);
        } finally {
            batch.clear();
        }
    }

    private Object executeAll(List<FunctionStatement> statements) throws SQLException {
        for (var statement : statements) {
            attempt(statement, delegate::execute);
        }
        return null;
    }

    private interface Attempt {
        Object of(String text) throws SQLException;
    }

    /** Statements of the database are executed once. */
    private Object attempt(FunctionStatement statement, Attempt execution) throws SQLException {
        return statement instanceof PassThrough
                ? execution.of(statement.text())
                : Retry.of(dialect(), () -> execution.of(translator.translate(statement)));
    }

    private static int[] toInts(long[] counts) {
        return Arrays.stream(counts).mapToInt(Math::toIntExact).toArray();
    }

    private long[] executeNativePart() throws SQLException {
        try {
            return Arrays.stream(delegate.executeBatch()).asLongStream().toArray();
        } catch (SQLException e) {
            batch.clear();
            throw e;
        }
    }
}
