package org.pythonwasm.udf.spark.task;

import java.sql.SQLException;
import org.pythonwasm.udf.internal.call.AggregateCall;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.call.TableCall;

/**
 * A function in this JVM, for the threads of its tasks. Thread-safe.
 *
 * @param <C> the kind of its calls
 */
public final class TaskFunction<C extends FunctionInstance> {
    /** Memory grows seldom: it is looked at once in so many calls. */
    private static final int CALLS = 256;

    private final SessionFunction<C> function;
    private final InterpreterFigures figures;
    /** What was called last, which is found without a search while the task is the same; null before the first call. */
    private Bound<C> bound;

    private int calls;

    @SuppressWarnings("unchecked") // the kind of the definition says which it is
    private TaskFunction(DistributedFunction function) {
        this.function = (SessionFunction<C>) LoadedFunctions.of(function);
        this.figures = function.figures();
    }

    public static TaskFunction<ScalarCall> scalar(DistributedFunction function) {
        return new TaskFunction<>(function);
    }

    public static TaskFunction<TableCall> table(DistributedFunction function) {
        return new TaskFunction<>(function);
    }

    public static TaskFunction<AggregateCall> aggregate(DistributedFunction function) {
        return new TaskFunction<>(function);
    }

    private record Bound<C>(Lane lane, C call) {}

    /** Returns the call of this thread in its task, without arguments so far. */
    public C here() throws SQLException {
        var known = bound;
        if (known != null && known.lane.isUsedByThisThread() && SessionFunction.beginsAgain(known.call)) {
            if (++calls >= CALLS) {
                count(known);
            }
            return known.call;
        }
        var lane = Lanes.current();
        lane.reportTo(figures);
        var found = new Bound<>(lane, function.in(lane));
        bound = found;
        lane.keepAwake(found.call);
        count(found);
        return found.call;
    }

    private void count(Bound<C> used) throws SQLException {
        calls = 0;
        used.lane.use(used.call, function.checked());
    }
}
