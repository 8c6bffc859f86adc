package org.pythonwasm.udf.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.pythonwasm.udf.internal.session.Cancellation;

/**
 * Detects that a statement of the driver is to end: by {@code cancel}, its query timeout, or the end of its connection.
 * Thread-safe.
 */
final class StatementEnd {
    private final ConnectionDelegation connection;
    private volatile boolean cancelled;

    StatementEnd(ConnectionDelegation connection) {
        this.connection = connection;
    }

    void cancel() {
        cancelled = true;
    }

    /** Runs one execution of the statement; an earlier cancellation no longer counts. */
    <T> T guard(Statement statement, Cancellation.Work<T> execution) throws SQLException {
        cancelled = false;
        long start = System.nanoTime();
        long timeout = Duration.ofSeconds(statement.getQueryTimeout()).toNanos();
        return Cancellation.when(
                () -> cancelled || connection.isEnding() || timeout > 0 && System.nanoTime() - start > timeout,
                execution);
    }
}
