package org.pythonwasm.example.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Python functions on real data: loads TPC-H into an H2 database in memory, creates functions written in Python, runs
 * queries that use them, measures them and compares every row with the same computation in Java. Exit code 0: all rows
 * agree; 1: they do not, or a statement failed; 2: wrong options. One thread. Needs about 0.5 GB of Java heap at scale
 * 0.01, of which the generator's comment texts are 0.3 GB, and 1.3 GB at scale 0.1.
 */
@Command(name = "h2-example", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = "Runs Python functions inside SQL on TPC-H data in H2 and checks every row against Java.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all rows agree with Java", "1:a row differs or a statement failed", "2:wrong options"})
public final class H2Example implements Callable<Integer> {
    static final String URL = "jdbc:python-wasm:h2:mem:tpch";
    static final double SMALLEST_SCALE = 0.001;
    static final double LARGEST_SCALE = 10;

    @Option(names = "--scale", paramLabel = "FACTOR", defaultValue = "0.01",
            description = "TPC-H scale factor from 0.001 to 10; 0.1 is 600,000 line items in 1.3 GB of heap"
                    + " (default: 0.01).")
    private double scale;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "10",
            description = "Rows shown of each query's result (default: 10).")
    private int rows;

    @Option(names = "--sql", paramLabel = "FILE",
            description = "Run the statements of this file on the loaded data instead of the tour.")
    private Path file;

    @Option(names = "--shell", description = "Load the data, create the functions, and open a prompt for SQL.")
    private boolean shell;

    @Option(names = "--throughput",
            description = "Only measure how many rows a second the functions answer; try it with --scale 0.1.")
    private boolean throughput;

    @Spec
    private CommandSpec spec;

    /** Runs the program; ends the JVM with its exit code unless that is 0. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new H2Example()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof SQLException || failure instanceof IOException)) {
                throw failure;
            }
            command.getErr().println(command.getColorScheme().errorText(failure.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws SQLException, IOException {
        checkOptions();
        var screen = Screen.of(spec.commandLine());
        screen.heading("TPC-H at scale " + scale + " in " + URL);
        try (var connection = DriverManager.getConnection(URL)) {
            return run(connection, screen);
        }
    }

    private int run(Connection connection, Screen screen) throws SQLException, IOException {
        new Loader(connection, screen, scale).load();
        Functions.create(connection, screen);
        if (file != null) {
            Script.run(file, connection, screen, rows);
        }
        if (shell) {
            Shell.open(URL);
        }
        if (throughput) {
            Throughput.measure(connection, screen);
            Throughput.measureGroups(connection, screen);
        }
        return file != null || shell || throughput || tour(connection, screen)
                ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean tour(Connection connection, Screen screen) throws SQLException {
        Queries.run(connection, screen, rows);
        Throughput.measure(connection, screen);
        return Checks.run(connection, screen);
    }

    private void checkOptions() {
        if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE)) {
            String range = "from " + SMALLEST_SCALE + " to " + (int) LARGEST_SCALE;
            throw wrongOption("--scale must be " + range + ", got " + scale);
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
