package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A query of the tour: its title, a text with parameters, and their values. */
record Query(String title, String sql, List<Object> parameters) {
    /** Reads a file whose first line is the title, as an SQL comment. */
    static Query read(String name, Object... parameters) {
        String[] parts = Resources.text("queries/" + name + ".sql").split("\n", 2);
        return new Query(parts[0].replaceFirst("^--\\s*", ""), parts[1].strip(), List.of(parameters));
    }

    QueryResult run(Connection connection, int shownRows) throws SQLException {
        var watch = Stopwatch.start();
        try (var statement = connection.prepareStatement(sql)) {
            setParameters(statement);
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
