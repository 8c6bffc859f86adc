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
            var duration = (Duration) value;
            try {
                batch.setLong(
                        column,
                        row,
                        Math.addExact(
                                Math.multiplyExact(duration.getSeconds(), DateTimeRange.SECOND),
                                duration.getNano() / DateTimeRange.NANOS));
            } catch (ArithmeticException e) {
                throw BadValueException.outOfRange(duration, type);
            }
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            long micros = batch.getLong(row);
            return Duration.ofSeconds(
                    Math.floorDiv(micros, DateTimeRange.SECOND),
                    Math.floorMod(micros, DateTimeRange.SECOND) * DateTimeRange.NANOS);
        }
    };

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
