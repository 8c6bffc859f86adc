package org.pythonwasm.udf.h2;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.internal.ScalarCall;

/**
 * What a generated class calls; public for that reason only.
 *
 * <p>The session is asked of the connection that H2 hands to an alias. H2 makes that connection object for every call
 * of an alias, wanted or not, so taking it as a parameter costs nothing; the session behind it is the one of the
 * client.
 */
public final class H2Function {
    private final LoadedFunction<ScalarCall> function;

    H2Function(LoadedFunction<ScalarCall> function) {
        this.function = function;
    }

    /** Where the connection's session writes its arguments. */
    public ScalarCall in(Connection connection) throws SQLException {
        return function.in(connection);
    }

    /** A string as H2 wants a CLOB. */
    public static Reader reader(Object text) {
        return text == null ? null : new StringReader((String) text);
    }

    /** A byte array as H2 wants a BLOB. */
    public static InputStream stream(Object bytes) {
        return bytes == null ? null : new ByteArrayInputStream((byte[]) bytes);
    }
}
