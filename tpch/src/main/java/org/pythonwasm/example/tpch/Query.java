package org.pythonwasm.example.tpch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A query of the tour: its title, a text with parameters, and their values. */
public record Query(String title, String sql, List<Object> parameters) {
    /** Reads a file whose first line is the title, as an SQL comment: the program's, else the common one. */
    static Query read(Class<?> program, String name, Object... parameters) {
        String file = "queries/" + name + ".sql";
        String[] parts = Resources.find(program, file)
                .orElseGet(() -> Resources.text(file))
                .split("\n", 2);
        return new Query(parts[0].replaceFirst("^--\\s*", ""), parts[1].strip(), List.of(parameters));
    }

    void show(Connection connection, Screen screen, int shownRows) throws SQLException {
        screen.heading(title);
        screen.indented(sql);
        if (!parameters.isEmpty()) {
            screen.indented("-- with " + parameters);
        }
        screen.line("");
        TablePrinter.print(run(connection, shownRows), screen);
    }

    /** Runs the query. The time does not include planning. */
    QueryResult run(Connection connection, int shownRows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            setParameters(statement);
            var watch = Stopwatch.start();
            try (var rows = statement.executeQuery()) {
                return QueryResult.read(rows, shownRows, watch);
            }
        }
    }

    private void setParameters(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }
}
