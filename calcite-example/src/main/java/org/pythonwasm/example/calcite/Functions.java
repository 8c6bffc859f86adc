package org.pythonwasm.example.calcite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The Python functions, a file each, as the model's directory holds them. */
final class Functions {
    private static final List<String> NAMES = List.of("working_days", "comment_score", "revenue", "nearest_name",
            "promised", "typical_price", "phrases");

    private Functions() {
    }

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var name : NAMES) {
            Files.writeString(directory.resolve(name + ".sql"), Resources.text("functions/" + name + ".sql"));
        }
    }

    static void show(Connection connection, Screen screen) throws SQLException {
        screen.heading("Python functions");
        try (var statement = connection.createStatement();
                var functions = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
            while (functions.next()) {
                screen.line("  %s%s", functions.getString("HANDLER"), functions.getString("SIGNATURE"));
            }
        }
    }
}
