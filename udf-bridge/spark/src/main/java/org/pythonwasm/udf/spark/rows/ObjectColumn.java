package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeMapData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.pythonwasm.udf.internal.call.BatchCall;

/** Values of all other types, copied where they may be bytes of a row. */
public final class ObjectColumn extends Column {
    private final Object[] values;
    private final DataType type;
    private long bytes;

    ObjectColumn(DataType type, int capacity) {
        this.values = new Object[capacity];
        this.type = type;
    }

    /** @param value not null */
    public void set(int row, Object value) {
        values[row] = InternalRow.copyValue(value);
        bytes += size(value);
    }

    public void setNull(int row) {
        values[row] = null;
    }

    private static int size(Object value) {
        if (value instanceof UTF8String text) {
            return text.numBytes();
        }
        if (value instanceof byte[] array) {
            return array.length;
        }
        if (value instanceof UnsafeRow fields) {
            return fields.getSizeInBytes();
        }
        if (value instanceof UnsafeArrayData items) {
            return items.getSizeInBytes();
        }
        return value instanceof UnsafeMapData entries ? entries.getSizeInBytes() : 0;
    }

    @Override
    public void set(int row, InternalRow from, int place) {
        if (from.isNullAt(place)) {
            setNull(row);
        } else {
            set(row, from.get(place, type));
        }
    }

    @Override
    public void read(BatchCall batch, int result, int row) throws SQLException {
        values[row] = batch.result(result);
    }

    @Override
    public void write(BatchCall batch, int argument, int row) throws SQLException {
        batch.set(argument, values[row]);
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public Object get(int row) {
        return values[row];
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void clear() {
        Arrays.fill(values, null);
        bytes = 0;
    }
}
