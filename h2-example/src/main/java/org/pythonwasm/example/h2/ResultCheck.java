package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares a whole result with the one that Java computes from rows without Python. */
record ResultCheck(String name, String sql, JavaResult java) implements Check {
    /** The result in Java, a list a row. */
    interface JavaResult {
        List<List<Object>> of(Connection connection) throws SQLException;
    }

    @Override
    public Verdict run(Connection connection) throws SQLException {
        var actual = rows(connection, sql);
        var expected = java.of(connection);
        int common = Math.min(actual.size(), expected.size());
        for (int i = 0; i < common; i++) {
            if (!actual.get(i).equals(expected.get(i))) {
                return Verdict.difference(i + 1, "of the result", actual.get(i), expected.get(i));
            }
        }
        return actual.size() == expected.size() ? Verdict.agreement(common)
                : Verdict.difference(common + 1, "of the result", actual.size() + " rows", expected.size() + " rows");
    }

    static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        var result = new ArrayList<List<Object>>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getObject(i));
                }
                result.add(row);
            }
        }
        return result;
    }
}
