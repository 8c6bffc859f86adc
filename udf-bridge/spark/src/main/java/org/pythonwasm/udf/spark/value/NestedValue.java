package org.pythonwasm.udf.spark.value;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.codec.BadValueException;
import org.pythonwasm.udf.internal.codec.IntervalCodec;
import org.pythonwasm.udf.internal.codec.MapKeys;
import org.pythonwasm.udf.internal.codec.StoreAssignment;

/**
 * Values of ARRAY, ROW and MAP between Catalyst's form and Java's classes. Immutable.
 *
 * @param zone in which instants are shown
 */
record NestedValue(ZoneId zone) {

    /** @param value null, or of Catalyst's form */
    Object toJava(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case ARRAY -> list((ArrayData) value, type.element());
            case ROW -> row((InternalRow) value, type);
            case MAP -> map((MapData) value, type);
            case CHAR, VARCHAR, CLOB -> value.toString();
            case DECIMAL -> ((Decimal) value).toJavaBigDecimal();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Long) value);
            case TIMESTAMP -> SparkCodecs.zoned((Long) value, ZoneOffset.UTC).toLocalDateTime();
            case TIMESTAMP_WITH_TIME_ZONE -> SparkCodecs.zoned((Long) value, zone);
            case INTERVAL_YEAR_MONTH -> Period.ofMonths((Integer) value);
            case INTERVAL_DAY_SECOND -> Duration.of((Long) value, ChronoUnit.MICROS);
            default -> value;
        };
    }

    private List<Object> list(ArrayData items, SqlType type) {
        var list = new ArrayList<>(items.numElements());
        var spark = SparkTypes.of(type);
        for (int i = 0; i < items.numElements(); i++) {
            list.add(items.isNullAt(i) ? null : toJava(items.get(i, spark), type));
        }
        return list;
    }

    private List<Object> row(InternalRow row, SqlType type) {
        var list = new ArrayList<>(type.fields().size());
        for (int i = 0; i < type.fields().size(); i++) {
            var part = type.part(i);
            list.add(row.isNullAt(i) ? null : toJava(row.get(i, SparkTypes.of(part)), part));
        }
        return list;
    }

    private Map<Object, Object> map(MapData map, SqlType type) {
        var keys = list(map.keyArray(), type.part(0));
        var values = list(map.valueArray(), type.part(1));
        var java = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            java.put(keys.get(i), values.get(i));
        }
        return java;
    }

    /** @param value null, or of Java's class for the type */
    Object toSpark(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case ARRAY -> new GenericArrayData(items((List<?>) value, type.element()));
            case ROW -> new GenericInternalRow(fields((List<?>) value, type));
            case MAP -> entries((Map<?, ?>) value, type);
            case CHAR, VARCHAR, CLOB -> UTF8String.fromString((String) value);
            case DECIMAL -> decimal((BigDecimal) value, type);
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> ((LocalTime) value).toNanoOfDay();
            case TIMESTAMP -> SparkCodecs.micros(((LocalDateTime) value).atOffset(ZoneOffset.UTC));
            case TIMESTAMP_WITH_TIME_ZONE -> SparkCodecs.micros((OffsetDateTime) value);
            case INTERVAL_YEAR_MONTH -> Math.toIntExact(((Period) value).toTotalMonths());
            case INTERVAL_DAY_SECOND -> IntervalCodec.micros((Duration) value, type);
            default -> value;
        };
    }

    private static Decimal decimal(BigDecimal value, SqlType type) {
        if (type.precision() != SqlType.UNSPECIFIED) {
            return SparkCodecs.decimal(value, type);
        }
        return SparkCodecs.decimal(StoreAssignment.decimal(value, SparkTypes.exact(type)), SparkTypes.exact(type));
    }

    private Object[] items(List<?> values, SqlType type) {
        var items = new Object[values.size()];
        for (int i = 0; i < items.length; i++) {
            items[i] = toSpark(values.get(i), type);
        }
        return items;
    }

    private Object[] fields(List<?> values, SqlType type) {
        var fields = new Object[values.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = toSpark(values.get(i), type.part(i));
        }
        return fields;
    }

    private MapData entries(Map<?, ?> map, SqlType type) {
        if (map.containsKey(null)) {
            throw BadValueException.outOfRange("None as a key", type);
        }
        var keys = items(new ArrayList<>(map.keySet()), type.part(0));
        // Spark's numbers and times may have fewer digits than those that the core has looked at.
        var seen = new MapKeys(type.part(0), "");
        for (Object key : keys) {
            seen.add(toJava(key, type.part(0)));
        }
        return new ArrayBasedMapData(
                new GenericArrayData(keys), new GenericArrayData(items(new ArrayList<>(map.values()), type.part(1))));
    }
}
