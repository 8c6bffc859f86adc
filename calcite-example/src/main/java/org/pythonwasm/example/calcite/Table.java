package org.pythonwasm.example.calcite;

import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A result as an aligned table of text: numbers to the right, everything else to the left. */
record Table(List<Column> columns, List<List<String>> rows, long totalRows, double milliseconds) {
    private static final int WIDEST_CELL = 60;
    private static final String CLIPPED = "...";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    record Column(String label, boolean numeric) {
    }

    /** Keeps the first rows and counts all. */
    static Table read(ResultSet results, int shownRows, Stopwatch watch) throws SQLException {
        var columns = columns(results);
        var rows = new ArrayList<List<String>>();
        long total = 0;
        while (results.next()) {
            if (++total <= shownRows) {
                rows.add(row(results, columns.size()));
            }
        }
        return new Table(columns, rows, total, watch.milliseconds());
    }

    private static List<Column> columns(ResultSet results) throws SQLException {
        var metaData = results.getMetaData();
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(new Column(metaData.getColumnLabel(i).toLowerCase(Locale.ROOT),
                    isNumeric(metaData.getColumnType(i))));
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
            row.add(clipped(text(results.getObject(i))));
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

    private static String clipped(String cell) {
        return cell.length() <= WIDEST_CELL ? cell : cell.substring(0, WIDEST_CELL - CLIPPED.length()) + CLIPPED;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(columns.stream().map(Column::label).toList()));
        lines.add(IntStream.range(0, columns.size()).mapToObj(i -> "-".repeat(width(i)))
                .collect(Collectors.joining("-+-")));
        rows.forEach(row -> lines.add(line(row)));
        String shown = rows.size() < totalRows ? rows.size() + " of " : "";
        lines.add(String.format(Locale.ROOT, "(%s%,d %s, %,.0f ms)", shown, totalRows, totalRows == 1 ? "row" : "rows",
                milliseconds));
        return lines;
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size()).mapToObj(i -> aligned(cells.get(i), i))
                .collect(Collectors.joining(" | ")).stripTrailing();
    }

    private String aligned(String cell, int column) {
        String padding = " ".repeat(width(column) - cell.length());
        return columns.get(column).numeric() ? padding + cell : cell + padding;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length())
                .reduce(columns.get(column).label().length(), Math::max);
    }
}
