package org.pythonwasm.udf.spark.plan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/** The arguments of the rows of a group so far, each row in bytes of its own. Used by one thread. */
final class CollectedRows implements Iterable<Object[]> {
    private final Form form;
    private final List<UnsafeRow> rows = new ArrayList<>();

    CollectedRows(Form form) {
        this.form = form;
    }

    /** The form of the rows of all groups of a task. Used by one thread. */
    static final class Form {
        private final DataType[] types;
        private final UnsafeProjection projection;

        Form(DataType[] types) {
            this.types = types;
            this.projection = UnsafeProjection.create(types);
        }

        /** The projection writes into one buffer, and values may lie in memory that Spark uses again. */
        private UnsafeRow row(Object[] values) {
            return projection.apply(new GenericInternalRow(values)).copy();
        }

        private Object[] values(UnsafeRow row) {
            var values = new Object[types.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = row.isNullAt(i) ? null : row.get(i, types[i]);
            }
            return values;
        }
    }

    void add(Object[] values) {
        rows.add(form.row(values));
    }

    void addAll(CollectedRows others) {
        rows.addAll(others.rows);
    }

    /** Returns the arguments of each row. */
    @Override
    public Iterator<Object[]> iterator() {
        return rows.stream().map(form::values).iterator();
    }

    byte[] toBytes() {
        int size = 0;
        for (var row : rows) {
            size = Math.addExact(size, Math.addExact(Integer.BYTES, row.getSizeInBytes()));
        }
        var all = ByteBuffer.allocate(size);
        rows.forEach(row -> all.putInt(row.getSizeInBytes()).put(row.getBytes()));
        return all.array();
    }

    static CollectedRows of(byte[] saved, Form form) {
        var rows = new CollectedRows(form);
        var all = ByteBuffer.wrap(saved);
        while (all.hasRemaining()) {
            byte[] bytes = new byte[all.getInt()];
            all.get(bytes);
            var row = new UnsafeRow(form.types.length);
            row.pointTo(bytes, bytes.length);
            rows.rows.add(row);
        }
        return rows;
    }
}
