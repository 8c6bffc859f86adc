package org.pythonwasm.app;

import java.util.Set;
import java.util.stream.Stream;
import org.pythonwasm.cli.PythonWasm;
import org.pythonwasm.example.h2.H2Example;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command line of {@code python-wasm-cli} with further commands. */
public final class Main {
    /** A connection may name these; each function has limits of its own. */
    private static final Set<String> OF_A_CONNECTION = Set.of("--module", "--library", "--packages");

    private Main() {}

    /** Runs the program; ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        PythonWasm.run(Main::extend, arguments);
    }

    private static void extend(CommandLine program) {
        add(program, "sql", new SqlCommand(), OF_A_CONNECTION);
        add(program, "console", new ConsoleCommand(), OF_A_CONNECTION);
        add(program, "demo", new H2Example(), Set.of());
        add(program, "completion", new CompletionCommand(), Set.of());
        var version = program.getCommandSpec().versionProvider();
        program.getCommandSpec()
                .versionProvider(() -> Stream.concat(Stream.of(version.getVersion()), Databases.versions())
                        .toArray(String[]::new));
    }

    /** @param kept the options of the whole program that mean something here */
    private static void add(CommandLine program, String name, Object command, Set<String> kept) {
        program.addSubcommand(name, command);
        var added = program.getSubcommands().get(name).setStopAtPositional(false);
        added.getCommandSpec().name(name);
        added.getCommandSpec().options().stream()
                .filter(OptionSpec::inherited)
                .filter(option -> !kept.contains(option.longestName()))
                .toList()
                .forEach(added.getCommandSpec()::remove);
    }
}
