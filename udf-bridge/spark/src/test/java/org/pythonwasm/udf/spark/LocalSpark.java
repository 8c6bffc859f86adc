package org.pythonwasm.udf.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark in this JVM, two tasks at a time, started when there is none; each test has a session of its own. */
final class LocalSpark {
    /** Of this JVM: tables of a run before must not be in the way. */
    private static final String WAREHOUSE = Path.of(
                    "target", "warehouse-" + ProcessHandle.current().pid())
            .toUri()
            .toString();

    private LocalSpark() {}

    static SparkSession.Builder builder(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("python-wasm")
                .config("spark.sql.extensions", PythonExtensions.class.getName())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.sql.warehouse.dir", WAREHOUSE);
    }

    /** Ends the Spark of this JVM, which can have one only. */
    static void stop() {
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
    }

    static SparkSession newSession() {
        return builder("local[2]").getOrCreate().newSession();
    }

    /** Returns a session with a setting that Spark takes from the application's configuration alone. */
    static SparkSession newSession(String setting, String value) {
        var session = newSession();
        ((org.apache.spark.sql.classic.SparkSession) session)
                .sessionState()
                .conf()
                .setConfString(setting, value);
        return session;
    }

    /** Returns the first column of a query. */
    static List<Object> column(SparkSession spark, String sql) {
        var values = new ArrayList<>();
        for (Row row : spark.sql(sql).collectAsList()) {
            values.add(row.get(0));
        }
        return values;
    }

    static Object value(SparkSession spark, String sql) {
        var column = column(spark, sql);
        if (column.size() != 1) {
            throw new AssertionError(sql + " has " + column.size() + " rows");
        }
        return column.get(0);
    }
}
