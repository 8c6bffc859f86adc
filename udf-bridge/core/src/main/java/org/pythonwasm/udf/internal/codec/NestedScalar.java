package org.pythonwasm.udf.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.pythonwasm.engine.internal.text.Numbers;
import org.pythonwasm.udf.SqlType;

/**
 * Converts the parts of an ARRAY, ROW or MAP: the rules are those of {@link Codec}, for values in the classes of the
 * engine.
 */
final class NestedScalar {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** What the engine makes of Python's values, but for ints and containers. */
    private static final Map<Class<?>, String> PYTHON_TYPES = Map.ofEntries(
            Map.entry(Boolean.class, "bool"),
            Map.entry(Double.class, "float"),
            Map.entry(BigDecimal.class, "decimal.Decimal"),
            Map.entry(String.class, "str"),
            Map.entry(byte[].class, "bytes"),
            Map.entry(LocalDate.class, "datetime.date"),
            Map.entry(LocalTime.class, "datetime.time"),
            Map.entry(OffsetTime.class, "datetime.time with time zone"),
            Map.entry(LocalDateTime.class, "datetime.datetime"),
            Map.entry(OffsetDateTime.class, "datetime.datetime with time zone"),
            Map.entry(Duration.class, "datetime.timedelta"),
            Map.entry(UUID.class, "uuid.UUID"));

    private NestedScalar() {}

    static Object toPython(Object value, SqlType type) {
        return switch (type.name()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> ((Number) value).longValue();
            case REAL, DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> StoreAssignment.decimal((BigDecimal) value, type);
            case CHAR, VARCHAR, CLOB -> StoreAssignment.text((String) value, type);
            case BINARY, VARBINARY, BLOB -> StoreAssignment.bytes((byte[]) value, type);
            case DATE -> date((LocalDate) value);
            case TIME -> StoreAssignment.time((LocalTime) value, type);
            case TIMESTAMP -> StoreAssignment.timestamp((LocalDateTime) value, type);
            case TIME_WITH_TIME_ZONE -> zoned((OffsetTime) value, type);
            case TIMESTAMP_WITH_TIME_ZONE -> zoned((OffsetDateTime) value, type);
            case INTERVAL_YEAR_MONTH -> ((Period) value).toTotalMonths();
            case BOOLEAN, INTERVAL_DAY_SECOND, UUID -> value;
            case JSON, ARRAY, ROW, MAP, TABLE -> throw new IllegalStateException(type + " is no scalar");
        };
    }

    private static LocalDate date(LocalDate date) {
        DateTimeRange.check(date, date.getYear());
        return date;
    }

    private static OffsetTime zoned(OffsetTime time, SqlType type) {
        return StoreAssignment.time(time.toLocalTime(), type).atOffset(time.getOffset());
    }

    private static OffsetDateTime zoned(OffsetDateTime time, SqlType type) {
        return StoreAssignment.timestamp(time.toLocalDateTime(), type).atOffset(time.getOffset());
    }

    /** @param path of the value inside the result, for messages */
    static Object toSql(Object value, SqlType type, String path) {
        try {
            return toSql(value, type);
        } catch (ClassCastException e) {
            throw wrongType(expected(type), value, path);
        } catch (BadValueException e) {
            throw path.isEmpty() ? e : new BadValueException(e.sqlState(), e.getMessage() + NestedCodec.at(path));
        }
    }

    private static Object toSql(Object value, SqlType type) {
        return switch (type.name()) {
            case BOOLEAN -> (Boolean) value;
            case TINYINT -> Codec.TINYINT.fit(integer(value, type), type);
            case SMALLINT -> Codec.SMALLINT.fit(integer(value, type), type);
            case INTEGER -> Codec.INTEGER.fit(integer(value, type), type);
            case BIGINT -> integer(value, type);
            case REAL -> StoreAssignment.real(number(value, type), type);
            case DOUBLE -> number(value, type);
            case DECIMAL -> StoreAssignment.decimal(decimal(value, type), type);
            case CHAR, VARCHAR, CLOB -> StoreAssignment.text((String) value, type);
            case BINARY, VARBINARY, BLOB -> StoreAssignment.bytes((byte[]) value, type);
            case DATE -> (LocalDate) value;
            case TIME -> StoreAssignment.time((LocalTime) value, type);
            case TIMESTAMP -> StoreAssignment.timestamp((LocalDateTime) value, type);
            case TIME_WITH_TIME_ZONE -> zoned((OffsetTime) value, type);
            case TIMESTAMP_WITH_TIME_ZONE -> zoned((OffsetDateTime) value, type);
            case INTERVAL_YEAR_MONTH -> IntervalCodec.period(integer(value, type), type);
            case INTERVAL_DAY_SECOND -> (Duration) value;
            case UUID -> (UUID) value;
            case JSON, ARRAY, ROW, MAP, TABLE -> throw new IllegalStateException(type + " is no scalar");
        };
    }

    private static long integer(Object value, SqlType type) {
        if (value instanceof BigInteger big && (big.compareTo(LONG_MIN) < 0 || big.compareTo(LONG_MAX) > 0)) {
            throw BadValueException.outOfRange(big, type);
        }
        return value instanceof Integer small
                ? small
                : value instanceof BigInteger big ? big.longValue() : (Long) value;
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    private static double number(Object value, SqlType type) {
        double number = isInteger(value) ? ((Number) value).doubleValue() : (Double) value;
        if (Double.isInfinite(number) && value instanceof BigInteger) {
            throw BadValueException.outOfRange("the int", type);
        }
        return number;
    }

    /** A Decimal that has no SQL value arrives as a double. */
    private static BigDecimal decimal(Object value, SqlType type) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw BadValueException.outOfRange(value, type);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        var unscaled = value instanceof BigInteger big ? big : ((BigDecimal) value).unscaledValue();
        if (Numbers.leastDigits(unscaled) > Codec.MOST_DIGITS) {
            throw BadValueException.outOfRange(value, type);
        }
        return value instanceof BigInteger ? new BigDecimal(unscaled) : (BigDecimal) value;
    }

    private static String expected(SqlType type) {
        return switch (type.name()) {
            case TIME, TIMESTAMP -> type.name().pythonType() + " without time zone";
            case TIME_WITH_TIME_ZONE, TIMESTAMP_WITH_TIME_ZONE -> type.name().pythonType() + " with time zone";
            default -> type.name().pythonType();
        };
    }

    static BadValueException wrongType(String expected, Object value, String path) {
        return new BadValueException(
                "22023", "expected " + expected + NestedCodec.at(path) + ", got " + pythonType(value));
    }

    private static String pythonType(Object value) {
        if (isInteger(value)) {
            return "int";
        }
        String scalar = PYTHON_TYPES.get(value.getClass());
        if (scalar != null) {
            return scalar;
        }
        if (value instanceof Set) {
            return "set";
        }
        return value instanceof Map
                ? "dict"
                : value instanceof List ? "list or tuple" : value.getClass().getName();
    }
}
