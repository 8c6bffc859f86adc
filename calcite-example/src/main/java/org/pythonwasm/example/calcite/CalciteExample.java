package org.pythonwasm.example.calcite;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.calcite.jdbc.CalciteConnection;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.FunctionChecks;
import org.pythonwasm.example.tpch.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Python functions over files: writes TPC-H tables as CSV files into a temporary directory, opens them through
 * Calcite's file adapter, runs queries that call functions written in Python, and compares their values with the same
 * computation in Java. Exit code 0: all rows agree; 1: they do not, or something failed; 2: wrong options. One thread.
 */
@Command(
        name = "calcite-example",
        description = "Runs Python functions inside SQL over CSV files with Calcite and checks them against Java.",
        exitCodeList = {"0:all rows agree with Java", "1:a row differs or something failed", "2:wrong options"})
public final class CalciteExample extends ExampleCommand {
    private static final double LARGEST_SCALE = 1;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "0.01",
            order = FIRST,
            description = "TPC-H scale factor from 0.001 to 1; 1 is 6 million line items in about 1 GB of files"
                    + " (default: 0.01).")
    private double scale;

    public CalciteExample() {
        super(LARGEST_SCALE);
    }

    /** Runs the program; ends the JVM with its exit code unless that is 0. */
    public static void main(String[] arguments) {
        start(new CalciteExample(), arguments);
    }

    @Override
    protected String database() {
        return "Calcite " + CalciteConnection.class.getPackage().getImplementationVersion();
    }

    @Override
    protected double scale() {
        return scale;
    }

    @Override
    protected boolean run(Screen screen) throws SQLException, IOException {
        try (var directory = TemporaryDirectory.create()) {
            screen.heading("TPC-H at scale " + scale + " as CSV files in " + directory.path());
            CsvFiles.export(Model.tables(directory.path()), scale, screen);
            Functions.write(Model.functions(directory.path()));
            String url = Model.url(directory.path());
            try (var connection = DriverManager.getConnection(url)) {
                Functions.show(connection, screen);
                return use(connection, url, screen);
            }
        }
    }

    @Override
    protected void measure(Connection connection, Screen screen) throws SQLException {
        Throughput.measure(scale, screen);
    }

    @Override
    protected boolean tour(Connection connection, Screen screen) throws SQLException {
        showQueries(connection, screen);
        return Check.runAll(FunctionChecks.all("TABLE(phrases(CURSOR(%s), %d))"), connection, screen);
    }
}
