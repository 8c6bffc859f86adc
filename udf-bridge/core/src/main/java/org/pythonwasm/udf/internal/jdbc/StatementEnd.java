package org.pythonwasm.udf.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.pythonwasm.udf.internal.session.Cancellation;

/** Whether a statement of the driver is to end: {@code cancel}, its query timeout, its connection ends. Thread-safe. */
final class StatementEnd {
    private final ConnectionDelegation connection;
    private volatile boolean cancelled;

    StatementEnd(ConnectionDelegation connection) {
        this.connection = connection;
    }

    void cancel() {
        cancelled = true;
    }

    /** Does one execution of the statement; a cancellation from before counts no more. */
    <T> T guard(Statement statement, Cancellation.Work<T> execution) throws SQLException {
        cancelled = false;
        long start = System.nanoTime();
        long timeout = Duration.ofSeconds(statement.getQueryTimeout()).toNanos();
        return Cancellation.when(() -> cancelled || connection.isEnding()
                || timeout > 0 && System.nanoTime() - start > timeout, execution);
    }
}
