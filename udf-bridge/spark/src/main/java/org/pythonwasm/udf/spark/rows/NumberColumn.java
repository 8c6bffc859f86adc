package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.pythonwasm.udf.internal.call.BatchCall;

/** Values that are numbers in an array, not objects, and which of them are NULL. */
public abstract sealed class NumberColumn extends Column permits LongColumn, DoubleColumn {
    private final boolean[] nulls;

    NumberColumn(int capacity) {
        this.nulls = new boolean[capacity];
    }

    public final void setNull(int row) {
        nulls[row] = true;
    }

    final void setPresent(int row) {
        nulls[row] = false;
    }

    @Override
    public final boolean isNull(int row) {
        return nulls[row];
    }

    @Override
    public final void set(int row, InternalRow from, int place) {
        if (from.isNullAt(place)) {
            setNull(row);
        } else {
            copyPresent(row, from, place);
        }
    }

    abstract void copyPresent(int row, InternalRow from, int place);

    @Override
    public final void read(BatchCall batch, int result, int row) throws SQLException {
        if (!isUnchecked()) {
            readChecked(batch.result(result), row);
        } else if (batch.isNull(result)) {
            setNull(row);
        } else {
            readPresent(batch, result, row);
        }
    }

    /** Returns whether every value of a batch is one of the type; others are read with the checks of their codecs. */
    abstract boolean isUnchecked();

    abstract void readPresent(BatchCall batch, int result, int row);

    private void readChecked(Object value, int row) {
        if (value == null) {
            setNull(row);
        } else {
            setObject(row, value);
        }
    }

    abstract void setObject(int row, Object value);

    @Override
    public final void write(BatchCall batch, int argument, int row) throws SQLException {
        if (nulls[row]) {
            batch.set(argument, (Object) null);
        } else {
            writePresent(batch, argument, row);
        }
    }

    abstract void writePresent(BatchCall batch, int argument, int row) throws SQLException;

    @Override
    public final Object get(int row) {
        return nulls[row] ? null : boxed(row);
    }

    abstract Object boxed(int row);
}
