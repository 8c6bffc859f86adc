package org.pythonwasm.engine.typed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Rows on their way to and from a {@link TypedFunction}, {@link TypedAggregate} or {@link TypedTable}: columns of
 * arguments, which the caller fills, and behind them columns of results. They lie in the guest's linear memory, so nothing
 * is copied or boxed on the way. Reused from call to call; same thread rule as its session.
 *
 * <p>The setters take the column's own type only: {@link #setLong} for {@code INT64}, {@code BOOLEAN} (0 or 1),
 * {@code DATE}, {@code TIME}, {@code TIMESTAMP} and {@code INTERVAL}, {@link #setDouble} for {@code FLOAT64}, {@link
 * #setText} for {@code TEXT}, {@code DECIMAL} and {@code JSON}, {@link #setBytes} for {@code BYTES} and {@code UUID},
 * {@link #setZoned} for times with a zone, {@link #setValue} for {@code VALUE}. Rows and columns count from 0 and are
 * checked against the memory, not against the capacity: a wrong index harms this guest alone.
 */
public final class Batch implements AutoCloseable {
    // The layout of guest/shim/columns.h.
    private static final int COLUMN_SIZE = 16;
    private static final int VALID = 0;
    private static final int DATA = 4;
    private static final int HEAP = 8;
    private static final int HEAP_CAPACITY = 12;
    private static final int FIRST_HEAP = 1024;
    private static final int ZONED = 12;

    private final Session session;
    private final List<ColumnType> types;
    private final int arguments;
    private final int capacity;
    private final int address;
    private final int[] valid;
    private final int[] data;
    /** Heaps of arguments: by the host's own book, since the guest may write what it likes into a descriptor. */
    private final int[] heap;
    private final int[] heapCapacity;
    private final int[] heapUsed;
    private final GuestInstance guest;
    private int result;
    private long spanBytes;

    /** @param types of the arguments, then of the results */
    Batch(Session session, List<ColumnType> types, int arguments, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a batch has room for at least one row, got " + capacity);
        }
        this.session = session;
        this.types = types;
        this.arguments = arguments;
        this.capacity = capacity;
        this.guest = session.guest();
        this.result = arguments;
        int columns = types.size();
        this.valid = new int[columns];
        this.data = new int[columns];
        this.heap = new int[columns];
        this.heapCapacity = new int[columns];
        this.heapUsed = new int[columns];
        int size = size(columns, capacity);
        this.address = session.keepHouse(() -> layOut(session.allocate(size)));
    }

    /** One that is not complete leaves no memory behind. */
    private int layOut(int block) {
        try {
            return layOutAll(block);
        } catch (IllegalStateException noRoom) {
            if (session.isUsable()) {
                for (int place : heap) {
                    if (place != 0) {
                        session.release(place);
                    }
                }
                session.release(block);
            }
            throw noRoom;
        }
    }

    private int layOutAll(int block) {
        int validSize = (capacity + 7) & ~7;
        int place = block + COLUMN_SIZE * types.size();
        for (int i = 0; i < types.size(); i++) {
            data[i] = place;
            valid[i] = place + 8 * capacity;
            place += 8 * capacity + validSize;
            describe(i, block + COLUMN_SIZE * i);
        }
        return block;
    }

    private static int size(int columns, int capacity) {
        long size = columns * (COLUMN_SIZE + 8L + 9L * capacity);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a batch of " + columns + " columns has no room for " + capacity + " rows");
        }
        return (int) size;
    }

    private void describe(int column, int descriptor) {
        guest.writeInt(descriptor + VALID, valid[column]);
        guest.writeInt(descriptor + DATA, data[column]);
        if (types.get(column).isSpan()) {
            setHeap(column, descriptor, session.allocate(FIRST_HEAP), FIRST_HEAP);
        }
    }

    /** Where the column descriptors start. */
    int address() {
        return address;
    }

    void checkRows(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("the batch has room for " + capacity + " rows, got " + rows);
        }
    }

    /** How many rows there is room for. */
    public int capacity() {
        return capacity;
    }

    /** Forgets the arguments; to be called before the rows of the next call are set. */
    public void clear() {
        Arrays.fill(heapUsed, 0);
        spanBytes = 0;
    }

    /** Bytes of the values of varying length that were set since {@link #clear()}. */
    public long spanBytes() {
        return spanBytes;
    }

    public void setNull(int column, int row) {
        guest.bytes[valid[column] + row] = 0;
    }

    public void setLong(int column, int row, long value) {
        guest.bytes[valid[column] + row] = 1;
        guest.writeLong(data[column] + 8 * row, value);
    }

    /** The list has to be open until the call with this batch is over; Python may keep it longer. */
    public void setRows(int column, int row, RowList rows) {
        setLong(column, row, rows.list());
    }

    public void setDouble(int column, int row, double value) {
        guest.bytes[valid[column] + row] = 1;
        GuestInstance.DOUBLE.set(guest.bytes, data[column] + 8 * row, value);
    }

    /** A text, or a decimal number as {@link java.math.BigDecimal#toString()} writes it. */
    public void setText(int column, int row, String value) {
        setBytes(column, row, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A time with a zone.
     *
     * @param micros of the day, or since 1970-01-01T00:00, in that zone
     * @param offsetSeconds of the zone from UTC, less than a day
     */
    public void setZoned(int column, int row, long micros, int offsetSeconds) {
        setBytes(column, row, ByteBuffer.allocate(ZONED).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(micros).putInt(offsetSeconds).array());
    }

    /**
     * A value other than null; see {@code docs/values.md}.
     *
     * @throws IllegalArgumentException the value, or one inside it, has no counterpart in Python; the message says
     *     where
     */
    public void setValue(int column, int row, Object value) {
        setBytes(column, row, session.channel().bytes(value));
    }

    /** A byte string, or the 16 bytes of a UUID, the most significant first. */
    public void setBytes(int column, int row, byte[] value) {
        int used = heapUsed[column];
        int place = reserve(column, used, value.length);
        guest.bytes[valid[column] + row] = 1;
        System.arraycopy(value, 0, guest.bytes, place + used, value.length);
        guest.writeInt(data[column] + 8 * row, used);
        guest.writeInt(data[column] + 8 * row + 4, value.length);
        heapUsed[column] = used + value.length;
        spanBytes += value.length;
    }

    /** The heap's address, with room for that many more bytes. */
    private int reserve(int column, int used, int more) {
        int before = heap[column];
        if (more <= heapCapacity[column] - used) {
            return before;
        }
        int size = (int) Math.min(((long) used + more) * 2, Integer.MAX_VALUE);
        return session.keepHouse(() -> {
            int larger = session.allocate(size);
            System.arraycopy(guest.bytes, before, guest.bytes, larger, used);
            session.release(before);
            setHeap(column, address + COLUMN_SIZE * column, larger, size);
            return larger;
        });
    }

    private void setHeap(int column, int descriptor, int place, int size) {
        heap[column] = place;
        heapCapacity[column] = size;
        guest.writeInt(descriptor + HEAP, place);
        guest.writeInt(descriptor + HEAP_CAPACITY, size);
    }

    /** Chooses which of several columns of results the getters read; the first before the first call of this method. */
    public Batch read(int resultColumn) {
        result = arguments + resultColumn;
        return this;
    }

    /** Whether the result of a row is NULL. */
    public boolean isNull(int row) {
        return guest.bytes[valid[result] + row] == 0;
    }

    /** The result of a row, of the types that {@link #setLong} takes. */
    public long getLong(int row) {
        return guest.readLong(data[result] + 8 * row);
    }

    public double getDouble(int row) {
        return (double) GuestInstance.DOUBLE.get(guest.bytes, data[result] + 8 * row);
    }

    /**
     * A text, or a decimal number in Python's spelling, which {@link java.math.BigDecimal} reads but for NaN and infinity.
     */
    public String getText(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return session.taken(() -> new String(guest.bytes, start, length, StandardCharsets.UTF_8));
    }

    /** Of a time with a zone, as {@link #setZoned} takes it. */
    public long getZonedMicros(int row) {
        return guest.readLong(spanStart(row, ZONED));
    }

    /** Of a time with a zone: its offset from UTC in seconds, at most 18 hours. */
    public int getZonedOffset(int row) {
        return guest.readInt(spanStart(row, ZONED) + Long.BYTES);
    }

    /** A value that is not null, in the classes that {@code docs/values.md} says come from Python. */
    public Object getValue(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return session.taken(() -> session.channel().value(guest.bytes, start, length));
    }

    public byte[] getBytes(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return session.taken(() -> Arrays.copyOfRange(guest.bytes, start, start + length));
    }

    private int spanLength(int row) {
        return guest.readInt(data[result] + 8 * row + 4);
    }

    private int spanStart(int row, int length) {
        int start = guest.readInt(address + COLUMN_SIZE * result + HEAP);
        return session.placeOfValue(start + guest.readInt(data[result] + 8 * row), length);
    }

    /** Gives the memory back to the guest; not needed before the interpreter is reset or closed. */
    @Override
    public void close() {
        if (session.isUsable() && session.guest() == guest) {
            session.keepHouse(this::release);
        }
    }

    private int release() {
        for (int i = 0; i < types.size(); i++) {
            int place = guest.readInt(address + COLUMN_SIZE * i + HEAP);
            if (place != 0) {
                session.release(place);
            }
        }
        session.release(address);
        return 0;
    }
}
