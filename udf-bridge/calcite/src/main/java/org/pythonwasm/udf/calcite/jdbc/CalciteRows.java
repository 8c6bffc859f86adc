package org.pythonwasm.udf.calcite.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A result of Calcite with readable errors, and with values in the classes of JDBC 4.3. */
record CalciteRows(ResultSet rows, Statement statement) implements InvocationHandler {

    /** @param statement of which it is, as the caller has it */
    static ResultSet wrap(ResultSet rows, Statement statement) {
        return (ResultSet) Proxy.newProxyInstance(
                CalciteRows.class.getClassLoader(), new Class<?>[] {ResultSet.class}, new CalciteRows(rows, statement));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "getStatement" -> statement;
            case "getObject" ->
                arguments.length == 2 && arguments[1] instanceof Class<?> type
                        ? object(arguments[0], type)
                        : call(method, arguments);
            default -> call(method, arguments);
        };
    }

    private Object object(Object column, Class<?> type) throws SQLException {
        return TypedValue.get(rows, column instanceof String label ? rows.findColumn(label) : (int) column, type);
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(rows, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException checked) {
                throw CalciteErrors.readable(checked);
            }
            throw e.getCause() instanceof RuntimeException || e.getCause() instanceof AssertionError
                    ? CalciteErrors.checked(e.getCause())
                    : e.getCause();
        }
    }
}
