package org.pythonwasm.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A table of bench/RESULTS.md, found by the first cell of its head. */
record ResultTable(List<String> head, List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d,]*(?:\\.\\d+)?");

    static ResultTable of(String results, String first) {
        var lines = results.lines().toList();
        int start = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).startsWith("|")
                        && cells(lines.get(line)).get(0).equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "bench/RESULTS.md: expected a table whose first column is '" + first + "', found none"));
        var rows = new ArrayList<List<String>>();
        for (int line = start + 2; line < lines.size() && lines.get(line).startsWith("|"); line++) {
            rows.add(cells(lines.get(line)));
        }
        return new ResultTable(cells(lines.get(start)), List.copyOf(rows));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.strip().substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    List<String> row(String name) {
        return rows.stream()
                .filter(row -> row.get(0).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("bench/RESULTS.md: expected a row '" + name + "', found none"));
    }

    int column(String name) {
        int column = head.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "bench/RESULTS.md: expected a column '" + name + "', found " + String.join(", ", head));
        }
        return column;
    }

    /** The first number of a cell; NaN where a system could not run. */
    static double number(String cell) {
        var number = NUMBER.matcher(cell);
        return number.find() ? Double.parseDouble(number.group().replace(",", "")) : Double.NaN;
    }
}
