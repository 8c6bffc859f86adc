package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.text.Excerpt;

/** Lists, tuples, sets and dicts of Python as other containers of Java, with their elements. */
final class Containers {
    private static final Map<Class<?>, Supplier<Collection<Object>>> COLLECTIONS = new HashMap<>();
    private static final Map<Class<?>, Supplier<Map<Object, Object>>> MAPS = new HashMap<>();

    static {
        for (var list : List.<Class<?>>of(Iterable.class, Collection.class, List.class, ArrayList.class)) {
            COLLECTIONS.put(list, ArrayList::new);
        }
        for (var queue : List.<Class<?>>of(Queue.class, Deque.class, LinkedList.class)) {
            COLLECTIONS.put(queue, LinkedList::new);
        }
        for (var set : List.<Class<?>>of(Set.class, HashSet.class, LinkedHashSet.class)) {
            COLLECTIONS.put(set, LinkedHashSet::new);
        }
        for (var sorted : List.<Class<?>>of(SortedSet.class, NavigableSet.class, TreeSet.class)) {
            COLLECTIONS.put(sorted, TreeSet::new);
        }
        for (var map : List.<Class<?>>of(Map.class, HashMap.class, LinkedHashMap.class)) {
            MAPS.put(map, LinkedHashMap::new);
        }
        for (var sorted : List.<Class<?>>of(SortedMap.class, NavigableMap.class, TreeMap.class)) {
            MAPS.put(sorted, TreeMap::new);
        }
    }

    /** Holds nothing of this class loader, so that a record's class may live longer. */
    private static final ClassValue<Constructor<?>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            var types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                var constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return constructor;
            } catch (NoSuchMethodException | RuntimeException e) {
                throw new Mismatch(type.getName() + " cannot be created: " + Excerpt.of(e.toString()), e);
            }
        }
    };

    private Containers() {}

    static boolean isContainer(Class<?> type) {
        return type.isArray() || COLLECTIONS.containsKey(type);
    }

    static boolean isMap(Class<?> type) {
        return MAPS.containsKey(type);
    }

    /** Returns null if such a collection has no such form. */
    static Object convert(Collection<?> items, Target target, Level level) {
        Class<?> type = target.type();
        if (type.isArray()) {
            return array(items.toArray(), target.argument(0), Level.inside(items, items.size(), level));
        } else if (type == Map.Entry.class) {
            return entry(items.toArray(), target, Level.inside(items, 2, level));
        } else if (type != Iterable.class && Interfaces.isLazy(type)) {
            Object[] elements = items.toArray();
            convert(elements, Interfaces.element(target), Level.inside(items, elements.length, level));
            return Interfaces.lazily(Arrays.asList(elements).iterator(), type);
        }
        return collection(items, target, level);
    }

    private static Object collection(Collection<?> items, Target target, Level level) {
        Class<?> type = target.type();
        var empty = COLLECTIONS.get(type);
        if (empty == null) {
            return type.isInstance(items) ? items : null;
        }
        boolean isOne = type.isInstance(items);
        Target element = target.argument(0);
        if (isOne && element.type() == Object.class) {
            return items;
        }
        Object[] elements = items.toArray();
        if (!convert(elements, element, Level.inside(items, elements.length, level)) && isOne) {
            return items;
        }
        return fill(isOne && items instanceof Set && !isSet(type) ? new LinkedHashSet<>() : empty.get(), elements);
    }

    private static boolean isSet(Class<?> type) {
        return Set.class.isAssignableFrom(type);
    }

    private static Collection<Object> fill(Collection<Object> collection, Object[] elements) {
        if (!(collection instanceof Set)) {
            collection.addAll(Arrays.asList(elements));
            return collection;
        }
        var places = new KeyPlaces();
        for (Object element : elements) {
            places.put(element, () -> collection.add(element));
        }
        return collection;
    }

    /** Converts in place; returns whether one has changed. */
    private static boolean convert(Object[] elements, Target element, Level level) {
        boolean changed = false;
        for (int i = 0; i < elements.length; i++) {
            Object converted = at(i, elements[i], element, level);
            changed |= converted != elements[i];
            elements[i] = converted;
        }
        return changed;
    }

    private static Object at(int index, Object value, Target element, Level level) {
        return Mismatch.inside(() -> Coercions.convert(value, element, level), () -> "[" + index + "]");
    }

    private static Object array(Object[] elements, Target component, Level level) {
        Object array = Array.newInstance(component.type(), elements.length);
        for (int i = 0; i < elements.length; i++) {
            Array.set(array, i, at(i, elements[i], component, level));
        }
        return array;
    }

    private static Object entry(Object[] pair, Target target, Level level) {
        return pair.length != 2
                ? null
                : new SimpleImmutableEntry<>(
                        at(0, pair[0], target.argument(0), level), at(1, pair[1], target.argument(1), level));
    }

    /** Returns null if such a map has no such form. */
    static Object convert(Map<?, ?> map, Target target, Level level) {
        if (target.type().isRecord()) {
            return record(map, target, level);
        }
        boolean isOne = target.type().isInstance(map);
        var empty = MAPS.get(target.type());
        if (empty == null) {
            return isOne ? map : null;
        }
        Target key = target.argument(0);
        Target value = target.argument(1);
        if (isOne && key.type() == Object.class && value.type() == Object.class) {
            return map;
        }
        var inside = Level.inside(map, map.size(), level);
        Map<Object, Object> converted = empty.get();
        boolean changed = false;
        int entries = 0;
        var places = new KeyPlaces();
        for (var entry : map.entrySet()) {
            Object newKey = Mismatch.inside(
                    () -> Coercions.convert(entry.getKey(), key, inside), () -> " key " + quoted(entry.getKey()));
            Object newValue = Mismatch.inside(
                    () -> Coercions.convert(entry.getValue(), value, inside), () -> "[" + quoted(entry.getKey()) + "]");
            changed |= newKey != entry.getKey() || newValue != entry.getValue();
            places.put(newKey, () -> {
                int before = converted.size();
                converted.put(newKey, newValue);
                return converted.size() > before;
            });
            entries++;
        }
        if (converted.size() < entries) {
            throw new Mismatch("two keys are one as " + key, null);
        }
        return isOne && !changed ? map : converted;
    }

    private static String quoted(Object key) {
        return key instanceof String text ? "'" + Excerpt.of(text) + "'" : Excerpt.of(key);
    }

    private static Object record(Map<?, ?> map, Target target, Level level) {
        var components = target.type().getRecordComponents();
        var constructor = CONSTRUCTORS.get(target.type());
        requireNames(map, components, target);
        var variables = target.arguments().isEmpty() ? Map.<TypeVariable<?>, Target>of() : target.variables();
        var values = new Object[components.length];
        var inside = Level.inside(map, values.length, level);
        for (int i = 0; i < values.length; i++) {
            String name = components[i].getName();
            Target type = Target.of(components[i].getGenericType(), variables);
            values[i] = Mismatch.inside(() -> Coercions.convert(map.get(name), type, inside), () -> "['" + name + "']");
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new Mismatch(
                    target.type().getName() + " refuses its components: "
                            + Excerpt.of(e.getCause().toString()),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new Mismatch(target.type().getName() + " cannot be created: " + Excerpt.of(e.toString()), e);
        }
    }

    /** Returns whether a dict has the components of a record, and nothing else. */
    static boolean hasNames(Map<?, ?> map, Class<?> type) {
        var components = type.getRecordComponents();
        return map.size() == components.length
                && Arrays.stream(components).allMatch(component -> map.containsKey(component.getName()));
    }

    private static void requireNames(Map<?, ?> map, RecordComponent[] components, Target target) {
        var names = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String name : names) {
            if (!map.containsKey(name)) {
                throw new Mismatch("expected " + signature(target, names) + ", the dict lacks '" + name + "'", null);
            }
        }
        if (map.size() > names.size()) {
            for (Object key : map.keySet()) {
                if (!names.contains(key)) {
                    throw new Mismatch(
                            "expected " + signature(target, names) + ", the dict has also " + quoted(key), null);
                }
            }
        }
    }

    private static String signature(Target target, List<String> names) {
        return target.type().getName() + "(" + Excerpt.of(String.join(", ", names)) + ")";
    }
}
