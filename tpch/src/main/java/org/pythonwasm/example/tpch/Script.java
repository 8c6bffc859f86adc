package org.pythonwasm.example.tpch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.PythonFunctions;

/** Runs the statements of a file, one after the other, and shows their results; the first that fails ends it. */
final class Script {
    private Script() {}

    static void run(Path file, Connection connection, Screen screen, int shownRows) throws SQLException, IOException {
        screen.heading(file.toString());
        for (String sql : PythonFunctions.split(Files.readString(file))) {
            screen.indented(sql);
            screen.line("");
            run(sql, connection, screen, shownRows);
        }
    }

    private static void run(String sql, Connection connection, Screen screen, int shownRows) throws SQLException {
        var watch = Stopwatch.start();
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    TablePrinter.print(QueryResult.read(rows, shownRows, watch), screen);
                }
            } else {
                screen.line("  (done, %,.0f ms)", watch.milliseconds());
            }
        }
        screen.line("");
    }
}
