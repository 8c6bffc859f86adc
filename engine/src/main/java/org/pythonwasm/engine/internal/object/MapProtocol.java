package org.pythonwasm.engine.internal.object;

import java.util.List;
import java.util.Map;

/** A mutable mapping. */
final class MapProtocol implements Protocol {
    @Override
    @SuppressWarnings("unchecked")
    public Object perform(Object target, String operation, List<Object> arguments) {
        var map = (Map<Object, Object>) target;
        return switch (operation) {
            case "__len__" -> map.size();
            case "__contains__" -> has(map, key(map, arguments.get(0)));
            case "__getitem__" -> get(map, arguments.get(0));
            case "__setitem__" -> set(map, arguments.get(0), arguments.get(1));
            case "__delitem__" -> delete(map, arguments.get(0));
            case "__iter__" -> Chunks.of(map.keySet()).start();
            case "__items__" -> Chunks.ofPairs(map).start();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static boolean has(Map<Object, Object> map, Object key) {
        return Likeness.has(map::containsKey, key);
    }

    private static Object key(Map<Object, Object> map, Object given) {
        return Likeness.asThere(given, map.keySet(), map::containsKey);
    }

    private static Object get(Map<Object, Object> map, Object given) {
        Object key = key(map, given);
        if (!has(map, key)) {
            throw RaisedInPython.keyError();
        }
        return map.get(key);
    }

    private static Object set(Map<Object, Object> map, Object given, Object value) {
        Object key = key(map, given);
        map.put(key, value);
        return null;
    }

    private static Object delete(Map<Object, Object> map, Object given) {
        Object key = key(map, given);
        if (!has(map, key)) {
            throw RaisedInPython.keyError();
        }
        map.remove(key);
        return null;
    }
}
