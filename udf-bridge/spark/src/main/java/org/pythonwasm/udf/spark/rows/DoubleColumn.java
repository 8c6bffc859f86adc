package org.pythonwasm.udf.spark.rows;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.pythonwasm.udf.internal.call.BatchCall;

/** Values of DOUBLE, or of REAL, each of which is a double as well. */
public final class DoubleColumn extends NumberColumn {
    private final double[] values;
    private final boolean isFloat;

    DoubleColumn(DataType type, int capacity) {
        super(capacity);
        this.values = new double[capacity];
        this.isFloat = type instanceof FloatType;
    }

    public void set(int row, double value) {
        setPresent(row);
        values[row] = value;
    }

    @Override
    void copyPresent(int row, InternalRow from, int place) {
        set(row, isFloat ? from.getFloat(place) : from.getDouble(place));
    }

    @Override
    boolean isUnchecked() {
        return !isFloat;
    }

    @Override
    void readPresent(BatchCall batch, int result, int row) {
        set(row, batch.doubleResult(result));
    }

    @Override
    void setObject(int row, Object value) {
        set(row, ((Number) value).doubleValue());
    }

    @Override
    void writePresent(BatchCall batch, int argument, int row) {
        batch.set(argument, values[row]);
    }

    public double getDouble(int row) {
        return values[row];
    }

    @Override
    Object boxed(int row) {
        return isFloat ? (Object) (float) values[row] : (Object) values[row];
    }
}
