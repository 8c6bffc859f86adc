package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** The Python functions, a file each, and the views that use them. */
final class Functions {
    static final List<String> NAMES = List.of("working_days", "comment_score", "revenue", "nearest_name", "promised",
            "typical_price", "phrases");
    private static final List<String> VIEWS = List.of("known_nations", "order_mood");
    private static final Pattern SIGNATURE = Pattern.compile("FUNCTION (.*?)\\s+LANGUAGE PYTHON", Pattern.DOTALL);

    private Functions() {
    }

    static void create(Connection connection, Screen screen) throws SQLException {
        screen.heading("Python functions");
        try (var statement = connection.createStatement()) {
            for (var name : NAMES) {
                var watch = Stopwatch.start();
                statement.execute(source(name));
                screen.line("  created in %,5.0f ms: %s", watch.milliseconds(), signature(source(name)));
            }
            for (var view : VIEWS) {
                statement.execute(Resources.text("views/" + view + ".sql"));
                screen.line("  view %s", view);
            }
        }
    }

    static String source(String name) {
        return Resources.text("functions/" + name + ".sql");
    }

    static String signature(String source) {
        var matcher = SIGNATURE.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no CREATE FUNCTION ... LANGUAGE PYTHON in: " + source);
        }
        return matcher.group(1).replaceAll("\\s+", " ");
    }
}
