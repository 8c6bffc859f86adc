package org.pythonwasm.udf.calcite;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.internal.CheckedFunction;

/**
 * A Python function of a schema. Generated code is text and cannot hold an object, so that it names the function by a
 * number. The numbers keep no function alive: it goes with its schema. Thread-safe; the calls of one session take
 * turns.
 */
final class PythonScalarFunction implements ScalarFunction, ImplementableFunction {
    private static final ConcurrentMap<Long, WeakReference<PythonScalarFunction>> NUMBERED = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final FunctionDefinition definition;
    private final org.pythonwasm.udf.internal.ScalarFunction python;

    PythonScalarFunction(CheckedFunction checked) {
        this.definition = checked.definition();
        this.python = new org.pythonwasm.udf.internal.ScalarFunction(checked, CalciteSessions.INSTANCE);
        NUMBERED.values().removeIf(reference -> reference.get() == null);
        NUMBERED.put(number, new WeakReference<>(this));
    }

    FunctionDefinition definition() {
        return definition;
    }

    /** @throws SQLException 42000 where the function ended */
    static PythonScalarFunction of(long number) throws SQLException {
        var reference = NUMBERED.get(number);
        var function = reference == null ? null : reference.get();
        if (function == null) {
            throw new SQLException(
                    "a Python function of this statement was dropped or replaced; prepare the statement again",
                    "42000");
        }
        return function;
    }

    /** From now on, statements that were prepared with the function fail. */
    void end() {
        NUMBERED.remove(number);
    }

    /**
     * Calls the function; values are in Calcite's internal form. The session is the connection, or where there is none
     * the context.
     */
    Object call(DataContext context, Object[] arguments) throws SQLException {
        Object session = context.getQueryProvider() == null ? context : context.getQueryProvider();
        synchronized (session) {
            var call = python.in(session);
            for (int i = 0; i < arguments.length; i++) {
                call.set(i, InternalValue.toJava(arguments[i], definition.parameters().get(i).type()));
            }
            CancelWatch.begin(call, context);
            try {
                return InternalValue.toCalcite(call.result());
            } finally {
                CancelWatch.end(call);
            }
        }
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
        return RelTypes.of(definition.result(), types);
    }

    @Override
    public List<FunctionParameter> getParameters() {
        return IntStream.range(0, definition.parameters().size()).<FunctionParameter>mapToObj(this::parameter).toList();
    }

    private FunctionParameter parameter(int ordinal) {
        return new PythonParameter(ordinal, definition.parameters().get(ordinal));
    }

    @Override
    public CallImplementor getImplementor() {
        return PythonCall.implementor(number, InternalValue.classOf(definition.result()));
    }
}
