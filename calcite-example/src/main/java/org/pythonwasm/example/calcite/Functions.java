package org.pythonwasm.example.calcite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.example.tpch.SqlTexts;

/** Writes the Python functions into the model's directory, one file each. */
final class Functions {
    private Functions() {}

    static void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var name : SqlTexts.FUNCTIONS) {
            Files.writeString(directory.resolve(name + ".sql"), SqlTexts.function(name));
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
