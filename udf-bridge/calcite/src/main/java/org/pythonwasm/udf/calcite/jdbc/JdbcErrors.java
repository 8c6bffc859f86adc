package org.pythonwasm.udf.calcite.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.FunctionStatement.Drop;

/**
 * Calcite's JDBC objects, with the errors of Python functions as they were thrown: Calcite wraps them in a message that
 * repeats the statement and has no SQLSTATE, and lets them and its own out of {@link ResultSet#next()} unchecked.
 */
final class JdbcErrors implements InvocationHandler {
    /** Interfaces of results that need the same treatment; a statement's subtypes before it. */
    private static final List<Class<?>> WRAPPED =
            List.of(CallableStatement.class, PreparedStatement.class, Statement.class, ResultSet.class);

    private static final String DATA_EXCEPTION = "22000";
    private static final String INVALID_CAST = "22018";

    private final Object delegate;

    private JdbcErrors(Object delegate) {
        this.delegate = delegate;
    }

    static Connection wrap(Connection connection) {
        return proxy(Connection.class, new JdbcErrors(connection));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(JdbcErrors.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "nativeSQL":
                return arguments[0];
            case "prepareStatement":
                return prepare(method, arguments);
            case "getObject":
                return arguments.length == 2 && arguments[1] instanceof Class<?> type
                        ? object((ResultSet) delegate, arguments[0], type)
                        : call(delegate, method, arguments);
            default:
                return wrap(method, call(delegate, method, arguments));
        }
    }

    private static Object object(ResultSet rows, Object column, Class<?> type) throws SQLException {
        return TypedValue.get(rows, column instanceof String label ? rows.findColumn(label) : (int) column, type);
    }

    /** Calcite executes DDL when it is prepared; ours waits for its execution. */
    private Object prepare(Method method, Object[] arguments) throws Throwable {
        String sql = (String) arguments[0];
        var statements = StatementParser.parse(sql);
        boolean ours = statements.size() == 1
                && (statements.get(0) instanceof Create || statements.get(0) instanceof Drop);
        return ours
                ? proxy(PreparedStatement.class, new PreparedDdl(((Connection) delegate).createStatement(), sql))
                : wrap(method, call(delegate, method, arguments));
    }

    private static Object wrap(Method method, Object result) {
        for (var type : WRAPPED) {
            if (method.getReturnType() == type && result != null) {
                return proxy(type, new JdbcErrors(result));
            }
        }
        return result;
    }

    static Object call(Object target, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw own(e.getCause());
        }
    }

    /**
     * The error of a Python function or of a statement about one, where it is the cause; else what was thrown, checked.
     */
    private static Throwable own(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            // The code generator hides what a node of a plan threw among the suppressed.
            for (var candidate : Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())).toList()) {
                if (candidate instanceof CarriedSqlException carrier) {
                    return carrier.carried();
                }
            }
        }
        // Calcite's validator fails with an AssertionError where another type stands for a CURSOR.
        return thrown instanceof RuntimeException || thrown instanceof AssertionError
                ? new SQLException(thrown.getMessage(), state(thrown), thrown)
                : thrown;
    }

    static SQLException checked(RuntimeException thrown) {
        return (SQLException) own(thrown);
    }

    private static String state(Throwable thrown) {
        return thrown instanceof ArithmeticException ? DATA_EXCEPTION
                : thrown instanceof NumberFormatException ? INVALID_CAST : null;
    }

    /** A statement of DDL that is executed when it is executed. */
    private record PreparedDdl(Statement statement, String sql) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().startsWith("execute") && arguments == null) {
                return call(statement, Statement.class.getMethod(method.getName(), String.class), sql);
            }
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "getMetaData" -> null;
                case "clearParameters" -> null;
                default -> passes(method) ? call(statement, method, arguments) : refuse(method);
            };
        }

        private static boolean passes(Method method) {
            return method.getDeclaringClass() != PreparedStatement.class;
        }

        private static Object refuse(Method method) throws SQLException {
            throw new SQLException("a CREATE or DROP FUNCTION has no parameters: " + method.getName(), "07001");
        }
    }
}
