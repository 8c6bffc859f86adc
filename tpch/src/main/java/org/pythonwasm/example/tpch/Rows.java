package org.pythonwasm.example.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads results of queries without parameters. */
public final class Rows {
    private Rows() {}

    /** Receives a row; it must not move the cursor. */
    public interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    public static void forEach(Connection connection, String sql, Reader reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** Returns the whole result, one list per row. */
    public static List<List<Object>> read(Connection connection, String sql) throws SQLException {
        var result = new ArrayList<List<Object>>();
        forEach(connection, sql, row -> result.add(values(row, row.getMetaData().getColumnCount())));
        return result;
    }

    /** Returns the values of the first columns. */
    static List<Object> values(ResultSet row, int columns) throws SQLException {
        var values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(row.getObject(i));
        }
        return values;
    }
}
