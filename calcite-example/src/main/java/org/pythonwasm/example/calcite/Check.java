package org.pythonwasm.example.calcite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Compares what SQL with Python gives with what Java gives. */
sealed interface Check permits Check.OfRows, Check.OfResult {
    String name();

    /** How many rows agree; at least one. */
    long run(Connection connection) throws SQLException, Difference;

    /** The first row in which SQL and Java have different values. */
    final class Difference extends Exception {
        private static final long serialVersionUID = 1;

        Difference(long row, Object sql, Object java) {
            super("row " + row + ": SQL has " + sql + ", Java has " + java);
        }
    }

    /** What Java makes of a row. */
    interface FromRow<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** A result that Java computes from rows without Python, a list a row. */
    interface JavaResult {
        List<List<Object>> of(Connection connection) throws SQLException;
    }

    /**
     * Compares a function's value with Java's in every row.
     *
     * @param sql the arguments in the first columns, the function's value, of that type in Java, in the last
     */
    record OfRows(String name, String sql, Class<?> type, FromRow<Object> java) implements Check {
        @Override
        public long run(Connection connection) throws SQLException, Difference {
            var pairs = read(connection, sql, row ->
                    new Object[] {row.getObject(row.getMetaData().getColumnCount(), type), java.of(row)});
            for (int i = 0; i < pairs.size(); i++) {
                compare(i, pairs.get(i)[0], pairs.get(i)[1]);
            }
            return some(pairs.size());
        }
    }

    /** Compares a whole result. */
    record OfResult(String name, String sql, JavaResult java) implements Check {
        @Override
        public long run(Connection connection) throws SQLException, Difference {
            var actual = read(connection, sql, Check::values);
            var expected = java.of(connection);
            for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
                compare(i, actual.get(i), expected.get(i));
            }
            compare(Math.min(actual.size(), expected.size()), actual.size() + " rows", expected.size() + " rows");
            return some(actual.size());
        }
    }

    static <T> List<T> read(Connection connection, String sql, FromRow<T> java) throws SQLException {
        var result = new ArrayList<T>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                result.add(java.of(rows));
            }
        }
        return result;
    }

    private static List<Object> values(ResultSet row) throws SQLException {
        var values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getObject(i));
        }
        return values;
    }

    private static void compare(long place, Object sql, Object java) throws Difference {
        if (!Objects.equals(sql, java)) {
            throw new Difference(place + 1, sql, java);
        }
    }

    private static long some(long rows) throws Difference {
        compare(0, rows == 0 ? "no row" : "rows", "rows");
        return rows;
    }
}
