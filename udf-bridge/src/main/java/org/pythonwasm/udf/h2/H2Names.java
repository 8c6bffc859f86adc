package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.engine.SessionLocal;
import org.h2.expression.aggregate.Aggregate;
import org.h2.expression.function.BuiltinFunctions;
import org.h2.jdbc.JdbcConnection;
import org.h2.util.ParserUtil;
import org.pythonwasm.udf.QualifiedName;

/** Names as H2 spells them. */
final class H2Names {
    private H2Names() {
    }

    /** A name in the case that the session's database gives to names without quotes. */
    static String fold(String name, boolean quoted, SessionLocal session) {
        var settings = session.getDatabase().getSettings();
        if (quoted || !settings.databaseToUpper && !settings.databaseToLower) {
            return name;
        }
        return settings.databaseToUpper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }

    /** Whether H2 has a function or aggregate of the name, which it would call instead. */
    static boolean isBuiltIn(QualifiedName name, Connection connection) throws SQLException {
        if (!(connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
            return false;
        }
        String folded = fold(name.name().text(), name.name().quoted(), session);
        // H2 knows its own by upper-case names, also where others have another case.
        String known = session.getDatabase().getSettings().databaseToUpper ? folded : folded.toUpperCase(Locale.ROOT);
        return BuiltinFunctions.isBuiltinFunction(session.getDatabase(), known) || Aggregate.getAggregateType(known) != null
                || ParserUtil.isKeyword(known, false);
    }
}
