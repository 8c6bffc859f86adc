package org.pythonwasm.udf.spark.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.codec.Codec;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.codec.CountedCodec;
import org.pythonwasm.udf.internal.codec.NestedCodec;

/**
 * Values of Catalyst's internal form: a text is UTF-8, a DATE counts days, a TIMESTAMP and a day-time interval microseconds, the other
 * interval months. Immutable.
 */
public final class SparkCodecs {
    private static final Codec TEXT = new Codec() {
        @Override
        public int size(Object value) {
            return ((UTF8String) value).numBytes();
        }

        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var text = (UTF8String) value;
            byte[] bytes = text.getBytes();
            if (type.precision() != SqlType.UNSPECIFIED || !Ascii.isAscii(bytes)) {
                Codec.TEXT.write(batch, column, row, text.toString(), type);
            } else {
                batch.setBytes(column, row, bytes);
            }
        }

        /** Only text of other characters than ASCII, or of a limited length, is decoded, for its checks. */
        @Override
        public Object read(Batch batch, int row, SqlType type) {
            byte[] bytes = batch.getBytes(row);
            return type.precision() != SqlType.UNSPECIFIED || !Ascii.isAscii(bytes)
                    ? UTF8String.fromString((String) Codec.TEXT.read(batch, row, type))
                    : UTF8String.fromBytes(bytes);
        }
    };

    private static final Codec JSON = new Codec() {
        @Override
        public int size(Object value) {
            return ((UTF8String) value).numBytes();
        }

        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            Codec.JSON.write(batch, column, row, value.toString(), type);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return UTF8String.fromString((String) Codec.JSON.read(batch, row, type));
        }
    };

    private static final Codec DECIMAL = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            Codec.DECIMAL.write(batch, column, row, ((Decimal) value).toJavaBigDecimal(), SparkTypes.exact(type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            var exact = SparkTypes.exact(type);
            return decimal((BigDecimal) Codec.DECIMAL.read(batch, row, exact), exact);
        }
    };

    /** Nanoseconds of the day. */
    private static final Codec TIME = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            Codec.TIME.write(batch, column, row, LocalTime.ofNanoOfDay((Long) value), type);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return ((LocalTime) Codec.TIME.read(batch, row, type)).toNanoOfDay();
        }
    };

    /** Parts of a value travel as values of the engine, in Java's classes. */
    private static Codec nested(ZoneId zone) {
        var nested = new NestedValue(zone);
        return new Codec() {
            @Override
            public int size(Object value) {
                return 0;
            }

            @Override
            public void write(Batch batch, int column, int row, Object value, SqlType type) {
                NestedCodec.INSTANCE.write(batch, column, row, nested.toJava(value, type), type);
            }

            @Override
            public Object read(Batch batch, int row, SqlType type) {
                return nested.toSpark(NestedCodec.INSTANCE.read(batch, row, type), type);
            }
        };
    }

    /** A TIMESTAMP of Spark is an instant, which Python receives with the offset that the session's zone has then. */
    private static Codec instant(ZoneId zone) {
        return new Codec() {
            @Override
            public void write(Batch batch, int column, int row, Object value, SqlType type) {
                var time = zoned((Long) value, zone);
                Codecs.JAVA.of(SqlTypeName.TIMESTAMP_WITH_TIME_ZONE).write(batch, column, row, time, type);
            }

            @Override
            public Object read(Batch batch, int row, SqlType type) {
                var read = Codecs.JAVA.of(SqlTypeName.TIMESTAMP_WITH_TIME_ZONE).read(batch, row, type);
                return micros((OffsetDateTime) read);
            }
        };
    }

    static OffsetDateTime zoned(long micros, ZoneId zone) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone).toOffsetDateTime();
    }

    static long micros(OffsetDateTime time) {
        // ChronoUnit counts nanoseconds on the way, of which a long has 292 years.
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1000);
    }

    static Decimal decimal(BigDecimal value, SqlType exact) {
        return Decimal.apply(value, exact.precision(), Math.max(0, exact.scale()));
    }

    private SparkCodecs() {}

    /** @param zone the session's, in which Python receives a TIMESTAMP WITH TIME ZONE */
    public static Codecs in(ZoneId zone) {
        var nested = nested(zone);
        return Codecs.JAVA.with(Map.ofEntries(
                Map.entry(SqlTypeName.CHAR, TEXT),
                Map.entry(SqlTypeName.VARCHAR, TEXT),
                Map.entry(SqlTypeName.CLOB, TEXT),
                Map.entry(SqlTypeName.JSON, JSON),
                Map.entry(SqlTypeName.DECIMAL, DECIMAL),
                Map.entry(SqlTypeName.DATE, CountedCodec.DAYS),
                Map.entry(SqlTypeName.TIME, TIME),
                Map.entry(SqlTypeName.TIMESTAMP, CountedCodec.timestampIn(ChronoUnit.MICROS)),
                Map.entry(SqlTypeName.TIMESTAMP_WITH_TIME_ZONE, instant(zone)),
                Map.entry(SqlTypeName.INTERVAL_YEAR_MONTH, CountedCodec.MONTHS),
                Map.entry(SqlTypeName.INTERVAL_DAY_SECOND, CountedCodec.durationIn(ChronoUnit.MICROS)),
                Map.entry(SqlTypeName.ARRAY, nested),
                Map.entry(SqlTypeName.ROW, nested),
                Map.entry(SqlTypeName.MAP, nested)));
    }
}
