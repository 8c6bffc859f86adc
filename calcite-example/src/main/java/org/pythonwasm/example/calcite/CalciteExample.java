package org.pythonwasm.example.calcite;

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
 * Python functions over files: writes TPC-H tables as CSV files into a temporary directory, opens them through
 * Calcite's file adapter, runs queries that call functions written in Python, and compares their values with the same
 * computation in Java. Exit code 0: all rows agree; 1: they do not, or something failed; 2: wrong options. One thread.
 */
@Command(name = "calcite-example", mixinStandardHelpOptions = true, versionProvider = Version.class,
        sortOptions = false,
        description = "Runs Python functions inside SQL over CSV files with Calcite and checks them against Java.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all rows agree with Java", "1:a row differs or something failed", "2:wrong options"})
public final class CalciteExample implements Callable<Integer> {
    static final double SMALLEST_SCALE = 0.001;
    static final double LARGEST_SCALE = 1;

    @Option(names = "--scale", paramLabel = "FACTOR", defaultValue = "0.01",
            description = "TPC-H scale factor from 0.001 to 1; 1 is 6 million line items in about 1 GB of files"
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
        return new CommandLine(new CalciteExample()).setExecutionExceptionHandler((failure, command, parsed) -> {
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
        try (var directory = TemporaryDirectory.create()) {
            screen.heading("TPC-H at scale " + scale + " as CSV files in " + directory.path());
            CsvFiles.export(Model.tables(directory.path()), scale, screen);
            Functions.write(Model.functions(directory.path()));
            String url = Model.url(directory.path());
            try (var connection = DriverManager.getConnection(url)) {
                return run(connection, url, screen) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
            }
        }
    }

    private boolean run(Connection connection, String url, Screen screen) throws SQLException, IOException {
        Functions.show(connection, screen);
        if (file != null) {
            Script.run(file, connection, screen, rows);
        }
        if (shell) {
            Shell.open(url);
        }
        if (throughput) {
            Throughput.measure(scale, screen);
        }
        return file != null || shell || throughput || tour(connection, screen);
    }

    private boolean tour(Connection connection, Screen screen) throws SQLException {
        Queries.run(connection, screen, rows);
        return Checks.run(connection, screen);
    }

    private void checkOptions() {
        if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE)) {
            throw wrongOption("--scale must be from " + SMALLEST_SCALE + " to " + (int) LARGEST_SCALE
                    + ", got " + scale);
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
