package org.pythonwasm.udf.calcite;

import java.sql.SQLException;
import java.time.Instant;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.AggImplementor;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.AggregateFunction;
import org.apache.calcite.schema.ImplementableAggFunction;
import org.pythonwasm.udf.internal.AggregateCall;
import org.pythonwasm.udf.internal.SessionFunction;

/** A Python aggregate function of a schema. */
final class PythonAggregateFunction extends PythonFunction implements AggregateFunction, ImplementableAggFunction {
    private final SessionFunction<AggregateCall> python;
    private final int count;

    PythonAggregateFunction(SessionFunction<AggregateCall> python, int count, Instant created) {
        super(python, count, created);
        this.python = python;
        this.count = count;
    }

    PythonGroup begin(DataContext context) throws SQLException {
        synchronized (session(context)) {
            var call = in(python, context);
            return new PythonGroup(this, context, CancelWatch.guard(call, context, () -> call.begin(count)));
        }
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
        return RelTypes.of(definition().result(), types);
    }

    @Override
    public AggImplementor getImplementor(boolean windowContext) {
        return new PythonAggregateCode(number());
    }
}
