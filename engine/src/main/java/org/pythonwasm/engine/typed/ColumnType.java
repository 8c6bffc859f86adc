package org.pythonwasm.engine.typed;

import org.pythonwasm.engine.NamedTuple;

/**
 * The types of a {@link Batch} column: the form of a value in linear memory and its Python type. The codes are those of
 * {@code guest/shim/columns.h}.
 */
public enum ColumnType {
    /** Python {@code bool}. */
    BOOLEAN(1),
    /** Python {@code int}, 64 bits. */
    INT64(2),
    /** Python {@code float}; a Python {@code int} is accepted as a result (PEP 484, numeric tower). */
    FLOAT64(3),
    /** Python {@code decimal.Decimal}; a Python {@code int} is accepted as a result. */
    DECIMAL(4),
    /** Python {@code str}. */
    TEXT(5),
    /** Python {@code bytes}. */
    BYTES(6),
    /** Python {@code datetime.date}; in the batch days since 1970-01-01. */
    DATE(7),
    /** Python {@code datetime.time}; in the batch microseconds of the day. */
    TIME(8),
    /** Python {@code datetime.datetime} without zone; in the batch microseconds since 1970-01-01T00:00. */
    TIMESTAMP(9),
    /** Python {@code datetime.time} with an offset from UTC. */
    TIME_WITH_TIME_ZONE(10),
    /** Python {@code datetime.datetime} with an offset from UTC. */
    TIMESTAMP_WITH_TIME_ZONE(11),
    /** Python {@code datetime.timedelta}; in the batch microseconds, so that its range ends at about 292,000 years. */
    INTERVAL(12),
    /** Python {@code uuid.UUID}. */
    UUID(13),
    /**
     * The value that Python's {@code json} reads from a text; a result is any value that {@code json} can write, except
     * NaN.
     */
    JSON(14),
    /** A list, dict, {@link NamedTuple} or any other value that {@code docs/values.md} lists, except handles. */
    VALUE(15),
    /** Python {@code list} of named tuples, see {@link RowList}; of parameters only. */
    ROWS(30);

    private final int code;

    ColumnType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Returns whether values vary in length and are in the column's heap. */
    public boolean isSpan() {
        return switch (this) {
            case DECIMAL, TEXT, BYTES, TIME_WITH_TIME_ZONE, TIMESTAMP_WITH_TIME_ZONE, UUID, JSON, VALUE -> true;
            case BOOLEAN, INT64, FLOAT64, DATE, TIME, TIMESTAMP, INTERVAL, ROWS -> false;
        };
    }
}
