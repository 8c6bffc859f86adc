package org.pythonwasm.example.tpch;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A program that shows Python functions on TPC-H data in one database: a tour of queries whose values are compared with
 * Java, a script, a prompt, or a measurement. A subclass loads the data and creates the functions. Exit code 0: all
 * rows agree; 1: they do not, or something failed; 2: wrong options. One thread.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false, exitCodeListHeading = "%nExit codes:%n")
public abstract class ExampleCommand implements Callable<Integer> {
    public static final double SMALLEST_SCALE = 0.001;
    /** Lists the subclass's {@code --scale} before the options of this class. */
    protected static final int FIRST = -2;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10",
            description = "Rows shown of each query's result (default: 10).")
    private int rows;

    @Option(
            names = "--sql",
            paramLabel = "FILE",
            description = "Run the statements of this file on the loaded data instead of the tour.")
    private Path file;

    @Option(names = "--shell", description = "Load the data, create the functions, and open a prompt for SQL.")
    private boolean shell;

    @Option(
            names = "--throughput",
            description = "Only measure how many rows per second the functions process; try it with --scale 0.1.")
    private boolean throughput;

    @Spec
    private CommandSpec spec;

    private final double largestScale;

    protected ExampleCommand(double largestScale) {
        this.largestScale = largestScale;
    }

    /** Returns the database's name and version. */
    protected abstract String database();

    /** Returns the option {@code --scale}, whose range and memory requirement depend on the database. */
    protected abstract double scale();

    /** Returns whether the program opens a prompt; without one it lacks the option {@code --shell}. */
    protected boolean hasShell() {
        return true;
    }

    /** Loads the data, creates the functions, and returns what {@link #use} returned. */
    protected abstract boolean run(Screen screen) throws SQLException, IOException;

    /** Prints the rows per second of the functions. */
    protected abstract void measure(Connection connection, Screen screen) throws SQLException;

    /** Shows the queries and runs the checks; returns true if all rows agree. */
    protected abstract boolean tour(Connection connection, Screen screen) throws SQLException;

    /** Runs the program; ends the JVM with its exit code unless that is 0. */
    protected static void start(ExampleCommand program, String... arguments) {
        int exitCode = program.commandLine().execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Returns the command line of one run. */
    final CommandLine commandLine() {
        var commandLine = new CommandLine(this).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof SQLException || failure instanceof IOException)) {
                throw failure;
            }
            command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        if (!hasShell()) {
            spec.remove(spec.findOption("--shell"));
        }
        spec.version(spec.name() + " " + version(), database(), "Java " + Runtime.version());
        return commandLine;
    }

    private static String version() {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Resources.text("version.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    /** Returns the tour's queries, in their order. */
    public final List<Query> queries() {
        return Queries.of(getClass());
    }

    @Override
    public final Integer call() throws SQLException, IOException {
        checkOptions();
        return run(Screen.of(spec.commandLine())) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** Executes the options with a database that is ready; returns false if a row differs from Java. */
    protected final boolean use(Connection connection, String url, Screen screen) throws SQLException, IOException {
        if (file != null) {
            Script.run(file, connection, screen, rows);
        }
        if (shell) {
            Shell.open(url);
        }
        if (throughput) {
            measure(connection, screen);
        }
        return file != null || shell || throughput || tour(connection, screen);
    }

    protected final void showQueries(Connection connection, Screen screen) throws SQLException {
        for (var query : queries()) {
            query.show(connection, screen, rows);
        }
    }

    private void checkOptions() {
        if (!(scale() >= SMALLEST_SCALE && scale() <= largestScale)) {
            String range = "from " + SMALLEST_SCALE + " to " + (int) largestScale;
            throw wrongOption("--scale must be " + range + ", got " + scale());
        }
        if (rows < 1) {
            throw wrongOption("--rows must be at least 1, got " + rows);
        }
        if (file != null && !Files.isReadable(file)) {
            throw wrongOption("--sql names a file that cannot be read: " + file);
        }
    }

    private ParameterException wrongOption(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
