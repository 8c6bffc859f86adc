package org.pythonwasm.example.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Compares a function's value with Java's in every row.
 *
 * @param sql the arguments in the first columns, the function's value in the last
 * @param type the value's class in Java
 */
public record RowCheck(String name, String sql, Class<?> type, JavaValue java) implements Check {
    /** The value that Java computes from the arguments of a row. */
    public interface JavaValue {
        Object of(ResultSet arguments) throws SQLException;
    }

    @Override
    public Verdict run(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            int last = rows.getMetaData().getColumnCount();
            long count = 0;
            while (rows.next()) {
                count++;
                Object actual = rows.getObject(last, type);
                Object expected = java.of(rows);
                if (!Objects.equals(actual, expected)) {
                    return Verdict.difference(count, Rows.values(rows, last - 1), actual, expected);
                }
            }
            return Verdict.agreement(count);
        }
    }
}
