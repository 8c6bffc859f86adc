package org.pythonwasm.udf.h2.generated;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbc.JdbcConnection;
import org.h2.value.Value;
import org.pythonwasm.udf.h2.function.H2Value;
import org.pythonwasm.udf.h2.function.LoadedFunction;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.internal.define.ArgumentRules;

/**
 * Called by generated classes; public for that reason only.
 *
 * <p>The session is that of the connection that H2 passes to an alias. H2 creates that connection object for every call
 * of an alias, used or not, so taking it as a parameter costs nothing; the session behind it is that of the client.
 */
public final class ScalarFunctionTarget {
    private final LoadedFunction<ScalarCall> function;
    private final ArgumentRules arguments;

    public ScalarFunctionTarget(LoadedFunction<ScalarCall> function) {
        this.function = function;
        this.arguments = new ArgumentRules(function.checked());
    }

    /** Returns the call into which the connection's session writes its arguments. */
    public ScalarCall in(Connection connection) throws SQLException {
        return function.in(connection);
    }

    /** Converts an argument that H2 passes as its own value to the type's Java class. */
    public Object toJava(Connection connection, int place, Value value) throws SQLException {
        return H2Value.toJava(value, arguments.type(place), (JdbcConnection) connection);
    }

    /** Converts the arguments of a VARIADIC parameter. */
    public Object[] toJava(Connection connection, int place, Value[] values) throws SQLException {
        var all = new Object[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = toJava(connection, place, values[i]);
        }
        return all;
    }

    /** Converts a result to the class that the alias declares. */
    public Object toResult(Connection connection, Object value) {
        return H2Value.toResult(value, function.checked().definition().result(), (JdbcConnection) connection);
    }

    /** Returns a string in the form that H2 expects for a CLOB. */
    public static Reader reader(Object text) {
        return text == null ? null : new StringReader((String) text);
    }

    /** Returns a byte array in the form that H2 expects for a BLOB. */
    public static InputStream stream(Object bytes) {
        return bytes == null ? null : new ByteArrayInputStream((byte[]) bytes);
    }
}
