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
    private final SessionFunction<C> function;

    @SuppressWarnings("unchecked") // the kind of the definition says which it is
    private TaskFunction(DistributedFunction function) {
        this.function = (SessionFunction<C>) LoadedFunctions.of(function);
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

    /** Returns the call of this thread in its task, without arguments so far. */
    public C here() throws SQLException {
        var lane = Lanes.current();
        var call = function.in(lane);
        lane.use(call, function.checked());
        return call;
    }
}
