package org.pythonwasm.udf.calcite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.AggImplementor;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.AggregateFunction;
import org.apache.calcite.schema.ImplementableAggFunction;
import org.pythonwasm.udf.internal.AggregateCall;
import org.pythonwasm.udf.internal.AggregateState;
import org.pythonwasm.udf.internal.SessionFunction;

/** A Python aggregate function of a schema. */
final class PythonAggregateFunction extends PythonFunction implements AggregateFunction, ImplementableAggFunction {
    private final SessionFunction<AggregateCall> python;
    private final int count;
    private final LongFunction<AggImplementor> code;

    /** @param code of calls of the function of that number */
    PythonAggregateFunction(SessionFunction<AggregateCall> python, int count, Instant created, LongFunction<AggImplementor> code) {
        super(python, count, created);
        this.python = python;
        this.count = count;
        this.code = code;
    }

    /** A group without rows so far. */
    AggregateState begin(DataContext context) throws SQLException {
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
