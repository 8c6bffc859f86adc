package org.pythonwasm.udf.internal;

import java.sql.SQLException;

/** Translates and executes one of our statements, again where another session was faster in between. Stateless. */
public final class Attempts {
    /** Only sessions that create and drop one function all the time need more. */
    private static final int MOST = 5;

    private Attempts() {
    }

    /**
     * @param work translates the statement and executes it
     * @throws SQLException that of the last attempt
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
