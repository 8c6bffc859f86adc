package org.pythonwasm.udf.spark.ddl;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * The configuration that belongs to whoever starts the application: it names directories that the driver's account reads, and so
 * Spark refuses to change it by SET, or for a client of Connect. Stateless.
 */
public final class StaticSettings {
    private static final String FUNCTIONS = "spark.pythonwasm.functions";
    private static final String PACKAGES = "spark.pythonwasm.packages";

    private StaticSettings() {}

    /** Makes the names known to this JVM's Spark. */
    public static synchronized void declare() {
        declare(FUNCTIONS, "The directory of the driver whose .sql files are functions and modules of each session.");
        declare(PACKAGES, "The directory of each JVM whose wheels functions can name.");
    }

    private static void declare(String name, String meaning) {
        if (!SQLConf.isStaticConfigKey(name)) {
            SQLConf.buildStaticConf(name).doc(meaning).stringConf().createOptional();
        }
    }

    /** Returns the directory of functions and modules; empty for none. */
    static String functions(SparkSession session) {
        return session.conf().get(FUNCTIONS, "");
    }

    /** Returns the directory of packages; empty for those that the JVM makes available. */
    static String packages(SparkSession session) {
        return session.conf().get(PACKAGES, "");
    }
}
