package org.pythonwasm.udf.internal.codec;

import java.time.Duration;
import java.time.Period;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/** The codec of intervals: a number of months, or of microseconds. */
public abstract class IntervalCodec implements Codec {

    private IntervalCodec() {}

    public static final Codec MONTHS = new IntervalCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, ((Period) value).toTotalMonths());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return period(batch.getLong(row), type);
        }
    };

    public static final Codec MICROSECONDS = new IntervalCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, micros((Duration) value, type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            long micros = batch.getLong(row);
            return Duration.ofSeconds(
                    Math.floorDiv(micros, DateTimeRange.SECOND),
                    Math.floorMod(micros, DateTimeRange.SECOND) * DateTimeRange.NANOS);
        }
    };

    /** @throws BadValueException if a long does not hold them */
    public static long micros(Duration duration, SqlType type) {
        // The least number of microseconds has more seconds than fit, if these are rounded down.
        int up = duration.isNegative() && duration.getNano() > 0 ? 1 : 0;
        try {
            return Math.addExact(
                    Math.multiplyExact(duration.getSeconds() + up, DateTimeRange.SECOND),
                    duration.getNano() / DateTimeRange.NANOS - up * DateTimeRange.SECOND);
        } catch (ArithmeticException e) {
            throw BadValueException.outOfRange(duration, type);
        }
    }

    static Period period(long months, SqlType type) {
        return Period.ofMonths(months(months, type)).normalized();
    }

    static int months(long months, SqlType type) {
        if (months != (int) months) {
            throw BadValueException.outOfRange(months + " months", type);
        }
        return (int) months;
    }
}
