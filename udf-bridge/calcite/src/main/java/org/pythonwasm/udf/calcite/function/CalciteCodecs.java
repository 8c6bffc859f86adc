package org.pythonwasm.udf.calcite.function;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.codec.Codec;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.codec.CountedCodec;
import org.pythonwasm.udf.internal.codec.NestedCodec;

/**
 * Values of Calcite's internal form: a DATE counts days, a TIME, a TIMESTAMP and a day-time interval milliseconds, the other interval
 * months, bytes are a {@link ByteString}, a ROW is an array. Calcite casts an argument to the declared type before the call, unless it
 * is a narrower number.
 */
public final class CalciteCodecs {
    private static final Codec DECIMAL = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            Codec.DECIMAL.write(
                    batch, column, row, value instanceof BigDecimal ? value : new BigDecimal(value.toString()), type);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return Codec.DECIMAL.read(batch, row, type);
        }
    };

    private static final Codec BYTES = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            Codec.BYTES.write(batch, column, row, ((ByteString) value).getBytes(), type);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return new ByteString((byte[]) Codec.BYTES.read(batch, row, type));
        }

        @Override
        public int size(Object value) {
            return ((ByteString) value).length();
        }
    };

    /** Parts of a value travel as values of the engine, in Java's classes. */
    private static final Codec NESTED = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            NestedCodec.INSTANCE.write(batch, column, row, NestedValue.toJava(value, type), type);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return NestedValue.toCalcite(NestedCodec.INSTANCE.read(batch, row, type), type);
        }

        @Override
        public int size(Object value) {
            return NestedCodec.INSTANCE.size(value);
        }
    };

    public static final Codecs ALL = Codecs.JAVA.with(Map.ofEntries(
            Map.entry(SqlTypeName.DECIMAL, DECIMAL),
            Map.entry(SqlTypeName.BINARY, BYTES),
            Map.entry(SqlTypeName.VARBINARY, BYTES),
            Map.entry(SqlTypeName.BLOB, BYTES),
            Map.entry(SqlTypeName.DATE, CountedCodec.DAYS),
            Map.entry(SqlTypeName.TIME, CountedCodec.timeIn(ChronoUnit.MILLIS)),
            Map.entry(SqlTypeName.TIMESTAMP, CountedCodec.timestampIn(ChronoUnit.MILLIS)),
            Map.entry(SqlTypeName.INTERVAL_YEAR_MONTH, CountedCodec.MONTHS),
            Map.entry(SqlTypeName.INTERVAL_DAY_SECOND, CountedCodec.durationIn(ChronoUnit.MILLIS)),
            Map.entry(SqlTypeName.ARRAY, NESTED),
            Map.entry(SqlTypeName.ROW, NESTED),
            Map.entry(SqlTypeName.MAP, NESTED)));

    private CalciteCodecs() {}

    /** The class of the type's values if they may be null. */
    public static Class<?> classOf(SqlType type) {
        return switch (type.name()) {
            case BINARY, VARBINARY, BLOB -> ByteString.class;
            case DATE, TIME -> Integer.class;
            case INTERVAL_YEAR_MONTH -> Integer.class;
            case TIMESTAMP, INTERVAL_DAY_SECOND -> Long.class;
            case ROW -> Object[].class;
            default -> type.name().javaClass();
        };
    }
}
