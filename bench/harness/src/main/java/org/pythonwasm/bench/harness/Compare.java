package org.pythonwasm.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the same programs on several systems and compares them; {@code bench/compare.sh} starts it. */
@Command(
        name = "bench/compare.sh",
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Runs the same programs on this engine, native CPython, GraalPy, Jython and Trino's guest; prints a table of ratios.")
public final class Compare implements Callable<Integer> {
    private static final List<String> KEYS = List.of(
            "python3", "engine17", "engine25", "interpreter17", Contestants.GRAALPY, "jython", Contestants.TRINO);

    @Option(
            names = "--programs",
            split = ",",
            paramLabel = "NAME",
            description = "programs of bench/programs, by comma; default: all")
    private List<String> chosenPrograms = List.of();

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description =
                    "of python3, engine17, engine25, interpreter17, graalpy, jython, trino; default: all. CPython always runs")
    private List<String> chosenSystems = KEYS;

    @Option(names = "--starts", defaultValue = "3", description = "starts of each system; default ${DEFAULT-VALUE}")
    private int starts;

    @Option(
            names = "--seconds",
            defaultValue = "12",
            description = "bound for a program that does not become steady; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--clock",
            defaultValue = "WALL",
            paramLabel = "wall|cpu",
            description = "wall: time that passes, for an idle machine; cpu: processor time of the thread that runs"
                    + " the program, for a busy one; default: wall")
    private Clock clock;

    @Option(names = "--markdown", paramLabel = "FILE", description = "writes the result as Markdown too")
    private Path markdown;

    @Option(names = "--help", usageHelp = true, description = "prints this")
    private boolean help;

    @Option(names = "--bench", hidden = true, required = true)
    private Path bench;

    @Option(names = "--native", hidden = true, required = true)
    private String nativePython;

    @Option(names = "--python3", hidden = true, defaultValue = "")
    private String otherPython;

    @Option(names = "--jdk17", hidden = true, defaultValue = "")
    private String jdk17;

    @Option(names = "--jdk25", hidden = true, defaultValue = "")
    private String jdk25;

    @Option(names = "--command", hidden = true, defaultValue = "")
    private String command;

    @Option(names = "--terminal", hidden = true)
    private boolean terminal;

    @Spec
    private CommandSpec spec;

    private final Map<String, String> versions = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        var results = new Results(programs());
        var systems = systems();
        measure(systems, results);
        print(new Summary(results, systems), systems);
        return 0;
    }

    private void check() {
        if (starts < 1 || seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--starts and --seconds must be at least 1");
        }
        for (String system : chosenSystems) {
            if (!KEYS.contains(system)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no system \"" + system + "\"; there are " + String.join(", ", KEYS));
            }
        }
    }

    private List<String> programs() throws IOException {
        List<String> all;
        try (var files = Files.list(bench.resolve("programs"))) {
            all = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".py"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList();
        }
        for (String program : chosenPrograms) {
            if (!all.contains(program)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no program \"" + program + "\"; there are " + String.join(", ", all));
            }
        }
        return chosenPrograms.isEmpty() ? all : chosenPrograms;
    }

    private List<Contestant> systems() {
        return new Contestants(bench, jdk17, jdk25)
                .all(nativePython, otherPython).stream()
                        .filter(system ->
                                system.key().equals(Contestants.NATIVE) || chosenSystems.contains(system.key()))
                        .toList();
    }

    private void measure(List<Contestant> systems, Results results) throws IOException, InterruptedException {
        Path logs = Files.createDirectories(bench.resolve("target").resolve("compare"));
        try (var progress = Progress.of(
                terminal, starts * systems.size() * results.programs().size())) {
            for (int start = 1; start <= starts; start++) {
                start(systems, logs, start, results, progress);
            }
        }
    }

    /** All systems run a program before the next: what the machine does beside them takes minutes, and changes. */
    private void start(List<Contestant> systems, Path logs, int start, Results results, Progress progress)
            throws IOException, InterruptedException {
        var rounds = new LinkedHashMap<Contestant, Round>();
        try {
            for (var system : systems) {
                var log = logs.resolve(system.key() + "-" + start + ".log");
                rounds.put(system, new Round(system, bench.resolve("programs"), seconds, clock, log));
            }
            for (String program : results.programs()) {
                for (var round : rounds.entrySet()) {
                    var outcome = round.getValue().run(program);
                    results.add(round.getKey().key(), program, outcome);
                    progress.step(describe(round.getKey(), program, outcome));
                }
            }
            rounds.forEach(this::noteVersion);
        } finally {
            for (var round : rounds.values()) {
                round.close();
            }
        }
    }

    private void noteVersion(Contestant system, Round round) {
        if (!round.version().isEmpty()) {
            versions.put(system.key(), system.title() + ": " + round.version());
        }
    }

    private static String describe(Contestant system, String program, Outcome outcome) {
        String what = outcome instanceof Outcome.Measured measured
                ? String.format(Locale.ROOT, "%.2f ms", measured.nanos() / 1e6)
                        + (measured.steady() ? "" : ", not steady")
                : "failed";
        return system.key() + " " + program + " " + what;
    }

    private void print(Summary summary, List<Contestant> systems) throws IOException {
        var about = about(systems);
        System.out.println(summary.table().text());
        summary.gaps().forEach(System.out::println);
        System.out.println();
        summary.verdicts().forEach(System.out::println);
        System.out.println();
        about.forEach(System.out::println);
        if (markdown != null) {
            String before = Files.exists(markdown) ? Files.readString(markdown) : "";
            Files.writeString(markdown, new ResultsPage(summary, about).text(before));
        }
    }

    private List<String> about(List<Contestant> systems) {
        var lines = new ArrayList<String>();
        lines.add(
                "Columns: multiple of the time that native CPython took in the same minute, median of the starts (%d); in "
                                .formatted(starts)
                        + "brackets the greatest divided by the least; ~ if one was not steady after " + seconds
                        + " seconds.");
        if (clock == Clock.CPU) {
            lines.add("Clock: processor time of the thread that runs the program");
        }
        lines.add("Machine: " + Machine.describe());
        systems.stream()
                .map(system -> versions.get(system.key()))
                .filter(Objects::nonNull)
                .forEach(lines::add);
        lines.add("Date: " + LocalDate.now());
        lines.add("Command: " + command);
        return lines;
    }
}
