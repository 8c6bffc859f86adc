package org.pythonwasm.udf.calcite.function;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.session.Cancellation;

/**
 * Ends Python when Calcite has been asked to end a statement. {@code Statement.cancel} sets a flag, a query timeout is
 * a number of the statement's context, and a closing connection does not inform its statements; all three are polled
 * for the running calls.
 */
public final class CancelWatch {
    /**
     * The bound of a call while a statement is planned, which nobody can cancel yet. A call that fails there runs with
     * the statement.
     */
    private static final Duration PLANNING = Duration.ofSeconds(1);

    private CancelWatch() {}

    /** Makes a call that ends when the statement is to end. Calls of one function may nest. */
    @SuppressWarnings("try") // the watch is there to be closed
    public static <T> T guard(FunctionInstance call, DataContext context, Cancellation.Work<T> work)
            throws SQLException {
        try (var watch = Cancellation.watch(asked(context), call::interrupt)) {
            return work.run();
        }
    }

    /**
     * Returns a condition that is true when the context's statement has been asked to end, or its connection, which
     * closes independently in Calcite.
     */
    static BooleanSupplier asked(DataContext context) {
        var flag = DataContext.Variable.CANCEL_FLAG.get(context);
        var session = PythonFunction.session(context);
        if (flag == null) {
            long deadline = System.nanoTime() + PLANNING.toNanos();
            return () -> System.nanoTime() - deadline > 0 || CalciteSessions.INSTANCE.isClosed(session);
        }
        return () -> flag instanceof AtomicBoolean cancelled && cancelled.get()
                || isOverdue(context)
                || CalciteSessions.INSTANCE.isClosed(session);
    }

    /** The context was made when the statement began. */
    private static boolean isOverdue(DataContext context) {
        return DataContext.Variable.TIMEOUT.get(context) instanceof Long timeout
                && DataContext.Variable.UTC_TIMESTAMP.get(context) instanceof Long begin
                && System.currentTimeMillis() - begin >= timeout;
    }
}
