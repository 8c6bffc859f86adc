package org.pythonwasm.example.h2;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.engine.Constants;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Python functions on real data: loads TPC-H into an H2 database in memory, creates functions written in Python, runs
 * queries that use them, measures them and compares every row with the same computation in Java. Exit code 0: all rows
 * agree; 1: they do not, or a statement failed; 2: wrong options. One thread. Needs about 0.5 GB of Java heap at scale
 * 0.01, of which the generator's comment texts are 0.3 GB, and 1.3 GB at scale 0.1.
 */
@Command(
        name = "h2-example",
        description = "Runs Python functions inside SQL on TPC-H data in H2 and checks every row against Java.",
        exitCodeList = {"0:all rows agree with Java", "1:a row differs or a statement failed", "2:wrong options"})
public final class H2Example extends ExampleCommand {
    private static final String URL = "jdbc:python-wasm:h2:mem:tpch";
    private static final double LARGEST_SCALE = 10;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "0.01",
            order = FIRST,
            description = "TPC-H scale factor from 0.001 to 10; 0.1 is 600,000 line items in 1.3 GB of heap"
                    + " (default: 0.01).")
    private double scale;

    public H2Example() {
        super(LARGEST_SCALE);
    }

    /** Runs the program; ends the JVM with its exit code unless that is 0. */
    public static void main(String[] arguments) {
        start(new H2Example(), arguments);
    }

    @Override
    protected String database() {
        return "H2 " + Constants.VERSION;
    }

    @Override
    protected double scale() {
        return scale;
    }

    @Override
    protected boolean run(Screen screen) throws SQLException, IOException {
        screen.heading("TPC-H at scale " + scale + " in " + URL);
        try (var connection = DriverManager.getConnection(URL)) {
            new Loader(connection, screen, scale).load();
            Functions.create(connection, screen);
            return use(connection, URL, screen);
        }
    }

    @Override
    protected void measure(Connection connection, Screen screen) throws SQLException {
        Throughput.measure(connection, screen);
        Throughput.measureGroups(connection, screen, scale);
    }

    @Override
    protected boolean tour(Connection connection, Screen screen) throws SQLException {
        showQueries(connection, screen);
        Throughput.measure(connection, screen);
        return Check.runAll(Checks.ALL, connection, screen);
    }
}
