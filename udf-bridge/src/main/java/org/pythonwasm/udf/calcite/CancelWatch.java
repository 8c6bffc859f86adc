package org.pythonwasm.udf.calcite;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.internal.FunctionInstance;

/**
 * Ends Python where Calcite was asked to end a statement. {@code Statement.cancel} sets a flag, a query timeout is a
 * number of the statement's context; one daemon thread looks at both, fifty times a second, for the calls that run.
 */
final class CancelWatch {
    private static final long PERIOD_NANOS = 20_000_000L;
    private static final ConcurrentMap<FunctionInstance, DataContext> RUNNING = new ConcurrentHashMap<>();

    static {
        var thread = new Thread(CancelWatch::run, "python-wasm-calcite-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    private CancelWatch() {
    }

    static void begin(FunctionInstance call, DataContext context) {
        RUNNING.put(call, context);
    }

    static void end(FunctionInstance call) {
        RUNNING.remove(call);
    }

    private static void run() {
        while (true) {
            LockSupport.parkNanos(PERIOD_NANOS);
            RUNNING.forEach((call, context) -> {
                if (isCancelled(context) || isOverdue(context)) {
                    call.interrupt();
                }
            });
        }
    }

    private static boolean isCancelled(DataContext context) {
        return DataContext.Variable.CANCEL_FLAG.get(context) instanceof AtomicBoolean flag && flag.get();
    }

    /** The context was made when the statement began. */
    private static boolean isOverdue(DataContext context) {
        return DataContext.Variable.TIMEOUT.get(context) instanceof Long timeout
                && DataContext.Variable.UTC_TIMESTAMP.get(context) instanceof Long begin
                && System.currentTimeMillis() - begin >= timeout;
    }
}
