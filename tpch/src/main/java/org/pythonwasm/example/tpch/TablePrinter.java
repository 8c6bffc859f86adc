package org.pythonwasm.example.tpch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints a result as an aligned table: numbers to the right, everything else to the left. */
public final class TablePrinter {
    static final int WIDEST_CELL = 60;
    private static final String CLIPPED = "...";

    private final QueryResult result;
    private final List<Integer> widths;

    private TablePrinter(QueryResult result) {
        this.result = result;
        this.widths = IntStream.range(0, result.columns().size())
                .mapToObj(this::width)
                .toList();
    }

    public static void print(QueryResult result, Screen screen) {
        new TablePrinter(result).lines().forEach(screen::indented);
    }

    static List<String> lines(QueryResult result) {
        return new TablePrinter(result).lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(result.columns().stream().map(QueryResult.Column::label).toList()));
        lines.add(widths.stream().map("-"::repeat).collect(Collectors.joining("-+-")));
        result.rows().forEach(row -> lines.add(line(row)));
        lines.add(summary());
        return lines;
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> aligned(cells.get(i), i))
                .collect(Collectors.joining(" | "))
                .stripTrailing();
    }

    private String aligned(String cell, int column) {
        String text = clipped(cell);
        String padding = " ".repeat(widths.get(column) - text.length());
        return result.columns().get(column).numeric() ? padding + text : text + padding;
    }

    private int width(int column) {
        int header = clipped(result.columns().get(column).label()).length();
        return result.rows().stream()
                .mapToInt(row -> clipped(row.get(column)).length())
                .reduce(header, Math::max);
    }

    private static String clipped(String cell) {
        return cell.length() <= WIDEST_CELL ? cell : cell.substring(0, WIDEST_CELL - CLIPPED.length()) + CLIPPED;
    }

    private String summary() {
        String shown = result.rows().size() < result.totalRows() ? result.rows().size() + " of " : "";
        String noun = result.totalRows() == 1 ? "row" : "rows";
        return String.format(
                Locale.ROOT, "(%s%,d %s, %,.0f ms)", shown, result.totalRows(), noun, result.milliseconds());
    }
}
