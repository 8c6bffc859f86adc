package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.pythonwasm.udf.internal.call.BatchCall;

/** Values of DOUBLE, or of REAL, each of which is a double as well. */
public final class DoubleColumn extends Column {
    private final double[] values;
    private final boolean[] nulls;
    private final boolean isFloat;

    DoubleColumn(DataType type, int capacity) {
        this.values = new double[capacity];
        this.nulls = new boolean[capacity];
        this.isFloat = type instanceof FloatType;
    }

    public void set(int row, double value) {
        nulls[row] = false;
        values[row] = value;
    }

    public void setNull(int row) {
        nulls[row] = true;
    }

    @Override
    public void set(int row, InternalRow from, int place) {
        if (from.isNullAt(place)) {
            setNull(row);
        } else {
            set(row, isFloat ? from.getFloat(place) : from.getDouble(place));
        }
    }

    /** Those of REAL are read with the checks of their codec. */
    @Override
    public void read(BatchCall batch, int result, int row) throws SQLException {
        if (isFloat) {
            var value = (Float) batch.result(result);
            nulls[row] = value == null;
            values[row] = value == null ? 0 : value;
        } else {
            nulls[row] = batch.isNull(result);
            values[row] = nulls[row] ? 0 : batch.doubleResult(result);
        }
    }

    @Override
    public void write(BatchCall batch, int argument, int row) throws SQLException {
        if (nulls[row]) {
            batch.set(argument, (Object) null);
        } else {
            batch.set(argument, values[row]);
        }
    }

    @Override
    public boolean isNull(int row) {
        return nulls[row];
    }

    public double getDouble(int row) {
        return values[row];
    }

    @Override
    public Object get(int row) {
        return nulls[row] ? null : isFloat ? (Object) (float) values[row] : (Object) values[row];
    }
}
