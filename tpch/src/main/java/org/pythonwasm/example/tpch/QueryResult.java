package org.pythonwasm.example.tpch;

import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first rows of a result as text, their total number, and the time that reading all of them took. */
public record QueryResult(List<Column> columns, List<List<String>> rows, long totalRows, double milliseconds) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** The label in lower case, and whether its values are aligned to the right. */
    public record Column(String label, boolean numeric) {}

    static QueryResult read(ResultSet results, int shownRows, Stopwatch watch) throws SQLException {
        var columns = columns(results);
        var rows = new ArrayList<List<String>>();
        long total = 0;
        while (results.next()) {
            if (++total <= shownRows) {
                rows.add(row(results, columns.size()));
            }
        }
        return new QueryResult(columns, rows, total, watch.milliseconds());
    }

    private static List<Column> columns(ResultSet results) throws SQLException {
        var metaData = results.getMetaData();
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String label = metaData.getColumnLabel(i).toLowerCase(Locale.ROOT);
            columns.add(new Column(label, isNumeric(metaData.getColumnType(i))));
        }
        return columns;
    }

    private static boolean isNumeric(int sqlType) {
        return switch (JDBCType.valueOf(sqlType)) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE, NUMERIC, DECIMAL -> true;
            default -> false;
        };
    }

    private static List<String> row(ResultSet results, int columns) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= columns; i++) {
            row.add(text(results.getObject(i)));
        }
        return row;
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.4f", number);
        }
        if (value instanceof Timestamp time) {
            return TIME.format(time.toLocalDateTime());
        }
        return value == null ? "NULL" : value.toString();
    }
}
