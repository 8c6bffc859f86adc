package org.pythonwasm.cpython;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table of all modules. */
record Summary(List<ModuleReport> reports) {
    private static final String ROW = "%-20s %6d %7d %6d %7.1f %% %7.1f s%n";

    int counted() {
        return reports.stream().mapToInt(report -> report.counted().size()).sum();
    }

    int passed() {
        return reports.stream().mapToInt(ModuleReport::passed).sum();
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 100 : 100.0 * part / whole;
    }

    double rate() {
        return percent(passed(), counted());
    }

    private static String row(String name, int cases, int counted, int passed, Duration time) {
        return String.format(
                Locale.ROOT, ROW, name, cases, counted, passed, percent(passed, counted), time.toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        var rows = reports.stream()
                .map(report -> row(
                        report.module().name(),
                        report.cases(),
                        report.counted().size(),
                        report.passed(),
                        report.time()))
                .collect(Collectors.joining());
        int cases = reports.stream().mapToInt(ModuleReport::cases).sum();
        var time = reports.stream().map(ModuleReport::time).reduce(Duration.ZERO, Duration::plus);
        return String.format("%-20s %6s %7s %6s %9s %9s%n", "module", "cases", "native", "here", "rate", "time")
                + rows
                + row("total", cases, counted(), passed(), time);
    }
}
