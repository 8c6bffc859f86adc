package org.pythonwasm.example.spark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.FunctionChecks;
import org.pythonwasm.example.tpch.Screen;
import org.pythonwasm.udf.spark.PythonExtensions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Python functions in a cluster: starts a master and two workers of Spark on this machine, has them generate TPC-H tables, runs queries
 * that call functions written in Python, compares their values with the same computation in Java, kills a job, and shows what
 * ran where. Exit code 0: all rows agree and the killed job ended; 1: not so, or something failed; 2: wrong options. One thread.
 */
@Command(
        name = "spark-example",
        description = "Runs Python functions inside SQL in a cluster of Spark and checks them against Java.",
        exitCodeList = {
            "0:all rows agree with Java, and the killed job ended",
            "1:a row differs or something failed",
            "2:wrong options"
        })
public final class SparkExample extends ExampleCommand {
    private static final double LARGEST_SCALE = 1;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "0.1",
            order = FIRST,
            description = "TPC-H scale factor from 0.001 to 1; 1 is 6 million line items and needs 4 GB of memory"
                    + " (default: 0.1).")
    private double scale;

    @Option(
            names = "--master",
            paramLabel = "URL",
            order = FIRST,
            description = "Use this Spark, for instance spark://host:7077 or local[2]"
                    + " (default: a master and two workers that this program starts and stops).")
    private String master;

    private final Activity activity = new Activity();

    public SparkExample() {
        super(LARGEST_SCALE);
    }

    /** Runs the program; ends the JVM with its exit code unless that is 0. */
    public static void main(String[] arguments) {
        start(new SparkExample(), arguments);
    }

    @Override
    protected String database() {
        return "Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    @Override
    protected double scale() {
        return scale;
    }

    @Override
    protected boolean hasShell() {
        return false;
    }

    @Override
    protected boolean run(Screen screen) throws SQLException, IOException {
        try (var directory = TemporaryDirectory.create()) {
            if (master != null) {
                return run(screen, Jars.in(directory), master, false);
            }
            var jars = Jars.in(directory);
            try (var cluster = StandaloneCluster.start(directory.path(), jars, screen)) {
                return run(screen, jars, cluster.url(), true);
            }
        }
    }

    private boolean run(Screen screen, Jars jars, String url, boolean own) throws SQLException, IOException {
        var builder = SparkSession.builder()
                .master(url)
                .appName("spark-example")
                .config("spark.sql.extensions", PythonExtensions.class.getName())
                .config("spark.jars", jars.travelling())
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.driver.maxResultSize", "0")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", screen.terminal());
        if (own) {
            builder.config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.executor.cores", "1")
                    // No task before each worker has its executor: on a busy machine the first would do all the work.
                    .config("spark.cores.max", Integer.toString(StandaloneCluster.WORKERS))
                    .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                    .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                    .config("spark.executor.memory", StandaloneCluster.MEMORY);
        }
        var session = builder.getOrCreate();
        try {
            session.sparkContext().addSparkListener(activity);
            screen.heading("TPC-H at scale " + scale + " in " + database() + " at " + url);
            Tables.generate(session, scale, screen);
            Functions.create(session, screen);
            return use(SessionConnection.of(session), url, screen);
        } finally {
            session.stop();
        }
    }

    @Override
    protected void measure(Connection connection, Screen screen) throws SQLException {
        Throughput.measure(SessionConnection.session(connection), activity, scale, screen);
    }

    @Override
    protected boolean tour(Connection connection, Screen screen) throws SQLException {
        var session = SessionConnection.session(connection);
        showQueries(connection, screen);
        boolean agree = Check.runAll(FunctionChecks.all("phrases(TABLE(%s), %d)"), connection, screen);
        boolean killed = KilledJob.run(session, activity, screen);
        Places.show(session, activity, screen);
        return agree && killed;
    }
}
