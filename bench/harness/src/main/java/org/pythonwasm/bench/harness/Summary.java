package org.pythonwasm.bench.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results for readers: the table, the reasons of its gaps, and the engine compared with the other systems. */
final class Summary {
    /** The programs of plain Python: hardly any of their time is spent in CPython's C code of types and modules. */
    private static final Set<String> PLAIN = Set.of(
            "calls",
            "loop",
            "nbody",
            "fannkuch",
            "spectral_norm",
            "richards",
            "deltablue",
            "generators",
            "dataclass_objects",
            "exceptions");

    private final Results results;
    private final List<Contestant> systems;

    /** @param systems native CPython first */
    Summary(Results results, List<Contestant> systems) {
        this.results = results;
        this.systems = systems;
    }

    Table table() {
        var head = new ArrayList<String>(List.of("program", "CPython, ms"));
        others().forEach(system -> head.add(system.title()));
        var table = new Table(head);
        results.programs().forEach(program -> table.add(row(program)));
        table.add(footer("geometric mean", system -> mean(results.factors(system.key(), Contestants.NATIVE))));
        if (results.programs().stream().anyMatch(PLAIN::contains)) {
            table.add(footer(
                    "of plain Python", system -> mean(plain(results.factors(system.key(), Contestants.NATIVE)))));
        }
        table.add(footer("worst", system -> worst(results.factors(system.key(), Contestants.NATIVE))));
        return table;
    }

    private List<Contestant> others() {
        return systems.subList(1, systems.size());
    }

    private List<String> row(String program) {
        var row = new ArrayList<String>();
        row.add(program);
        var base = results.cell(Contestants.NATIVE, program);
        row.add(base.ran() ? format("%.2f", base.median() / 1e6) + spread(base) : "-");
        for (var system : others()) {
            row.add(results.ratio(system.key(), program)
                    .map(ratio -> format("%.2f", ratio.median()) + spread(ratio))
                    .orElse("-"));
        }
        return row;
    }

    private static String spread(Cell cell) {
        return format(cell.steady() ? " (%.2f)" : "~(%.2f)", cell.spread());
    }

    private List<String> footer(String name, Function<Contestant, String> value) {
        var row = new ArrayList<String>(List.of(name, ""));
        others().forEach(system -> row.add(value.apply(system)));
        return row;
    }

    private static String mean(Map<String, Double> factors) {
        return factors.isEmpty() ? "-" : format("%.2f of %d", Results.geometricMean(factors), factors.size());
    }

    private static Map<String, Double> plain(Map<String, Double> factors) {
        return factors.entrySet().stream()
                .filter(entry -> PLAIN.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String worst(Map<String, Double> factors) {
        return factors.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> format("%s %.2f", entry.getKey(), entry.getValue()))
                .orElse("-");
    }

    /** Returns the reasons why programs could not run: one line for each system and reason. */
    List<String> gaps() {
        var lines = new ArrayList<String>();
        for (var system : systems) {
            var reasons = new LinkedHashMap<String, List<String>>();
            for (String program : results.programs()) {
                var cell = results.cell(system.key(), program);
                if (!cell.ran()) {
                    reasons.computeIfAbsent(cell.failure(), key -> new ArrayList<>())
                            .add(program);
                }
            }
            reasons.forEach((reason, programs) -> lines.add(system.title() + ": " + which(programs) + ": " + reason));
        }
        return lines;
    }

    private String which(List<String> programs) {
        return programs.size() == results.programs().size() ? "no program" : String.join(", ", programs);
    }

    /** Compares the engine with Trino's guest and with GraalPy, over the programs that both ran. */
    List<String> verdicts() {
        var lines = new ArrayList<String>();
        for (var engine : others()) {
            if (engine.key().startsWith(Contestants.ENGINE)) {
                against(engine, Contestants.TRINO, lines);
                against(engine, Contestants.GRAALPY, lines);
            }
        }
        return lines;
    }

    private void against(Contestant engine, String peer, List<String> lines) {
        var factors = results.factors(engine.key(), peer);
        if (factors.isEmpty()) {
            return;
        }
        String title = systems.stream()
                .filter(system -> system.key().equals(peer))
                .findFirst()
                .orElseThrow()
                .title();
        String behind = factors.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> format("%s (%.2f times slower)", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        lines.add(format(
                "%s: %.2f times faster than %s, geometric mean of the %d that both ran; behind it in %s",
                engine.title(),
                1 / Results.geometricMean(factors),
                title,
                factors.size(),
                behind.isEmpty() ? "none" : behind));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
