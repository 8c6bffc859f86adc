package org.pythonwasm.udf.spark.task;

import java.sql.SQLException;
import java.util.Map;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;

/**
 * A call of a function failed. It travels from an executor to the driver, and so has no cause; its message has Python's traceback.
 */
public final class PythonFunctionException extends RuntimeException implements SparkThrowable {
    private static final long serialVersionUID = 1L;

    /** Its class among Spark's errors. */
    public static final String CONDITION = "PYTHON_FUNCTION_FAILED";

    private final String sqlState;
    private final String reason;

    public PythonFunctionException(SQLException error) {
        super("[" + CONDITION + "] " + error.getMessage() + "\nSQLSTATE: " + error.getSQLState());
        this.sqlState = error.getSQLState();
        this.reason = error.getMessage();
    }

    @Override
    public String getCondition() {
        return CONDITION;
    }

    @Override
    public String getSqlState() {
        return sqlState;
    }

    /** Returns what failed, and Python's traceback, without class and SQLSTATE. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean isInternalError() {
        return false;
    }

    @Override
    public Map<String, String> getMessageParameters() {
        return Map.of("reason", reason);
    }

    @Override
    public QueryContext[] getQueryContext() {
        return new QueryContext[0];
    }
}
