package org.pythonwasm.udf.calcite.function;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.avatica.util.ByteString;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.codec.MapKeys;

/** The values inside of an ARRAY, a ROW or a MAP between Calcite's internal form and Java's classes. */
final class NestedValue {
    private static final long NANOS = 1_000_000;

    private NestedValue() {}

    static Object toJava(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case BINARY, VARBINARY, BLOB -> ((ByteString) value).getBytes();
            case DECIMAL -> value instanceof BigDecimal ? value : new BigDecimal(value.toString());
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * NANOS);
            case TIMESTAMP -> LocalDateTime.ofInstant(Instant.ofEpochMilli((Long) value), ZoneOffset.UTC);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths(((Number) value).intValue());
            case INTERVAL_DAY_SECOND -> Duration.ofMillis(((Number) value).longValue());
            case ARRAY -> items((List<?>) value, item -> toJava(item, type.element()));
            case ROW -> fields(value, type);
            case MAP -> {
                var entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, item) -> entries.put(toJava(key, type.part(0)), toJava(item, type.part(1))));
                yield entries;
            }
            default -> value;
        };
    }

    private static List<Object> items(List<?> values, UnaryOperator<Object> conversion) {
        var items = new ArrayList<>(values.size());
        values.forEach(value -> items.add(conversion.apply(value)));
        return items;
    }

    private static List<Object> fields(Object row, SqlType type) {
        var values = row instanceof Object[] array ? Arrays.asList(array) : (List<?>) row;
        var fields = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            fields.add(toJava(values.get(i), type.part(i)));
        }
        return fields;
    }

    static Object toCalcite(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case ARRAY -> items((List<?>) value, item -> toCalcite(item, type.element()));
            case ROW -> row((List<?>) value, type);
            case MAP -> map((Map<?, ?>) value, type);
            default -> toCalcite(value);
        };
    }

    private static Map<Object, Object> map(Map<?, ?> values, SqlType type) {
        var map = new LinkedHashMap<>();
        // Calcite has milliseconds where Python has microseconds.
        var keys = new MapKeys(type.part(0), "");
        values.forEach((key, value) -> {
            var calciteKey = toCalcite(key, type.part(0));
            keys.add(calciteKey);
            map.put(calciteKey, toCalcite(value, type.part(1)));
        });
        return map;
    }

    private static Object[] row(List<?> values, SqlType type) {
        var row = new Object[values.size()];
        Arrays.setAll(row, i -> toCalcite(values.get(i), type.part(i)));
        return row;
    }

    private static Object toCalcite(Object value) {
        if (value instanceof Period period) {
            return (int) period.toTotalMonths();
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof byte[] bytes) {
            return new ByteString(bytes);
        }
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof LocalTime time) {
            return (int) (time.toNanoOfDay() / NANOS);
        }
        return value instanceof LocalDateTime time
                ? (Object) time.toInstant(ZoneOffset.UTC).toEpochMilli()
                : value;
    }
}
