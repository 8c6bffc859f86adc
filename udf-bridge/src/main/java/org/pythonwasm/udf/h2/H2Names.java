package org.pythonwasm.udf.h2;

import java.util.Locale;
import org.h2.engine.SessionLocal;

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
}
