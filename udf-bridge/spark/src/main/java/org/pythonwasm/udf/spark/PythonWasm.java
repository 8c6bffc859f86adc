package org.pythonwasm.udf.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.spark.ddl.FunctionFiles;
import org.pythonwasm.udf.spark.ddl.PythonParser;
import org.pythonwasm.udf.spark.ddl.SessionFunctions;

/** Python functions of a Spark session from Java, for {@code callUDF} and {@code expr} of the Dataset API. Stateless. */
public final class PythonWasm {
    private PythonWasm() {}

    /**
     * Executes a {@code CREATE FUNCTION … LANGUAGE PYTHON} or {@code DROP FUNCTION} statement, or any other, as the session does.
     *
     * @throws IllegalStateException if the session has no {@link PythonExtensions}, or is one of Spark Connect, whose {@code sql} does
     *     the same
     */
    public static void register(SparkSession session, String statement) {
        Objects.requireNonNull(statement, "statement");
        var state = classic(session).sessionState();
        if (!PythonParser.isIn(state.sqlParser())) {
            throw new IllegalStateException("the session does not know LANGUAGE PYTHON: start it with "
                    + "spark.sql.extensions=" + PythonExtensions.class.getName());
        }
        session.sql(statement);
    }

    private static org.apache.spark.sql.classic.SparkSession classic(SparkSession session) {
        if (session instanceof org.apache.spark.sql.classic.SparkSession classic) {
            return classic;
        }
        throw new IllegalStateException(
                "a session of Spark Connect has its functions on the server: say spark.sql(\"CREATE FUNCTION …\"), "
                        + "and SHOW PYTHON FUNCTIONS");
    }

    /**
     * Returns the Python functions of the session, by name.
     *
     * @throws IllegalStateException if it is a session of Spark Connect
     */
    public static List<FunctionDefinition> list(SparkSession session) {
        FunctionFiles.load(classic(session));
        return SessionFunctions.of(session).definitions();
    }
}
