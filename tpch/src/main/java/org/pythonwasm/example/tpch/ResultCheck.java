package org.pythonwasm.example.tpch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares a whole result with the one that Java computes from rows without Python. */
public record ResultCheck(String name, String sql, JavaResult java) implements Check {
    /** The result in Java, one list per row. */
    public interface JavaResult {
        List<List<Object>> of(Connection connection) throws SQLException;
    }

    @Override
    public Verdict run(Connection connection) throws SQLException {
        var actual = Rows.read(connection, sql);
        var expected = java.of(connection);
        int common = Math.min(actual.size(), expected.size());
        for (int i = 0; i < common; i++) {
            if (!actual.get(i).equals(expected.get(i))) {
                return Verdict.difference(i + 1, "of the result", actual.get(i), expected.get(i));
            }
        }
        return actual.size() == expected.size()
                ? Verdict.agreement(common)
                : Verdict.difference(common + 1, "of the result", actual.size() + " rows", expected.size() + " rows");
    }
}
