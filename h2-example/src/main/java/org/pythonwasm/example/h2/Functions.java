package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.SqlTexts;
import org.pythonwasm.example.tpch.Stopwatch;

/** Creates the Python functions and the views that call them. */
final class Functions {
    private static final Pattern SIGNATURE = Pattern.compile("FUNCTION (.*?)\\s+LANGUAGE PYTHON", Pattern.DOTALL);

    private Functions() {}

    static void create(Connection connection, Screen screen) throws SQLException {
        screen.heading("Python functions");
        try (var statement = connection.createStatement()) {
            for (var name : SqlTexts.FUNCTIONS) {
                String source = SqlTexts.function(name);
                var watch = Stopwatch.start();
                statement.execute(source);
                screen.line("  created in %,5.0f ms: %s", watch.milliseconds(), signature(source));
            }
            for (var view : SqlTexts.VIEWS) {
                statement.execute("CREATE OR REPLACE VIEW " + view + " AS\n" + SqlTexts.view(view));
                screen.line("  view %s", view);
            }
        }
    }

    static String signature(String source) {
        var matcher = SIGNATURE.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no CREATE FUNCTION ... LANGUAGE PYTHON in: " + source);
        }
        return matcher.group(1).replaceAll("\\s+", " ");
    }
}
