package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.TypedFunction;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.metrics.SingleCalls;

/**
 * One scalar function in one session, and a batch of one row that every call reuses. The arguments are set, then {@link
 * #result()} calls.
 */
public final class ScalarCall extends FunctionInstance {
    private final ArgumentRules arguments;
    private final TypedFunction function;
    private final Batch batch;
    private final SqlType[] types;
    private final SqlType resultType;
    private final CheckedFunction checked;
    private final Map<Integer, ScalarCall> byCount;
    private final SingleCalls singleCalls;
    private BatchCall many;
    private boolean staysAwake;
    private long longResult;
    private double doubleResult;

    ScalarCall(Opening opening) {
        super(opening);
        this.checked = opening.checked();
        this.arguments = new ArgumentRules(checked);
        this.byCount = new HashMap<>();
        this.types = arguments.types(arguments.declared());
        this.function = define(types.length);
        this.batch = function.newBatch(1);
        batch.rest();
        this.resultType = checked.definition().result();
        this.singleCalls = counts.singleCallsOf(python);
    }

    private ScalarCall(ScalarCall first, int count) {
        super(first);
        this.checked = first.checked;
        this.arguments = first.arguments;
        this.byCount = first.byCount;
        this.types = arguments.types(count);
        this.function = define(count);
        this.batch = function.newBatch(1);
        batch.rest();
        this.resultType = first.resultType;
        this.singleCalls = first.singleCalls;
    }

    /** Lets code of another module call this class: what a database's artifact generates lies in a module of its own. */
    public static void exportTo(Module generated) {
        ScalarCall.class.getModule().addExports(ScalarCall.class.getPackageName(), generated);
    }

    private TypedFunction define(int count) {
        String handler = checked.definition().handler().orElseThrow();
        if (checked.definition().options().buffers()) {
            return python.defineWithBuffers(handler, checked.signature(count));
        }
        return checked.definition().options().vectorized()
                ? python.defineVectorized(handler, checked.signature(count))
                : python.define(handler, checked.signature(count));
    }

    @Override
    public void stayAwake() {
        staysAwake = true;
    }

    @Override
    public void rest() {
        staysAwake = false;
        batch.rest();
    }

    private void restBetweenCalls() {
        if (!staysAwake) {
            batch.rest();
        }
    }

    @Override
    void begin() throws SQLException {
        try {
            batch.clear();
        } catch (IllegalStateException e) {
            throw ended(unable(e));
        }
    }

    /**
     * Returns the call with that many arguments, of which the first are given: missing ones with a DEFAULT are set, and
     * a VARIADIC parameter takes the rest.
     */
    public ScalarCall with(int given) throws SQLException {
        int count = arguments.count(given);
        if (count == types.length && given >= count) {
            return this;
        }
        var call = count == types.length ? this : variadic(count);
        for (int i = given; i < arguments.fixed(); i++) {
            call.writeDefault(call.batch, i, 0, arguments, i);
        }
        return call;
    }

    private ScalarCall variadic(int count) throws SQLException {
        batch.rest();
        var call = guarded(() -> byCount.computeIfAbsent(count, same -> new ScalarCall(this, same)));
        call.begin();
        return call;
    }

    /** Returns the call whose last arguments are these; the others, {@code fixed} of them, are still to be set. */
    public ScalarCall rest(int fixed, Object[] values) throws SQLException {
        var call = with(fixed + values.length);
        for (int i = 0; i < values.length; i++) {
            call.set(fixed + i, values[i]);
        }
        return call;
    }

    /** Returns the function in the same interpreter for many rows per call, without rows so far. */
    public BatchCall batch() throws SQLException {
        batch.rest();
        if (many == null) {
            many = guarded(() -> new BatchCall(checked, function, this));
        }
        return guarded(many::begin);
    }

    public ScalarCall set(int column, boolean value) {
        batch.setLong(column, 0, value ? 1 : 0);
        return this;
    }

    public ScalarCall set(int column, int value) {
        batch.setLong(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, long value) {
        batch.setLong(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, float value) {
        batch.setDouble(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, double value) {
        batch.setDouble(column, 0, value);
        return this;
    }

    /** @param value null, or a value of the column's type as the function's codecs have it */
    public ScalarCall set(int column, Object value) throws SQLException {
        write(batch, column, 0, value, types[column], column);
        return this;
    }

    /** Calls the function; null, or a value as the function's codecs have it. */
    public Object result() throws SQLException {
        try {
            call();
            return read(batch, 0, resultType, "result");
        } finally {
            restBetweenCalls();
        }
    }

    /** Calls a function of BIGINT; returns whether the result is NULL, and if not, {@link #longResult()} returns it. */
    public boolean isNullLong() throws SQLException {
        boolean isNull = isNull();
        longResult = isNull ? 0 : batch.getLong(0);
        restBetweenCalls();
        return isNull;
    }

    public long longResult() {
        return longResult;
    }

    /** Calls a function of DOUBLE; returns whether the result is NULL, and if not, {@link #doubleResult()} returns it. */
    public boolean isNullDouble() throws SQLException {
        boolean isNull = isNull();
        doubleResult = isNull ? 0 : batch.getDouble(0);
        restBetweenCalls();
        return isNull;
    }

    public double doubleResult() {
        return doubleResult;
    }

    /** Calls, and returns whether the result is NULL, which is still to be read. */
    private boolean isNull() throws SQLException {
        try {
            call();
            return batch.isNull(0);
        } catch (SQLException | RuntimeException | Error e) {
            restBetweenCalls();
            throw e;
        }
    }

    private void call() throws SQLException {
        try {
            singleCalls.called();
            function.call(batch, 1);
        } catch (PythonException e) {
            throw ended(errors.raised(e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        }
    }
}
