package org.pythonwasm.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.function.UnaryOperator;

/** A connection whose metadata names the URL of this driver. H2's console takes one with a URL of H2 for a class of H2. */
final class OfThisDriver {
    private OfThisDriver() {}

    static Connection wrap(Connection connection, String url) {
        return proxy(
                Connection.class,
                connection,
                "getMetaData",
                metaData -> proxy(DatabaseMetaData.class, (DatabaseMetaData) metaData, "getURL", any -> url));
    }

    private static <T> T proxy(Class<T> type, T delegate, String name, UnaryOperator<Object> replacement) {
        return type.cast(Proxy.newProxyInstance(
                OfThisDriver.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(delegate, arguments);
                        return method.getName().equals(name) ? replacement.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
