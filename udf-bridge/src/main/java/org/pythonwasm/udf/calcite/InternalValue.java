package org.pythonwasm.udf.calcite;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.calcite.avatica.util.ByteString;
import org.pythonwasm.udf.SqlType;

/**
 * Values between Calcite's internal form and the classes of {@link org.pythonwasm.udf.SqlTypeName#javaClass()}.
 * Internally a DATE counts days, a TIME and a TIMESTAMP milliseconds, and bytes are a {@link ByteString}. Calcite casts
 * an argument to the declared type before the call, unless it is a narrower number.
 */
final class InternalValue {
    private static final long NANOS = 1_000_000;

    private InternalValue() {
    }

    /** The class of the type's values where they may be null. */
    static Class<?> classOf(SqlType type) {
        return switch (type.name()) {
            case BINARY, VARBINARY, BLOB -> ByteString.class;
            case DATE, TIME -> Integer.class;
            case TIMESTAMP -> Long.class;
            default -> type.name().javaClass();
        };
    }

    static Object toJava(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case TABLE -> ((PythonInput) value).open();
            case BINARY, VARBINARY, BLOB -> ((ByteString) value).getBytes();
            case DECIMAL -> value instanceof BigDecimal ? value : new BigDecimal(value.toString());
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * NANOS);
            case TIMESTAMP -> LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC);
            default -> value;
        };
    }

    static Object toCalcite(Object value) {
        if (value instanceof byte[] bytes) {
            return new ByteString(bytes);
        }
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof LocalTime time) {
            return (int) (time.toNanoOfDay() / NANOS);
        }
        return value instanceof LocalDateTime time ? (Object) time.toInstant(ZoneOffset.UTC).toEpochMilli() : value;
    }
}
