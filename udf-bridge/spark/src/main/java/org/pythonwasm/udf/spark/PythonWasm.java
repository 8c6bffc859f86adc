package org.pythonwasm.udf.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.spark.ddl.SessionFunctions;

/** Python functions of a Spark session from Java, for {@code callUDF} and {@code expr} of the Dataset API. Stateless. */
public final class PythonWasm {
    private PythonWasm() {}

    /**
     * Executes a {@code CREATE FUNCTION … LANGUAGE PYTHON} or {@code DROP FUNCTION} statement.
     *
     * @throws IllegalStateException if the session has no {@link PythonExtensions}
     */
    public static void register(SparkSession session, String statement) {
        SessionFunctions.requireExtensions(session);
        session.sql(statement);
    }

    /** Returns the Python functions of the session, by name. */
    public static List<FunctionDefinition> list(SparkSession session) {
        return SessionFunctions.of(session).definitions();
    }
}
