package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.TypedFunction;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/**
 * One function in one session for many rows per guest call: the arguments of a row are set, {@link #next()} ends the
 * row, {@link #call()} calls. Shares the interpreter of its {@link ScalarCall}; same thread rule.
 */
public final class BatchCall {
    /** The largest number of rows of one batch, here and in aggregates and tables. */
    public static final int ROWS = 1024;
    /** A batch accepts no further row when its values of varying length have this many characters and bytes. */
    public static final int LARGE = 1 << 20;

    private final TypedFunction function;
    private final Batch batch;
    private final SqlType[] types;
    private final SqlType resultType;
    private final boolean vectorized;
    private final FunctionInstance owner;
    private int rows;
    private long size;
    private SQLException failure;
    private boolean blameShared;

    BatchCall(CheckedFunction checked, TypedFunction function, FunctionInstance owner) {
        var definition = checked.definition();
        this.owner = owner;
        this.function = function;
        this.types = definition.parameters().stream()
                .map(parameter -> parameter.type())
                .toArray(SqlType[]::new);
        this.resultType = definition.result();
        this.vectorized = definition.options().vectorized();
        this.batch = function.newBatch(ROWS);
    }

    /** Forgets the rows of the previous call. */
    BatchCall begin() {
        batch.clear();
        rows = 0;
        size = 0;
        return this;
    }

    public void set(int column, boolean value) {
        batch.setLong(column, rows, value ? 1 : 0);
    }

    public void set(int column, long value) {
        batch.setLong(column, rows, value);
    }

    public void set(int column, double value) {
        batch.setDouble(column, rows, value);
    }

    /** @param value null, or a value of the column's type as the function's codecs have it */
    public void set(int column, Object value) throws SQLException {
        size += size(value, types[column]);
        owner.write(batch, column, rows, value, types[column], column);
    }

    private int size(Object value, SqlType type) {
        return value == null ? 0 : owner.codecs.of(type.name()).size(value);
    }

    /** Completes the row. */
    public void next() {
        rows++;
    }

    public boolean isFull() {
        return rows == ROWS || size >= LARGE || batch.spanBytes() >= LARGE;
    }

    /**
     * Calls the function for the rows and returns how many of them, from the first, have a result; if not all have,
     * {@link #failure()} is that of the next row.
     */
    public int call() {
        failure = null;
        try {
            function.call(batch, rows);
            owner.counts.called(rows);
            return rows;
        } catch (PythonException e) {
            blameShared = rows > 1 && (vectorized || FunctionErrors.isOfLimit(e));
            failure = ended(owner.errors.raised(e));
            // It belongs to no row if it was raised before the first.
            int done = vectorized ? 0 : Math.max(0, e.row());
            owner.counts.called(done + 1);
            return done;
        } catch (GuestDiedException e) {
            blameShared = rows > 1 && e.reason() != GuestDiedException.Reason.INTERRUPTED;
            failure = ended(owner.errors.died(e));
            owner.counts.called(1);
            return 0;
        }
    }

    private SQLException ended(SQLException e) {
        return blameShared ? owner.toBeTriedAgain(e) : owner.ended(e);
    }

    /** Null, or a value of the result's type as the function's codecs have it. */
    public Object result(int row) throws SQLException {
        var value = owner.read(batch, row, resultType, "result");
        size += size(value, resultType);
        return value;
    }

    public boolean isNull(int row) {
        return batch.isNull(row);
    }

    /** Returns a result of BIGINT that is not NULL, without an object. */
    public long longResult(int row) {
        size += Long.BYTES;
        return batch.getLong(row);
    }

    /** Returns a result of DOUBLE that is not NULL, without an object. */
    public double doubleResult(int row) {
        size += Double.BYTES;
        return batch.getDouble(row);
    }

    /** Says that no more results are read: the interpreter may sleep until the next call. */
    public void rest() {
        batch.rest();
    }

    public SQLException failure() {
        return failure;
    }

    /**
     * Returns whether the failure may be caused by all rows together, because limits are those of one call: the row may
     * succeed in a separate call.
     */
    public boolean isBlameShared() {
        return blameShared;
    }

    /** Returns the characters and bytes of the arguments, and of the results that were read. */
    public long size() {
        return size;
    }
}
