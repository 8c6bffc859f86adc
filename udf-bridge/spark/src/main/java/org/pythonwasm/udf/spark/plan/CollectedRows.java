package org.pythonwasm.udf.spark.plan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/** The arguments of the rows of a group so far. Used by one thread. */
final class CollectedRows {
    private final DataType[] types;
    private final List<Object[]> values = new ArrayList<>();

    CollectedRows(DataType[] types) {
        this.types = types;
    }

    /** @param row whose values may lie in memory that Spark uses again */
    void add(Object[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = InternalRow.copyValue(row[i]);
        }
        values.add(row);
    }

    void addAll(CollectedRows others) {
        values.addAll(others.values);
    }

    List<Object[]> values() {
        return values;
    }

    byte[] toBytes() {
        var projection = UnsafeProjection.create(types);
        var rows = new ArrayList<byte[]>(values.size());
        int size = 0;
        for (var row : values) {
            byte[] bytes = projection.apply(new GenericInternalRow(row)).getBytes();
            rows.add(bytes);
            size = Math.addExact(size, Math.addExact(Integer.BYTES, bytes.length));
        }
        var all = ByteBuffer.allocate(size);
        rows.forEach(row -> all.putInt(row.length).put(row));
        return all.array();
    }

    static CollectedRows of(byte[] saved, DataType[] types) {
        var rows = new CollectedRows(types);
        var all = ByteBuffer.wrap(saved);
        while (all.hasRemaining()) {
            byte[] bytes = new byte[all.getInt()];
            all.get(bytes);
            var row = new UnsafeRow(types.length);
            row.pointTo(bytes, bytes.length);
            var values = new Object[types.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.isNullAt(i) ? null : row.get(i, types[i]);
            }
            rows.values.add(values);
        }
        return rows;
    }
}
