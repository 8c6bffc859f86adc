package org.pythonwasm.udf.calcite.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A CREATE or DROP FUNCTION that is executed when it is executed; Calcite would do so when it is prepared. */
record PreparedDdl(Statement statement, String sql) implements InvocationHandler {

    static PreparedStatement of(Connection connection, String sql) throws SQLException {
        return (PreparedStatement) Proxy.newProxyInstance(
                PreparedDdl.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new PreparedDdl(connection.createStatement(), sql));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().startsWith("execute") && arguments == null) {
            return call(Statement.class.getMethod(method.getName(), String.class), sql);
        }
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "getMetaData", "clearParameters" -> null;
            default -> method.getDeclaringClass() == PreparedStatement.class ? refuse(method) : call(method, arguments);
        };
    }

    private Object call(Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object refuse(Method method) throws SQLException {
        throw new SQLException("a CREATE or DROP FUNCTION has no parameters: " + method.getName(), "07001");
    }
}
