package org.pythonwasm.udf.calcite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.calcite.avatica.util.ByteString;
import org.pythonwasm.udf.SqlType;

/**
 * Values between Calcite's internal form and the classes of {@link org.pythonwasm.udf.SqlTypeName#javaClass()}.
 * Internally a DATE counts days, a TIME and a TIMESTAMP milliseconds, and bytes are a {@link ByteString}. A number may
 * arrive in the class of any numeric type: Calcite matches families of types, and converts no argument within one.
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

    /** @throws ArithmeticException the number is out of the type's range */
    static Object toJava(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case BOOLEAN, CHAR, VARCHAR, CLOB -> value;
            case TINYINT -> (byte) integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integer(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case REAL -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> decimal(value);
            case BINARY, VARBINARY, BLOB -> ((ByteString) value).getBytes();
            case DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
            case TIME -> LocalTime.ofNanoOfDay(((Number) value).longValue() * NANOS);
            case TIMESTAMP -> LocalDateTime.ofInstant(Instant.ofEpochMilli(((Number) value).longValue()), ZoneOffset.UTC);
        };
    }

    private static long integer(Object value, long minimum, long maximum) {
        long whole = value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                ? ((Number) value).longValue()
                : decimal(value).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (whole < minimum || whole > maximum) {
            throw new ArithmeticException();
        }
        return whole;
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException notFinite) {
            throw new ArithmeticException();
        }
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
