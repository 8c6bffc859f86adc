package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.pythonwasm.engine.NamedTuple;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.bind.JavaFunction;
import org.pythonwasm.engine.internal.object.ByValue;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.internal.wire.PartsWriter.Ancestors;

/**
 * Writes Java values as the JSON of the protocol; {@code {"$": tag, "v": …}} represents values that JSON lacks. For a
 * value without a counterpart an {@link IllegalArgumentException} names the path inside the value.
 */
final class ValueWriter {
    /** Levels of containers that recursion follows, on both sides. */
    private static final int MAX_DEPTH = 100;

    /** Signals that a value must be written in parts. */
    static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooDeep() {
            super("nested deeper than " + MAX_DEPTH + " levels", null, false, false);
        }
    }

    private final JsonGenerator json;
    private final ObjectTable references;
    private final PartsWriter parts;
    private final Ancestors above;
    private final boolean byReference;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    ValueWriter(JsonGenerator json, ObjectTable references) {
        this(json, references, null, null, true);
    }

    /** Of a value that nothing holds on the other side: a Java object that has no value there is an exception. */
    static ValueWriter byValue(JsonGenerator json, ObjectTable references) {
        return new ValueWriter(json, references, null, null, false);
    }

    /**
     * @param parts receives values that are nested too deeply; without it they are an exception
     * @param above the containers around the value
     */
    ValueWriter(JsonGenerator json, ObjectTable references, PartsWriter parts, Ancestors above, boolean byReference) {
        this.json = json;
        this.references = references;
        this.parts = parts;
        this.above = above;
        this.byReference = byReference;
    }

    /** @param name the role of the value, for error messages */
    void write(Object value, String name) throws IOException {
        try {
            write(value, false);
        } catch (NoPythonValueException e) {
            throw e.inside(name);
        }
    }

    /** @param key whether Python must be able to hash the value: then its lists become tuples, its sets frozen sets */
    void write(Object value, boolean key) throws IOException {
        if (byReference && references.isGranted(value)) {
            writeReference(value);
        } else if (ScalarWriter.write(value, json) || TimeWriter.write(value, json)) {
            return;
        } else if (value instanceof ByValue own) {
            writeContainer(own.container(), key);
        } else if (value instanceof PythonHandle handle) {
            writeHandle(handle);
        } else if (OpenContainer.isContainer(value)) {
            writeContainer(value, key);
        } else {
            writeOther(value, key);
        }
    }

    private void writeOther(Object value, boolean key) throws IOException {
        Object plain = HostValues.plain(value);
        if (plain != value) {
            write(plain, key);
        } else if (byReference || isFunction(value)) {
            writeReference(value);
        } else {
            throw noValue(value);
        }
    }

    private static NoPythonValueException noValue(Object value) {
        return new NoPythonValueException(
                value.getClass().getName()
                        + " has no Python value; pass numbers, strings, byte[], dates, collections, maps, records, enums or functions");
    }

    /** A class may mention one that is not there: an optional dependency of a library, for example. */
    private static boolean isFunction(Object value) {
        try {
            return JavaFunction.isFunction(value);
        } catch (LinkageError | TypeNotPresentException e) {
            throw unreadable(value, e);
        }
    }

    private static NoPythonValueException unreadable(Object value, Throwable e) {
        return new NoPythonValueException(
                value.getClass().getName() + " has no Python value: Java cannot read this class ("
                        + Excerpt.of(e.toString()) + ")",
                e);
    }

    private void writeHandle(PythonHandle handle) throws IOException {
        json.writeStartObject();
        json.writeStringField("$", "handle");
        json.writeNumberField("v", references.numberOf(handle));
        json.writeEndObject();
    }

    private void writeReference(Object function) throws IOException {
        int number = references.numberOf(function);
        var type = references.object(number).type();
        json.writeStartObject();
        json.writeStringField("$", "java");
        json.writeArrayFieldStart("v");
        json.writeNumber(number);
        json.writeNumber(type.number());
        json.writeNumber(type.kinds());
        json.writeString(Surrogates.replaceSurrogates(type.name()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeContainer(Object value, boolean key) throws IOException {
        if (open.size() >= MAX_DEPTH) {
            writeLater(value, key);
            return;
        }
        if (above != null && above.contain(value) || !open.add(value)) {
            throw new NoPythonValueException("contains itself, which has no value in Python");
        }
        if (value instanceof Collection<?> items) {
            writeCollection(items, key);
        } else if (value.getClass().isArray()) {
            writeArray(value, key);
        } else if (OpenContainer.isPair(value)) {
            writePair((Map.Entry<?, ?>) value, key);
        } else if (key) {
            throw new NoPythonValueException("a map or record is no key in Python, where keys are immutable");
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else if (value instanceof NamedTuple row) {
            writeRow(row);
        } else {
            writeRecord(value);
        }
        open.remove(value);
    }

    private void writeLater(Object value, boolean key) throws IOException {
        if (parts == null) {
            throw new TooDeep();
        }
        json.writeStartObject();
        json.writeStringField("$", "deep");
        Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());
        around.addAll(open);
        json.writeNumberField("v", parts.put(value, key, new Ancestors(around, above)));
        json.writeEndObject();
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

    private void writePair(Map.Entry<?, ?> pair, boolean key) throws IOException {
        startItems("tuple");
        writeItem(pair.getKey(), 0, key);
        writeItem(pair.getValue(), 1, key);
        endItems(true);
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
        } catch (NoPythonValueException e) {
            throw e.inside("[" + index + "]");
        }
    }

    /** A tag's key in a map forces the general form, so that no map can be taken for a tagged value. */
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
            if (!(key instanceof String text) || text.equals("$") || Surrogates.loneSurrogate(text) >= 0) {
                return false;
            }
        }
        return true;
    }

    static void requireKey(Object key) {
        Object plain = key == null || key instanceof String ? key : HostValues.plain(key);
        if (plain instanceof Double number && number.isNaN() || plain instanceof Float small && small.isNaN()) {
            throw new NoPythonValueException("NaN is a key, which no other NaN would find in Python");
        }
    }

    private void writeKey(Object key) throws IOException {
        requireKey(key);
        try {
            write(key, true);
        } catch (NoPythonValueException e) {
            throw e.inside(" key " + quoted(key));
        }
    }

    private void writeMember(Object value, Object key) throws IOException {
        try {
            write(value, false);
        } catch (NoPythonValueException e) {
            throw e.inside("[" + quoted(key) + "]");
        }
    }

    /** A key as Python would write it, nearly. */
    static String quoted(Object key) {
        return key instanceof String text
                ? "'" + Excerpt.of(Surrogates.replaceSurrogates(text)) + "'"
                : Excerpt.of(key);
    }

    private void writeRow(NamedTuple row) throws IOException {
        startItems("row");
        json.writeStartArray();
        for (String name : row.names()) {
            json.writeString(Surrogates.require(name));
        }
        json.writeEndArray();
        json.writeStartArray();
        for (int i = 0; i < row.names().size(); i++) {
            try {
                write(row.values().get(i), false);
            } catch (NoPythonValueException e) {
                throw e.inside("." + row.names().get(i));
            }
        }
        json.writeEndArray();
        endItems(true);
    }

    private void writeRecord(Object value) throws IOException {
        startItems("record");
        for (RecordComponent component : components(value)) {
            json.writeString(component.getName());
            writeMember(read(value, component), component.getName());
        }
        endItems(true);
    }

    static RecordComponent[] components(Object value) {
        try {
            return value.getClass().getRecordComponents();
        } catch (LinkageError | TypeNotPresentException e) {
            throw unreadable(value, e);
        }
    }

    static Object read(Object value, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new NoPythonValueException(
                    "the component " + component.getName() + " of "
                            + value.getClass().getName() + " cannot be read: " + Excerpt.of(e.toString()),
                    e);
        }
    }
}
