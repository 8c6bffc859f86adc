package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.calcite.function.CancelWatch;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonAggregateFunction;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.internal.call.AggregateState;
import org.pythonwasm.udf.internal.session.Cancellation;

/** One group of an aggregate, used by generated code; public for that reason only. */
public final class AggregateGroup {
    private final DataContext context;
    private final AggregateState state;

    private AggregateGroup(DataContext context, AggregateState state) {
        this.context = context;
        this.state = state;
    }

    /** Begins a group of the function of that number, without rows. */
    public static AggregateGroup begin(DataContext context, long number) {
        try {
            var function = (PythonAggregateFunction) PythonFunction.of(number);
            return new AggregateGroup(context, function.begin(context));
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    /** @param arguments in Calcite's internal form */
    public void add(Object[] arguments) {
        guarded(() -> {
            state.add(arguments);
            return null;
        });
    }

    /** Returns the result in Calcite's internal form. More rows may follow. */
    public Object result() {
        return guarded(state::result);
    }

    private Object guarded(Cancellation.Work<Object> work) {
        synchronized (PythonFunction.session(context)) {
            try {
                return CancelWatch.guard(state.instance(), context, work);
            } catch (SQLException e) {
                throw new CarriedSqlException(e);
            }
        }
    }
}
