package org.pythonwasm.example.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The Python functions, a file each. */
final class Functions {
    private static final List<String> NAMES = List.of("working_days", "comment_score", "revenue", "nearest_name");

    private Functions() {
    }

    static void create(Connection connection, Screen screen) throws SQLException {
        screen.heading("Python functions");
        try (var statement = connection.createStatement()) {
            for (var name : NAMES) {
                statement.execute(Resources.text("functions/" + name + ".sql"));
            }
            try (var functions = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
                while (functions.next()) {
                    screen.line("  %s%s", functions.getString("HANDLER"), functions.getString("SIGNATURE"));
                }
            }
        }
    }
}
