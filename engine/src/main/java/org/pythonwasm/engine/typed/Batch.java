package org.pythonwasm.engine.typed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows on their way to and from a {@link TypedFunction}, {@link TypedAggregate} or {@link TypedTable}: columns of
 * arguments, which the caller fills, and behind them columns of results. Those of the built-in guest lie in its linear memory, so
 * that nothing is copied or boxed on the way. Reused from call to call; same thread rule as its session.
 *
 * <p>The setters take the column's own type only: {@link #setLong} for {@code INT64}, {@code BOOLEAN} (0 or 1),
 * {@code DATE}, {@code TIME}, {@code TIMESTAMP} and {@code INTERVAL}, {@link #setDouble} for {@code FLOAT64}, {@link
 * #setText} for {@code TEXT}, {@code DECIMAL} and {@code JSON}, {@link #setBytes} for {@code BYTES} and {@code UUID},
 * {@link #setZoned} for times with a zone, {@link #setValue} for {@code VALUE}. Rows and columns count from 0 and are
 * checked against the memory, not against the capacity: a wrong index harms this guest alone.
 *
 * <p>The engine has one class of batches for each kind of guest. It is no interface, so that the JVM calls their methods directly while
 * only one of them is in use.
 */
public abstract class Batch implements AutoCloseable {
    /** The size in bytes of a time with a zone. */
    protected static final int ZONED = 12;

    protected final List<ColumnType> types;
    /** Returns how many of the columns are arguments. */
    protected final int arguments;

    protected final int capacity;
    /** The column that the getters read. */
    protected int result;

    /** A list in Python that an argument refers to. */
    public interface Rows {
        /** Returns what stands for it in a column. */
        long reference();
    }

    /** @param types of the arguments, then of the results */
    protected Batch(List<ColumnType> types, int arguments, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a batch has room for at least one row, got " + capacity);
        }
        this.types = types;
        this.arguments = arguments;
        this.capacity = capacity;
        this.result = arguments;
    }

    final void checkRows(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("the batch has room for " + capacity + " rows, got " + rows);
        }
    }

    /** Returns how many rows there is room for. */
    public final int capacity() {
        return capacity;
    }

    /** Forgets the arguments; to be called before the rows of the next call are set. */
    public abstract void clear();

    /**
     * Says that arguments and results are no longer needed, and that {@link #clear()} comes before the next ones are set or read:
     * until then the interpreter may sleep. It never does while one of its batches is in use.
     */
    public void rest() {}

    /** Bytes of the values of varying length that were set since {@link #clear()}. */
    public abstract long spanBytes();

    public abstract void setNull(int column, int row);

    public abstract void setLong(int column, int row, long value);

    /** The list has to be open until the call with this batch is over; Python may keep it longer. */
    public final void setRows(int column, int row, Rows rows) {
        setLong(column, row, rows.reference());
    }

    public abstract void setDouble(int column, int row, double value);

    /** A text, or a decimal number as {@link java.math.BigDecimal#toString()} writes it. */
    public final void setText(int column, int row, String value) {
        setBytes(column, row, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A time with a zone.
     *
     * @param micros of the day, or since 1970-01-01T00:00, in that zone
     * @param offsetSeconds of the zone from UTC, less than a day
     */
    public final void setZoned(int column, int row, long micros, int offsetSeconds) {
        setBytes(
                column,
                row,
                ByteBuffer.allocate(ZONED)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(micros)
                        .putInt(offsetSeconds)
                        .array());
    }

    /**
     * A value other than null; see {@code docs/values.md}.
     *
     * @throws IllegalArgumentException the value, or one inside it, has no counterpart in Python; the message names
     *     its place
     */
    public abstract void setValue(int column, int row, Object value);

    /** A byte string, or the 16 bytes of a UUID, the most significant first. */
    public abstract void setBytes(int column, int row, byte[] value);

    /** Chooses which of several columns of results the getters read; the first before the first call of this method. */
    public final Batch read(int resultColumn) {
        result = arguments + resultColumn;
        return this;
    }

    /** Returns whether the result of a row is NULL. */
    public abstract boolean isNull(int row);

    /** The result of a row, of the types that {@link #setLong} takes. */
    public abstract long getLong(int row);

    public abstract double getDouble(int row);

    /**
     * A text, or a decimal number in Python's spelling, which {@link java.math.BigDecimal} reads but for NaN and infinity.
     */
    public abstract String getText(int row);

    /** Of a time with a zone, as {@link #setZoned} takes it. */
    public abstract long getZonedMicros(int row);

    /** Of a time with a zone: its offset from UTC in seconds, at most 18 hours. */
    public abstract int getZonedOffset(int row);

    /** A value that is not null, in the classes that {@code docs/values.md} says come from Python. */
    public abstract Object getValue(int row);

    public abstract byte[] getBytes(int row);

    /** Gives the memory back to the guest; not needed before the interpreter is reset or closed. */
    @Override
    public abstract void close();
}
