package org.pythonwasm.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of texts, the first column to the left, the others to the right; as aligned text, and in Markdown. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> head) {
        rows.add(head);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    String text() {
        return rows.stream().map(row -> line(row, "  ").stripTrailing() + "\n").collect(Collectors.joining());
    }

    String markdown() {
        var lines = new ArrayList<String>();
        rows.forEach(row -> lines.add("| " + line(row, " | ") + " |"));
        String rule = "|" + "---|" + "---:|".repeat(rows.get(0).size() - 1);
        lines.add(1, rule);
        return String.join("\n", lines) + "\n";
    }

    private String line(List<String> row, String between) {
        var cells = new ArrayList<String>();
        for (int column = 0; column < row.size(); column++) {
            String padding = " ".repeat(width(column) - row.get(column).length());
            cells.add(column == 0 ? row.get(column) + padding : padding + row.get(column));
        }
        return String.join(between, cells);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
