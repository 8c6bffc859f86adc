package org.pythonwasm.udf.internal.codec;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/**
 * Dates, times and intervals of a database that has them as numbers, as a batch does: days, months, or a unit of time. No object
 * stands between the two numbers; one is made for the message of an error only.
 */
public abstract class CountedCodec implements Codec {

    private CountedCodec() {}

    /** A DATE as an Integer, the days since 1970-01-01. */
    public static final Codec DAYS = new CountedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            int day = (Integer) value;
            if (!DateTimeRange.isDay(day)) {
                throw DateTimeRange.outside(LocalDate.ofEpochDay(day));
            }
            batch.setLong(column, row, day);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            long day = batch.getLong(row);
            if (!DateTimeRange.isDay(day)) {
                throw DateTimeRange.outside("day " + day);
            }
            return (int) day;
        }
    };

    /** An INTERVAL YEAR TO MONTH as an Integer, or on its way into the batch any number. */
    public static final Codec MONTHS = new CountedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, ((Number) value).intValue());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return IntervalCodec.months(batch.getLong(row), type);
        }
    };

    /** A TIME as an Integer, the units since midnight. */
    public static Codec timeIn(ChronoUnit unit) {
        return new CountedCodec() {
            private final long micros = micros(unit);

            @Override
            public void write(Batch batch, int column, int row, Object value, SqlType type) {
                long time = (Integer) value * micros;
                DateTimeRange.checkTime(time);
                batch.setLong(column, row, DateTimeRange.cut(time, type));
            }

            @Override
            public Object read(Batch batch, int row, SqlType type) {
                long time = batch.getLong(row);
                DateTimeRange.checkTime(time);
                return (int) (DateTimeRange.cut(time, type) / micros);
            }
        };
    }

    /** A TIMESTAMP as a Long, the units since 1970-01-01T00:00. */
    public static Codec timestampIn(ChronoUnit unit) {
        return new CountedCodec() {
            private final long micros = micros(unit);
            private final long second = DateTimeRange.SECOND / micros;

            @Override
            public void write(Batch batch, int column, int row, Object value, SqlType type) {
                long time = (Long) value;
                check(time, second);
                batch.setLong(column, row, DateTimeRange.cut(time * micros, type));
            }

            @Override
            public Object read(Batch batch, int row, SqlType type) {
                long time = batch.getLong(row);
                check(time, DateTimeRange.SECOND);
                return Math.floorDiv(DateTimeRange.cut(time, type), micros);
            }
        };
    }

    /** An INTERVAL DAY TO SECOND as a Long, or on its way into the batch any number. */
    public static Codec durationIn(ChronoUnit unit) {
        return new CountedCodec() {
            private final long micros = micros(unit);

            @Override
            public void write(Batch batch, int column, int row, Object value, SqlType type) {
                long duration = ((Number) value).longValue();
                try {
                    batch.setLong(column, row, Math.multiplyExact(duration, micros));
                } catch (ArithmeticException e) {
                    throw BadValueException.outOfRange(Duration.of(duration, unit), type);
                }
            }

            @Override
            public Object read(Batch batch, int row, SqlType type) {
                return batch.getLong(row) / micros;
            }
        };
    }

    private static long micros(ChronoUnit unit) {
        return unit.getDuration().toNanos() / DateTimeRange.NANOS;
    }

    /** @param second how many units it has */
    private static void check(long time, long second) {
        long seconds = Math.floorDiv(time, second);
        if (!DateTimeRange.isSecond(seconds)) {
            int nanos = (int) (Math.floorMod(time, second) * (1_000_000_000L / second));
            throw DateTimeRange.outside(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
        }
    }
}
