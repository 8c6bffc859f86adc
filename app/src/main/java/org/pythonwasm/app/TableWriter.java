package org.pythonwasm.app;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Writes an aligned table, numbers to the right; the first rows decide how wide its columns are. */
final class TableWriter {
    private static final int MEASURED = 1_000;

    private final ResultSet rows;
    private final PrintStream out;
    private final List<String> labels;
    private final boolean[] numeric;
    private final int[] widths;

    TableWriter(ResultSet rows, PrintStream out) throws SQLException {
        this.rows = rows;
        this.out = out;
        this.labels = Format.labels(rows);
        this.numeric = new boolean[labels.size()];
        this.widths = new int[labels.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = isNumeric(rows.getMetaData().getColumnType(i + 1));
        }
    }

    private static boolean isNumeric(int type) {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> true;
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL -> true;
            default -> false;
        };
    }

    void write() throws SQLException {
        var first = new ArrayList<List<String>>();
        measure(labels);
        while (first.size() < MEASURED && rows.next()) {
            first.add(row());
            measure(first.get(first.size() - 1));
        }
        line(labels);
        var rule = new ArrayList<String>();
        for (int width : widths) {
            rule.add("-".repeat(width));
        }
        out.println(String.join("-+-", rule));
        first.forEach(this::line);
        long count = first.size();
        while (count >= MEASURED && rows.next()) {
            line(row());
            count++;
        }
        out.println("(" + count + (count == 1 ? " row)" : " rows)"));
    }

    private List<String> row() throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= labels.size(); i++) {
            row.add(Format.shown(Format.text(rows, i, "NULL").replaceAll("\\R", "⏎")));
        }
        return row;
    }

    private void measure(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], width(cells.get(i)));
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private void line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(Math.max(0, widths[i] - width(cells.get(i))));
            line.append(i == 0 ? "" : " | ").append(numeric[i] ? padding + cells.get(i) : cells.get(i) + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
