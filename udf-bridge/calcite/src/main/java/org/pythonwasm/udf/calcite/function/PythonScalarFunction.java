package org.pythonwasm.udf.calcite.function;

import java.sql.SQLException;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.metrics.CallCounts;

/** A scalar Python function of a schema. */
public final class PythonScalarFunction extends PythonFunction implements ScalarFunction, ImplementableFunction {
    private final SessionFunction<ScalarCall> python;
    private final LongFunction<CallImplementor> code;

    /** @param code generates calls of the function of that number */
    public PythonScalarFunction(
            SessionFunction<ScalarCall> python, int count, Instant created, LongFunction<CallImplementor> code) {
        super(python, count, created);
        this.python = python;
        this.code = code;
    }

    /** Calls the function; values are in Calcite's internal form. */
    public Object call(DataContext context, Object[] arguments) throws SQLException {
        synchronized (session(context)) {
            var call = in(context);
            return CancelWatch.guard(call, context, () -> result(call, arguments));
        }
    }

    private Object result(ScalarCall function, Object[] arguments) throws SQLException {
        var call = function.with(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            call.set(i, arguments[i]);
        }
        return call.result();
    }

    /**
     * Returns the function in the session of the context. The caller holds the session's monitor while it uses the
     * result.
     */
    public ScalarCall in(DataContext context) throws SQLException {
        return in(python, context);
    }

    public CallCounts counts() {
        return python.counts();
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
        return RelTypes.of(definition().result(), types);
    }

    @Override
    public CallImplementor getImplementor() {
        return code.apply(number());
    }
}
