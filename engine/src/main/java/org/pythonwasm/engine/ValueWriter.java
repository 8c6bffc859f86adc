package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Java values as the JSON of the protocol; {@code {"$": tag, "v": …}} stands for what JSON lacks. */
final class ValueWriter {
    private static final int MAX_DEPTH = 200;

    private final JsonGenerator json;

    ValueWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * @param path where the value stands, for error messages
     * @throws IllegalArgumentException for a type that Python has no value for, or one nested too deeply (or in itself)
     */
    void write(Object value, String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    path.substring(0, Math.min(path.length(), 100)) + "…: nested deeper than " + MAX_DEPTH
                            + " levels, or contains itself");
        }
        if (!writeScalar(value) && !writeContainer(value, path, depth)) {
            throw new IllegalArgumentException(path + ": " + value.getClass().getName()
                    + " has no Python value; pass numbers, strings, byte[], dates, collections, maps, records or enums");
        }
    }

    private boolean writeScalar(Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
            json.writeString(value instanceof Enum<?> constant ? constant.name() : value.toString());
        } else if (value instanceof Number number) {
            return writeNumber(number);
        } else if (value instanceof byte[] bytes) {
            tagged("bytes", Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof UUID) {
            tagged("uuid", value.toString());
        } else if (value instanceof PythonHandle handle) {
            json.writeStartObject();
            json.writeStringField("$", "handle");
            json.writeNumberField("v", handle.id());
            json.writeEndObject();
        } else {
            return writeTime(value);
        }
        return true;
    }

    private boolean writeNumber(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeDouble(number.doubleValue());
        } else if (number instanceof BigInteger big) {
            tagged("int", big.toString(16));
        } else if (number instanceof BigDecimal decimal) {
            tagged("decimal", decimal.toString());
        } else {
            return false;
        }
        return true;
    }

    private void writeDouble(double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            tagged("float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        }
    }

    private boolean writeTime(Object value) throws IOException {
        if (value instanceof LocalDate) {
            tagged("date", value.toString());
        } else if (value instanceof LocalTime time) {
            tagged("time", micros(time).toString());
        } else if (value instanceof LocalDateTime time) {
            tagged("datetime", time.toLocalDate() + "T" + micros(time.toLocalTime()));
        } else if (value instanceof OffsetDateTime time) {
            writeOffset(time);
        } else if (value instanceof Instant instant) {
            writeOffset(instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof Duration duration) {
            writeDuration(duration);
        } else {
            return false;
        }
        return true;
    }

    /** Python's times end at microseconds. */
    private static LocalTime micros(LocalTime time) {
        return time.withNano(time.getNano() / 1000 * 1000);
    }

    private void writeOffset(OffsetDateTime time) throws IOException {
        String offset = time.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : time.getOffset().getId();
        tagged("datetime", time.toLocalDate() + "T" + micros(time.toLocalTime()) + offset);
    }

    private void writeDuration(Duration duration) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", "timedelta");
        json.writeArrayFieldStart("v");
        json.writeNumber(Math.floorDiv(duration.getSeconds(), 86_400L));
        json.writeNumber(Math.floorMod(duration.getSeconds(), 86_400L));
        json.writeNumber(duration.getNano() / 1000);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tagged(String tag, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", tag);
        json.writeStringField("v", text);
        json.writeEndObject();
    }

    private boolean writeContainer(Object value, String path, int depth) throws IOException {
        if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), path, depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, path, depth);
        } else if (value instanceof Set<?> set) {
            json.writeStartObject();
            json.writeStringField("$", "set");
            json.writeFieldName("v");
            writeItems(set, path, depth);
            json.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            writeItems(items, path, depth);
        } else if (value.getClass().isArray()) {
            writeArray(value, path, depth);
        } else if (value instanceof Record) {
            writeRecord(value, path, depth);
        } else {
            return false;
        }
        return true;
    }

    private void writeItems(Collection<?> items, String path, int depth) throws IOException {
        json.writeStartArray();
        int index = 0;
        for (Object item : items) {
            write(item, path + "[" + index++ + "]", depth + 1);
        }
        json.writeEndArray();
    }

    private void writeArray(Object array, String path, int depth) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            write(Array.get(array, i), path + "[" + i + "]", depth + 1);
        }
        json.writeEndArray();
    }

    /** A tag's key in a map forces the general form, so that no map can pass for a tagged value. */
    private void writeMap(Map<?, ?> map, String path, int depth) throws IOException {
        boolean plain = map.keySet().stream().allMatch(key -> key instanceof String text && !text.equals("$"));
        json.writeStartObject();
        if (!plain) {
            json.writeStringField("$", "dict");
            json.writeArrayFieldStart("v");
        }
        for (var entry : map.entrySet()) {
            String place = path + "[" + entry.getKey() + "]";
            if (plain) {
                json.writeFieldName((String) entry.getKey());
                write(entry.getValue(), place, depth + 1);
            } else {
                json.writeStartArray();
                write(entry.getKey(), path + " key", depth + 1);
                write(entry.getValue(), place, depth + 1);
                json.writeEndArray();
            }
        }
        if (!plain) {
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeRecord(Object value, String path, int depth) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            write(read(value, component, path), path + "." + component.getName(), depth + 1);
        }
        json.writeEndObject();
    }

    private static Object read(Object value, RecordComponent component, String path) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(path + "." + component.getName() + " cannot be read: " + e, e);
        }
    }
}
