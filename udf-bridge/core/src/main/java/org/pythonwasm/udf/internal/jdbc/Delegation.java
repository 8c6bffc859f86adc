package org.pythonwasm.udf.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.pythonwasm.udf.spi.Dialect;

/**
 * A JDBC object in front of another of the same interface: passes every call on except those that a subclass handles.
 */
abstract class Delegation implements InvocationHandler {
    /** The result of {@link #delegate} for calls that are passed on. */
    static final Object PASS = new Object();

    private static final String GENERAL_ERROR = "HY000";

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Delegation.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    abstract Object delegate();

    abstract Dialect dialect();

    /** Returns whether the connection is being closed, or is closed. */
    abstract boolean isEnding();

    /** Returns the call's result, or {@link #PASS}. */
    abstract Object delegate(Object proxy, Method method, Object[] arguments) throws SQLException;

    @Override
    public final Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            case "unwrap":
                return unwrap(proxy, method, (Class<?>) arguments[0]);
            case "isWrapperFor":
                return ((Class<?>) arguments[0]).isInstance(proxy)
                        || ((Class<?>) arguments[0]).isInstance(delegate())
                        || (boolean) pass(method, arguments);
            default:
                return delegateOrPass(proxy, method, arguments);
        }
    }

    private Object delegateOrPass(Object proxy, Method method, Object[] arguments) throws SQLException {
        try {
            Object returned = delegate(proxy, method, arguments);
            Object result = returned == PASS ? pass(method, arguments) : returned;
            return result instanceof ResultSet rows && proxy instanceof Statement statement
                    ? dialect().readable(rows, statement)
                    : result;
        } catch (BatchUpdateException e) {
            throw e;
        } catch (SQLException e) {
            throw isEnding() && GENERAL_ERROR.equals(e.getSQLState())
                    ? closed(e)
                    : dialect().readable(e);
        } catch (RuntimeException | AssertionError e) {
            var checked = dialect().checked(e);
            if (checked.isPresent()) {
                throw checked.get();
            }
            if (isEnding() && e instanceof RuntimeException) {
                throw closed(e);
            }
            throw e;
        }
    }

    /** Databases do not always notice that a connection is closed between two steps of theirs. */
    private static SQLException closed(Throwable e) {
        return new SQLException("the connection was closed meanwhile", "08003", e);
    }

    private Object unwrap(Object proxy, Method method, Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        return type.isInstance(delegate()) ? delegate() : pass(method, new Object[] {type});
    }

    private Object pass(Method method, Object[] arguments) throws SQLException {
        return JdbcCall.invoke(method, delegate(), arguments);
    }
}
