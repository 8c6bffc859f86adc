package org.pythonwasm.udf.calcite.function;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.session.Cancellation;

/**
 * Ends Python where Calcite was asked to end a statement. {@code Statement.cancel} sets a flag, a query timeout is a
 * number of the statement's context, and a connection is closed without a word to its statements; all are polled for the calls
 * that run.
 */
public final class CancelWatch {
    /** Of a call while a statement is planned, which nobody can cancel yet; one that fails there runs with the statement. */
    private static final Duration PLANNING = Duration.ofSeconds(1);

    private CancelWatch() {
    }

    /** Makes a call that ends when the statement is to end. Calls of one function may nest. */
    public static <T> T guard(FunctionInstance call, DataContext context, Cancellation.Work<T> work) throws SQLException {
        try (var watch = Cancellation.watch(asked(context), call::interrupt)) {
            return work.run();
        }
    }

    /** Whether the statement that the context is of was asked to end: it, or its connection, which in Calcite closes beside it. */
    static BooleanSupplier asked(DataContext context) {
        var flag = DataContext.Variable.CANCEL_FLAG.get(context);
        var session = PythonFunction.session(context);
        if (flag == null) {
            long deadline = System.nanoTime() + PLANNING.toNanos();
            return () -> System.nanoTime() - deadline > 0 || CalciteSessions.INSTANCE.isClosed(session);
        }
        return () -> flag instanceof AtomicBoolean cancelled && cancelled.get() || isOverdue(context)
                || CalciteSessions.INSTANCE.isClosed(session);
    }

    /** The context was made when the statement began. */
    private static boolean isOverdue(DataContext context) {
        return DataContext.Variable.TIMEOUT.get(context) instanceof Long timeout
                && DataContext.Variable.UTC_TIMESTAMP.get(context) instanceof Long begin
                && System.currentTimeMillis() - begin >= timeout;
    }
}
