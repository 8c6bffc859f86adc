package org.pythonwasm.udf.h2.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.engine.SessionLocal;
import org.h2.expression.aggregate.Aggregate;
import org.h2.expression.function.BuiltinFunctions;
import org.h2.jdbc.JdbcConnection;
import org.h2.util.ParserUtil;
import org.pythonwasm.udf.QualifiedName;

/** Names in H2's spelling. */
public final class H2Names {
    private H2Names() {}

    /** Returns a name in the case that the session's database gives to names without quotes. */
    public static String fold(String name, boolean quoted, SessionLocal session) {
        var settings = session.getDatabase().getSettings();
        if (quoted || !settings.databaseToUpper && !settings.databaseToLower) {
            return name;
        }
        return settings.databaseToUpper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }

    /** Returns whether H2 has a function or aggregate of the name, which it would call instead. */
    public static boolean isBuiltIn(QualifiedName name, Connection connection) throws SQLException {
        // H2 stores its own names in upper case, even if others have another case.
        boolean asWritten = name.name().quoted() && connection.getMetaData().storesUpperCaseIdentifiers();
        String known = asWritten ? name.name().text() : name.name().text().toUpperCase(Locale.ROOT);
        return isFunction(known, connection)
                || Aggregate.getAggregateType(known) != null
                || ParserUtil.isKeyword(known, false);
    }

    /**
     * Depends on the database's mode, which is unknown for a database in another process; that one reports the error
     * itself.
     */
    private static boolean isFunction(String known, Connection connection) throws SQLException {
        return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                && BuiltinFunctions.isBuiltinFunction(session.getDatabase(), known);
    }
}
