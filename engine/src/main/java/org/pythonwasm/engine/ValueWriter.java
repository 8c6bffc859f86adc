package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Java values as the JSON of the protocol; {@code {"$": tag, "v": …}} stands for what JSON lacks. What cannot travel is an
 * {@link IllegalArgumentException} that names the path inside the value.
 */
final class ValueWriter {
    private static final int MAX_DEPTH = 200;

    private final JsonGenerator json;
    private final Session session;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    ValueWriter(JsonGenerator json, Session session) {
        this.json = json;
        this.session = session;
    }

    /** @param name what the value is, for error messages */
    void write(Object value, String name) throws IOException {
        try {
            write(value, false);
        } catch (NoPythonValue e) {
            throw e.inside(name);
        }
    }

    /** @param key whether Python must be able to hash the value: its lists are tuples then, its sets frozen */
    private void write(Object value, boolean key) throws IOException {
        if (writeScalar(value) || TimeWriter.write(value, json)) {
            return;
        }
        if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), key);
        } else if (isContainer(value)) {
            writeContainer(value, key);
        } else if (JavaFunction.isFunction(value)) {
            writeFunction(value);
        } else {
            throw new NoPythonValue(value.getClass().getName()
                    + " has no Python value; pass numbers, strings, byte[], dates, collections, maps, records, enums or functions");
        }
    }

    private boolean writeScalar(Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof CharSequence || value instanceof Character) {
            json.writeString(Characters.require(value.toString()));
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else if (value instanceof Number number) {
            return writeNumber(number);
        } else if (value instanceof byte[] bytes) {
            tagged(json, "bytes", Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof UUID) {
            tagged(json, "uuid", value.toString());
        } else if (value instanceof PythonHandle handle) {
            writeHandle(handle);
        } else {
            return false;
        }
        return true;
    }

    private void writeHandle(PythonHandle handle) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", "handle");
        json.writeNumberField("v", handle.id(session));
        json.writeEndObject();
    }

    private void writeFunction(Object function) throws IOException {
        int number = session.references().numberOf(function);
        json.writeStartObject();
        json.writeStringField("$", "java");
        json.writeArrayFieldStart("v");
        json.writeNumber(number);
        json.writeString(session.references().function(number).name());
        json.writeEndArray();
        json.writeEndObject();
    }

    private boolean writeNumber(Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            writeDouble(number.doubleValue());
        } else if (number instanceof BigInteger big) {
            tagged(json, "int", big.toString(16));
        } else if (number instanceof BigDecimal decimal) {
            tagged(json, "decimal", decimal.toString());
        } else {
            return false;
        }
        return true;
    }

    private void writeDouble(double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            tagged(json, "float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        }
    }

    static void tagged(JsonGenerator json, String tag, String text) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", tag);
        json.writeStringField("v", text);
        json.writeEndObject();
    }

    private static boolean isContainer(Object value) {
        return value instanceof Map || value instanceof Collection || value instanceof Record || value.getClass().isArray();
    }

    private void writeContainer(Object value, boolean key) throws IOException {
        if (open.size() >= MAX_DEPTH) {
            throw new NoPythonValue("nested deeper than " + MAX_DEPTH + " levels");
        }
        if (!open.add(value)) {
            throw new NoPythonValue("contains itself, which has no value in Python");
        }
        if (value instanceof Collection<?> items) {
            writeCollection(items, key);
        } else if (value.getClass().isArray()) {
            writeArray(value, key);
        } else if (key) {
            throw new NoPythonValue("a map or record is no key in Python, where keys are immutable");
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof NamedTuple row) {
            writeRow(row);
        } else {
            writeRecord(value);
        }
        open.remove(value);
    }

    private void writeCollection(Collection<?> items, boolean key) throws IOException {
        boolean set = items instanceof Set;
        startItems(set ? key ? "frozenset" : "set" : key ? "tuple" : null);
        int index = 0;
        for (Object item : items) {
            writeItem(item, index++, key || set);
        }
        endItems(set || key);
    }

    private void writeArray(Object array, boolean key) throws IOException {
        if (array instanceof Object[] items) {
            writeCollection(Arrays.asList(items), key);
            return;
        }
        startItems(key ? "tuple" : null);
        for (int i = 0; i < Array.getLength(array); i++) {
            writeItem(Array.get(array, i), i, key);
        }
        endItems(key);
    }

    private void startItems(String tag) throws IOException {
        if (tag != null) {
            json.writeStartObject();
            json.writeStringField("$", tag);
            json.writeFieldName("v");
        }
        json.writeStartArray();
    }

    private void endItems(boolean tagged) throws IOException {
        json.writeEndArray();
        if (tagged) {
            json.writeEndObject();
        }
    }

    private void writeItem(Object item, int index, boolean key) throws IOException {
        try {
            write(item, key);
        } catch (NoPythonValue e) {
            throw e.inside("[" + index + "]");
        }
    }

    /** A tag's key in a map forces the general form, so that no map can pass for a tagged value. */
    private void writeMap(Map<?, ?> map) throws IOException {
        boolean plain = isPlain(map);
        startMap(plain);
        for (var entry : map.entrySet()) {
            if (plain) {
                json.writeFieldName((String) entry.getKey());
            } else {
                writeKey(entry.getKey());
            }
            writeMember(entry.getValue(), entry.getKey());
        }
        if (!plain) {
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void startMap(boolean plain) throws IOException {
        json.writeStartObject();
        if (!plain) {
            json.writeStringField("$", "dict");
            json.writeArrayFieldStart("v");
        }
    }

    private static boolean isPlain(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String text) || text.equals("$") || Characters.loneSurrogate(text) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void writeKey(Object key) throws IOException {
        if (key instanceof Double number && number.isNaN() || key instanceof Float small && small.isNaN()) {
            throw new NoPythonValue("NaN is a key, which no other NaN would find in Python");
        }
        try {
            write(key, true);
        } catch (NoPythonValue e) {
            throw e.inside(" key " + quoted(key));
        }
    }

    private void writeMember(Object value, Object key) throws IOException {
        try {
            write(value, false);
        } catch (NoPythonValue e) {
            throw e.inside("[" + quoted(key) + "]");
        }
    }

    /** A key as Python would write it, nearly. */
    private static String quoted(Object key) {
        return key instanceof String text ? "'" + Characters.replaceSurrogates(text) + "'" : String.valueOf(key);
    }

    private void writeRow(NamedTuple row) throws IOException {
        startItems("row");
        json.writeStartArray();
        for (String name : row.names()) {
            json.writeString(Characters.require(name));
        }
        json.writeEndArray();
        json.writeStartArray();
        for (int i = 0; i < row.names().size(); i++) {
            try {
                write(row.values().get(i), false);
            } catch (NoPythonValue e) {
                throw e.inside("." + row.names().get(i));
            }
        }
        json.writeEndArray();
        endItems(true);
    }

    private void writeRecord(Object value) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            writeMember(read(value, component), component.getName());
        }
        json.writeEndObject();
    }

    private static Object read(Object value, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new NoPythonValue("the component " + component.getName() + " of " + value.getClass().getName()
                    + " cannot be read: " + e, e);
        }
    }
}
