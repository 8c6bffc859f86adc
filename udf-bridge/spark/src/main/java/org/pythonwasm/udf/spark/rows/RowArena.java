package org.pythonwasm.udf.spark.rows;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;
import scala.collection.immutable.Seq;

/** Copies of rows behind each other in one array, without an object for each. Used by one thread. */
public final class RowArena {
    private static final int INITIAL = 1 << 14;
    /** A row that is read is bytes of the array in this view. */
    private final UnsafeRow view;

    private final UnsafeProjection projection;
    private final int[] starts;
    private byte[] bytes = new byte[INITIAL];
    private int count;

    @SuppressWarnings("unchecked")
    public RowArena(Seq<Attribute> columns, int capacity) {
        this.view = new UnsafeRow(columns.length());
        this.projection = UnsafeProjection.create((Seq<Expression>) (Seq<?>) columns, columns);
        this.starts = new int[capacity + 1];
    }

    public void clear() {
        count = 0;
    }

    public int size() {
        return count;
    }

    /** @param row of which nothing is kept */
    public void add(InternalRow row) {
        var given = row instanceof UnsafeRow unsafe ? unsafe : projection.apply(row);
        int start = starts[count];
        int end = Math.addExact(start, given.getSizeInBytes());
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * bytes.length)));
        }
        Platform.copyMemory(
                given.getBaseObject(),
                given.getBaseOffset(),
                bytes,
                Platform.BYTE_ARRAY_OFFSET + (long) start,
                given.getSizeInBytes());
        starts[++count] = end;
    }

    /** Returns the bytes of all rows. */
    public int bytes() {
        return starts[count];
    }

    /** Returns a row, until the next one is asked for. */
    public UnsafeRow get(int row) {
        view.pointTo(bytes, Platform.BYTE_ARRAY_OFFSET + (long) starts[row], starts[row + 1] - starts[row]);
        return view;
    }
}
