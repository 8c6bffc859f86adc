package org.pythonwasm.udf.calcite.function;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.AggImplementor;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.AggregateFunction;
import org.apache.calcite.schema.ImplementableAggFunction;
import org.pythonwasm.udf.internal.call.AggregateCall;
import org.pythonwasm.udf.internal.call.AggregateState;
import org.pythonwasm.udf.internal.call.SessionFunction;

/** A Python aggregate function of a schema. */
public final class PythonAggregateFunction extends PythonFunction
        implements AggregateFunction, ImplementableAggFunction {
    private final SessionFunction<AggregateCall> python;
    private final int count;
    private final LongFunction<AggImplementor> code;

    /** @param code generates calls of the function of that number */
    public PythonAggregateFunction(
            SessionFunction<AggregateCall> python, int count, Instant created, LongFunction<AggImplementor> code) {
        super(python, count, created);
        this.python = python;
        this.count = count;
        this.code = code;
    }

    /** Begins a group without rows. */
    public AggregateState begin(DataContext context) throws SQLException {
        synchronized (session(context)) {
            var call = in(python, context);
            return CancelWatch.guard(call, context, () -> call.begin(count));
        }
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
        return RelTypes.of(definition().result(), types);
    }

    @Override
    public AggImplementor getImplementor(boolean windowContext) {
        return code.apply(number());
    }
}
