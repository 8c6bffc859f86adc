package org.pythonwasm.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The plots that a page names by {@code <!-- plot: name -->}, drawn of the tables in bench/RESULTS.md. */
final class Plots {
    private static final List<String> SYSTEMS =
            List.of("engine, JDK 17", "engine, JDK 25", "Jython", "GraalPy", "Trino's guest");

    /** The rows below those of the programs. */
    private static final Set<String> SUMMARIES = Set.of("geometric mean", "of plain Python", "worst");

    private final String results;

    Plots(String results) {
        this.results = results;
    }

    String svg(String name) {
        return switch (name) {
            case "means" -> means();
            case "programs" -> programs();
            case "interpreters" -> interpreters();
            case "spark" -> spark();
            default ->
                throw new IllegalArgumentException(
                        "expected the plot means, programs, interpreters or spark, found " + name);
        };
    }

    private String means() {
        var table = ResultTable.of(results, "program");
        var row = table.row("geometric mean");
        var bars = SYSTEMS.stream()
                .map(system ->
                        new Chart.Bar(system, ResultTable.number(row.get(table.column(system))), own(system, "engine")))
                .toList();
        return Chart.bars(
                "Time of 28 programs as a multiple of native CPython, geometric mean (log scale)", bars, true);
    }

    private String programs() {
        var table = ResultTable.of(results, "program");
        var rows = new ArrayList<Chart.Row>();
        for (var row : table.rows()) {
            if (!SUMMARIES.contains(row.get(0))) {
                rows.add(new Chart.Row(
                        row.get(0),
                        SYSTEMS.stream()
                                .map(system -> ResultTable.number(row.get(table.column(system))))
                                .toList()));
            }
        }
        return Chart.dots("Each program as a multiple of native CPython (log scale)", SYSTEMS, rows);
    }

    private String interpreters() {
        var table = ResultTable.of(results, "sessions x functions");
        var bars = table.rows().stream()
                .map(row -> new Chart.Bar(
                        row.get(table.column("together")) + " interpreters",
                        ResultTable.number(row.get(table.column("KB each"))),
                        true))
                .toList();
        return Chart.bars("KB of heap for each sleeping interpreter of an SQL function", bars, false);
    }

    private String spark() {
        int start = results.indexOf("# SQL functions in Spark");
        var table = ResultTable.of(results.substring(Math.max(0, start)), "");
        int column = table.column("regular expression, 18 characters");
        var bars = table.rows().stream()
                .map(row -> new Chart.Bar(row.get(0), ResultTable.number(row.get(column)), own(row.get(0), "Python")))
                .toList();
        return Chart.bars("Spark: million rows per second with a regular expression over 18 characters", bars, false);
    }

    private static boolean own(String label, String prefix) {
        return label.startsWith(prefix);
    }
}
