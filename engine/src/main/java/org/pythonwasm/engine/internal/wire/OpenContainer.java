package org.pythonwasm.engine.internal.wire;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.pythonwasm.engine.NamedTuple;

/** A Java container of which a {@link BinaryWriter} has written a part. */
abstract sealed class OpenContainer {
    final Object container;
    final byte tag;
    /** The position at which the message has the number of items. */
    final int countAt;

    private OpenContainer(Object container, byte tag, int countAt) {
        this.container = container;
        this.tag = tag;
        this.countAt = countAt;
    }

    static boolean isContainer(Object value) {
        return value instanceof Map
                || value instanceof Collection
                || value instanceof Record
                || isPair(value)
                || value.getClass().isArray();
    }

    /** An entry of a map, on its own. */
    static boolean isPair(Object value) {
        return value instanceof Map.Entry && !(value instanceof Map) && !(value instanceof Record);
    }

    /** @param key whether Python must be able to hash the value: its lists are tuples then, its sets frozen */
    static OpenContainer of(Object value, boolean key, int countAt) {
        if (value instanceof Collection<?> items) {
            boolean set = items instanceof Set;
            byte tag = set ? key ? Tag.FROZENSET : Tag.SET : key ? Tag.TUPLE : Tag.LIST;
            return new Items(value, tag, countAt, items.iterator(), key || set);
        }
        if (value.getClass().isArray()) {
            return new Items(value, key ? Tag.TUPLE : Tag.LIST, countAt, elements(value), key);
        }
        if (isPair(value)) {
            var pair = (Map.Entry<?, ?>) value;
            var items = Arrays.asList(pair.getKey(), pair.getValue());
            return new Items(value, Tag.TUPLE, countAt, items.iterator(), key);
        }
        if (key) {
            throw new NoPythonValueException("a map or record is no key in Python, where keys are immutable");
        }
        if (value instanceof Map<?, ?> map) {
            return new Entries(map, countAt);
        }
        return value instanceof NamedTuple row ? new Row(row, countAt) : new Components(value, countAt);
    }

    private static Iterator<?> elements(Object array) {
        return array instanceof Object[] items
                ? Arrays.asList(items).iterator()
                : IntStream.range(0, Array.getLength(array))
                        .mapToObj(i -> Array.get(array, i))
                        .iterator();
    }

    abstract boolean hasNext();

    /** The next value to write. */
    abstract Object next();

    /** Returns whether the last one is a key, or within one. */
    boolean isAtKey() {
        return false;
    }

    /** The number of items, or of entries of a map. */
    abstract int count();

    /** The step to the last one, in a path. */
    abstract String path();

    private static final class Items extends OpenContainer {
        private final Iterator<?> items;
        private final boolean key;
        private int count;

        Items(Object container, byte tag, int countAt, Iterator<?> items, boolean key) {
            super(container, tag, countAt);
            this.items = items;
            this.key = key;
        }

        @Override
        boolean hasNext() {
            return items.hasNext();
        }

        @Override
        Object next() {
            count++;
            return items.next();
        }

        @Override
        boolean isAtKey() {
            return key;
        }

        @Override
        int count() {
            return count;
        }

        @Override
        String path() {
            return "[" + (count - 1) + "]";
        }
    }

    private static final class Entries extends OpenContainer {
        private final Iterator<? extends Map.Entry<?, ?>> entries;
        private Map.Entry<?, ?> entry;
        private boolean atKey;
        /** The key is none in Python: the path ends at the map. */
        private boolean refused;

        private int count;

        Entries(Map<?, ?> map, int countAt) {
            super(map, Tag.DICT, countAt);
            entries = map.entrySet().iterator();
        }

        @Override
        boolean hasNext() {
            return atKey || entries.hasNext();
        }

        @Override
        Object next() {
            atKey = !atKey;
            if (!atKey) {
                return entry.getValue();
            }
            entry = entries.next();
            count++;
            refused = true;
            ValueWriter.requireKey(entry.getKey());
            refused = false;
            return entry.getKey();
        }

        @Override
        boolean isAtKey() {
            return atKey;
        }

        @Override
        int count() {
            return count;
        }

        @Override
        String path() {
            return refused
                    ? ""
                    : atKey
                            ? " key " + ValueWriter.quoted(entry.getKey())
                            : "[" + ValueWriter.quoted(entry.getKey()) + "]";
        }
    }

    /** First the names, then the values. */
    private static final class Row extends OpenContainer {
        private final List<String> names;
        private final List<?> values;
        private int done;

        Row(NamedTuple row, int countAt) {
            super(row, Tag.ROW, countAt);
            names = row.names();
            values = row.values();
        }

        @Override
        boolean hasNext() {
            return done < 2 * names.size();
        }

        @Override
        Object next() {
            int index = done++;
            return index < names.size() ? names.get(index) : values.get(index - names.size());
        }

        @Override
        int count() {
            return names.size();
        }

        @Override
        String path() {
            return "." + names.get((done - 1) % names.size());
        }
    }

    private static final class Components extends OpenContainer {
        private final RecordComponent[] components;
        private int done;

        Components(Object value, int countAt) {
            super(value, Tag.RECORD, countAt);
            components = ValueWriter.components(value);
        }

        @Override
        boolean hasNext() {
            return done < 2 * components.length;
        }

        @Override
        Object next() {
            int index = done++;
            var component = components[index / 2];
            return index % 2 == 0 ? component.getName() : ValueWriter.read(container, component);
        }

        @Override
        int count() {
            return components.length;
        }

        @Override
        String path() {
            return "['" + components[(done - 1) / 2].getName() + "']";
        }
    }
}
