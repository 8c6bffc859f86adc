package org.pythonwasm.udf.internal.jdbc;

import java.sql.SQLException;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.spi.Dialect;

/** Translates and executes a statement about functions, again if another session was faster in between. Stateless. */
public final class Retry {
    /** Only sessions that permanently create and drop the same function need more. */
    private static final int MOST = 5;

    private Retry() {}

    /**
     * @param work translates the statement and executes it
     * @throws SQLException the exception of the last attempt
     */
    public static <T> T of(Dialect dialect, Cancellation.Work<T> work) throws SQLException {
        for (int attempt = 1; attempt < MOST; attempt++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (!dialect.isOutdated(e)) {
                    throw e;
                }
            }
        }
        return work.run();
    }
}
