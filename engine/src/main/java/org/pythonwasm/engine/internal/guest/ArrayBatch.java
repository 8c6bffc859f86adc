package org.pythonwasm.engine.internal.guest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

/**
 * Columns of a {@link StdioGuest}: arrays of the host, which travel in requests and replies. A column is three byte strings, as
 * {@code columns.py} reads and writes them.
 */
final class ArrayBatch extends Batch {
    private static final byte[] EMPTY = {};

    private final GuestHost host;
    /** One byte a row; 0 is NULL. */
    private final byte[][] valid;
    /** Eight bytes a row: a number, or place and length of a value in the heap. */
    private final byte[][] data;
    /** Values of varying length. */
    private final byte[][] heap;

    private final int[] heapUsed;
    private long spanBytes;

    ArrayBatch(GuestHost host, List<ColumnType> types, int arguments, int capacity) {
        super(types, arguments, capacity);
        this.host = host;
        int columns = types.size();
        this.valid = new byte[columns][capacity];
        this.data = new byte[columns][Math.multiplyExact(8, capacity)];
        this.heap = new byte[columns][];
        Arrays.fill(heap, EMPTY);
        this.heapUsed = new int[columns];
    }

    /** The columns of arguments, of the first rows. */
    List<Object> sent(int rows) {
        var columns = new ArrayList<Object>();
        for (int i = 0; i < arguments; i++) {
            columns.add(List.of(
                    Arrays.copyOf(valid[i], rows),
                    Arrays.copyOf(data[i], 8 * rows),
                    Arrays.copyOf(heap[i], heapUsed[i])));
        }
        return columns;
    }

    /** Takes the columns of results. */
    void take(List<?> columns) {
        for (int i = arguments; i < types.size(); i++) {
            var column = (List<?>) columns.get(i - arguments);
            take((byte[]) column.get(0), valid[i]);
            take((byte[]) column.get(1), data[i]);
            heap[i] = (byte[]) column.get(2);
        }
    }

    private static void take(byte[] from, byte[] to) {
        if (from.length > to.length) {
            throw new GuestTrap("a column of " + from.length + " bytes has no room in a batch of " + to.length);
        }
        System.arraycopy(from, 0, to, 0, from.length);
    }

    @Override
    public void clear() {
        Arrays.fill(heapUsed, 0);
        spanBytes = 0;
    }

    @Override
    public long spanBytes() {
        return spanBytes;
    }

    @Override
    public void setNull(int column, int row) {
        valid[column][row] = 0;
    }

    @Override
    public void setLong(int column, int row, long value) {
        valid[column][row] = 1;
        GuestInstance.LONG.set(data[column], 8 * row, value);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        valid[column][row] = 1;
        GuestInstance.DOUBLE.set(data[column], 8 * row, value);
    }

    @Override
    public void setValue(int column, int row, Object value) {
        setBytes(column, row, host.channel().bytes(value));
    }

    @Override
    public void setBytes(int column, int row, byte[] value) {
        int used = heapUsed[column];
        reserve(column, used, value.length);
        valid[column][row] = 1;
        System.arraycopy(value, 0, heap[column], used, value.length);
        GuestInstance.INT.set(data[column], 8 * row, used);
        GuestInstance.INT.set(data[column], 8 * row + 4, value.length);
        heapUsed[column] = used + value.length;
        spanBytes += value.length;
    }

    private void reserve(int column, int used, int more) {
        long needed = (long) used + more;
        if (needed > host.limits().memoryBytes() || needed > Integer.MAX_VALUE / 2) {
            throw new IllegalStateException("no room for " + needed + " bytes in the guest's memory of "
                    + host.limits().memoryBytes() + " bytes");
        }
        if (needed > heap[column].length) {
            heap[column] = Arrays.copyOf(heap[column], (int) needed * 2);
        }
    }

    @Override
    public boolean isNull(int row) {
        return valid[result][row] == 0;
    }

    @Override
    public long getLong(int row) {
        return (long) GuestInstance.LONG.get(data[result], 8 * row);
    }

    @Override
    public double getDouble(int row) {
        return (double) GuestInstance.DOUBLE.get(data[result], 8 * row);
    }

    @Override
    public String getText(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> new String(heap[result], start, length, StandardCharsets.UTF_8));
    }

    @Override
    public long getZonedMicros(int row) {
        return (long) GuestInstance.LONG.get(heap[result], spanStart(row, ZONED));
    }

    @Override
    public int getZonedOffset(int row) {
        return (int) GuestInstance.INT.get(heap[result], spanStart(row, ZONED) + Long.BYTES);
    }

    @Override
    public Object getValue(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> host.channel().value(heap[result], start, length));
    }

    @Override
    public byte[] getBytes(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> Arrays.copyOfRange(heap[result], start, start + length));
    }

    private int spanLength(int row) {
        return (int) GuestInstance.INT.get(data[result], 8 * row + 4);
    }

    /** The guest has written place and length, and may have written what it likes. */
    private int spanStart(int row, int length) {
        host.requireValueSize(length);
        int start = (int) GuestInstance.INT.get(data[result], 8 * row);
        return host.taken(() -> {
            if (start < 0 || length < 0 || start > heap[result].length - length) {
                throw new GuestTrap("a value lies outside of its column");
            }
            return start;
        });
    }

    /** There is nothing in the guest to give back. */
    @Override
    public void close() {}
}
