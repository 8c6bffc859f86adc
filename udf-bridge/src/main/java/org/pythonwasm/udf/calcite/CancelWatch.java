package org.pythonwasm.udf.calcite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.internal.Cancellation;
import org.pythonwasm.udf.internal.FunctionInstance;
import org.pythonwasm.udf.internal.Polling;

/**
 * Ends Python where Calcite was asked to end a statement. {@code Statement.cancel} sets a flag, a query timeout is a
 * number of the statement's context; both are polled for the calls that run.
 */
final class CancelWatch {
    /** Of a call while a statement is planned, which nobody can cancel yet; one that fails there runs with the statement. */
    private static final Duration PLANNING = Duration.ofSeconds(1);
    private static final ConcurrentMap<FunctionInstance, BooleanSupplier> RUNNING = new ConcurrentHashMap<>();

    static {
        Polling.add(CancelWatch::look);
    }

    private CancelWatch() {
    }

    /** Makes a call that ends when the statement is to end. Calls of one function may nest. */
    static <T> T guard(FunctionInstance call, DataContext context, Cancellation.Work<T> work) throws SQLException {
        var outer = RUNNING.put(call, asked(context));
        try {
            return work.run();
        } finally {
            if (outer == null) {
                RUNNING.remove(call);
            } else {
                RUNNING.put(call, outer);
            }
        }
    }

    private static boolean look() {
        RUNNING.forEach((call, asked) -> {
            if (asked.getAsBoolean()) {
                call.interrupt();
            }
        });
        return false;
    }

    /** Whether the statement that the context is of was asked to end. */
    static BooleanSupplier asked(DataContext context) {
        var flag = DataContext.Variable.CANCEL_FLAG.get(context);
        if (flag == null) {
            long deadline = System.nanoTime() + PLANNING.toNanos();
            return () -> System.nanoTime() - deadline > 0;
        }
        return () -> flag instanceof AtomicBoolean cancelled && cancelled.get() || isOverdue(context);
    }

    /** The context was made when the statement began. */
    private static boolean isOverdue(DataContext context) {
        return DataContext.Variable.TIMEOUT.get(context) instanceof Long timeout
                && DataContext.Variable.UTC_TIMESTAMP.get(context) instanceof Long begin
                && System.currentTimeMillis() - begin >= timeout;
    }
}
