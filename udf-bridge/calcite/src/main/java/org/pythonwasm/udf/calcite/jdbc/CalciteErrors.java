package org.pythonwasm.udf.calcite.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;

/**
 * The errors of Python functions as they were thrown: Calcite wraps them in a message that repeats the statement and has no SQLSTATE,
 * and lets them and its own out of {@link ResultSet#next()} unchecked. Stateless.
 */
final class CalciteErrors {
    private static final String DATA_EXCEPTION = "22000";
    private static final String INVALID_CAST = "22018";

    private CalciteErrors() {}

    /** The error of a Python function or of a statement about one, if it is the cause; else the same. */
    static SQLException readable(SQLException thrown) {
        var carried = carried(thrown);
        return carried == null ? thrown : carried;
    }

    /** Returns the error that Calcite threw unchecked. Its validator fails with an AssertionError if another type stands for a CURSOR. */
    static SQLException checked(Throwable thrown) {
        var carried = carried(thrown);
        return carried == null ? new SQLException(thrown.getMessage(), state(thrown), thrown) : carried;
    }

    /** Null if there is none. */
    private static SQLException carried(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            // The code generator hides what a node of a plan threw among the suppressed.
            for (var candidate : Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed()))
                    .toList()) {
                if (candidate instanceof CarriedSqlException carrier) {
                    return carrier.carried();
                }
            }
        }
        return null;
    }

    private static String state(Throwable thrown) {
        return thrown instanceof ArithmeticException
                ? DATA_EXCEPTION
                : thrown instanceof NumberFormatException ? INVALID_CAST : null;
    }
}
