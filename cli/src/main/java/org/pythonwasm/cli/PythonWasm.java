package org.pythonwasm.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Python in a sandbox for the shell. Exit codes are those of {@code python}: 0, the argument of {@code sys.exit}, 1
 * after an exception; 2 for wrong options; 124 after a time-out; 130 when interrupted; 134 when the guest died.
 */
@Command(
        name = "python-wasm",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        subcommands = {PythonWasm.Run.class, McpCommand.class, PackagesCommand.class, CacheCommand.class},
        description =
                "Runs Python in a sandbox: the built-in CPython, or any python.wasm that --module names. Without a "
                        + "program it opens a prompt, or runs what is piped in.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the program ended, or called sys.exit(0)",
            "1:it raised an exception; other codes of sys.exit as " + "they are",
            "2:wrong options, or a module that cannot be used",
            "124:--timeout was exceeded",
            "130:interrupted",
            "134:the guest died"
        })
public final class PythonWasm implements Callable<Integer> {
    static final int USAGE = 2;
    private static final int FAILED = 1;

    @Mixin
    private GuestOptions guest;

    @Option(names = "-c", paramLabel = "CODE", description = "Run this code; what follows is sys.argv[1:].")
    private String code;

    @Option(names = "-m", paramLabel = "NAME", description = "Run this module; what follows is sys.argv[1:].")
    private String module;

    @Option(names = "-i", description = "Open a prompt even if the input is not a terminal.")
    private boolean prompt;

    @Parameters(paramLabel = "ARG", description = "sys.argv[1:] of -c and -m.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    PythonWasm(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Runs the program; ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        run(commandLine -> {}, arguments);
    }

    /**
     * Runs the program with further commands; ends the JVM with its exit code.
     *
     * @param extension adds commands; an exception that they throw and that is an {@link SQLException}, an
     *     {@link IOException} or an {@link IllegalArgumentException} is reported by its message
     */
    public static void run(Consumer<CommandLine> extension, String... arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int exitCode = execute(System.in, out, err, extension, arguments);
        out.flush();
        System.exit(exitCode);
    }

    static int execute(InputStream in, PrintStream out, PrintStream err, String... arguments) {
        return execute(in, out, err, commandLine -> {}, arguments);
    }

    private static int execute(
            InputStream in, PrintStream out, PrintStream err, Consumer<CommandLine> extension, String... arguments) {
        var commandLine = new CommandLine(new PythonWasm(in, out, err)).setStopAtPositional(true);
        var packages = commandLine.getSubcommands().get("packages");
        // Wheels take no arguments of their own, so that options may follow them.
        packages.setStopAtPositional(false);
        keep("--packages", packages);
        keep("--cache", commandLine.getSubcommands().get("cache"));
        extension.accept(commandLine);
        var version = commandLine.getCommandSpec().versionProvider();
        commandLine.getSubcommands().values().forEach(command -> saysVersion(version, command));
        return commandLine
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, line) -> {
                    err.println("python-wasm: " + e.getMessage());
                    UnmatchedArgumentException.printSuggestions(e, new PrintWriter(err, true, StandardCharsets.UTF_8));
                    err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
                    return USAGE;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof PythonModuleException
                            || e instanceof PythonPackageException
                            || e instanceof IllegalArgumentException) {
                        err.println("python-wasm: " + e.getMessage());
                        return USAGE;
                    }
                    if (e instanceof SQLException || e instanceof IOException) {
                        err.println("python-wasm: " + (e instanceof SQLException ? e.getMessage() : e.toString()));
                        return FAILED;
                    }
                    throw e;
                })
                .execute(new Arguments(commandLine.getCommandSpec()).separated(arguments));
    }

    private static void saysVersion(IVersionProvider version, CommandLine command) {
        command.getCommandSpec().versionProvider(version);
        command.getSubcommands().values().forEach(below -> saysVersion(version, below));
    }

    /** Removes the other options of the whole program, which mean nothing to a command and to those below it. */
    private static void keep(String kept, CommandLine command) {
        var spec = command.getCommandSpec();
        spec.options().stream()
                .filter(option -> option.inherited() && !option.longestName().equals(kept))
                .toList()
                .forEach(spec::remove);
        command.getSubcommands().values().forEach(below -> keep(kept, below));
    }

    Path cache() {
        return guest.cache();
    }

    GuestOptions guest() {
        return guest;
    }

    /** Returns what is piped in. */
    public InputStream in() {
        return in;
    }

    /** Returns standard output, which is flushed at the end. */
    public PrintStream out() {
        return out;
    }

    /** Returns standard error. */
    public PrintStream err() {
        return err;
    }

    /** Returns what the options name of a guest, by the names of {@code PythonRuntime.settings()}. */
    public Map<String, List<String>> settings() {
        return guest.settings();
    }

    /** Returns whether a person sits at a terminal. */
    public static boolean isInteractive() {
        return Terminals.isInteractive();
    }

    Optional<Path> packages() {
        return guest.packages();
    }

    @Override
    public Integer call() throws Exception {
        if (code == null && module == null && !arguments.isEmpty()) {
            throw unknown(arguments.get(0));
        }
        try (PythonInterpreter python = guest.open(err)) {
            var program = new Program(python, guest.timeout(), in, out, err);
            if (code != null) {
                return program.runCode(code, arguments);
            }
            if (module != null) {
                return program.runModule(module, arguments);
            }
            return prompt || Terminals.isInteractive() ? new Repl(python, program, out).run() : program.runInput();
        }
    }

    private ParameterException unknown(String word) {
        String similar = Similar.to(word, spec.subcommands().keySet())
                .map(command -> "did you mean `python-wasm " + command + "`? ")
                .orElse("");
        return new ParameterException(
                spec.commandLine(),
                "unknown command '" + word + "': " + similar + (similar.isEmpty() ? "a" : "A")
                        + " script is run by `python-wasm run " + word + "`");
    }

    /** {@code run script.py args…}. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Runs a script of this machine; - is what is piped in.")
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private PythonWasm parent;

        @Parameters(index = "0", paramLabel = "SCRIPT", description = "The script's file.")
        private Path script;

        @Parameters(index = "1..*", paramLabel = "ARG", description = "sys.argv[1:]")
        private List<String> arguments = List.of();

        @Override
        public Integer call() throws Exception {
            try (PythonInterpreter python = parent.guest.open(parent.err)) {
                var program = new Program(python, parent.guest.timeout(), parent.in, parent.out, parent.err);
                return script.toString().equals("-") ? program.runInput() : program.runScript(script, arguments);
            }
        }
    }
}
