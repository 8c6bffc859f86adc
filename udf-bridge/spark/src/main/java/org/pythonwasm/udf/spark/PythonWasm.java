package org.pythonwasm.udf.spark;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.spark.ddl.FunctionFiles;
import org.pythonwasm.udf.spark.ddl.PythonParser;
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
        var state = ((org.apache.spark.sql.classic.SparkSession) session).sessionState();
        if (!PythonParser.isIn(state.sqlParser())) {
            throw new IllegalStateException("the session does not know LANGUAGE PYTHON: start it with "
                    + "spark.sql.extensions=" + PythonExtensions.class.getName());
        }
        session.sql(statement);
    }

    /** Returns the Python functions of the session, by name. */
    public static List<FunctionDefinition> list(SparkSession session) {
        FunctionFiles.load(session);
        return SessionFunctions.of(session).definitions();
    }
}
