package org.pythonwasm.engine.internal.object;

import java.util.ArrayList;
import java.util.List;

/** A mutable sequence. */
final class ListProtocol implements Protocol {
    @Override
    @SuppressWarnings("unchecked")
    public Object perform(Object target, String operation, List<Object> arguments) {
        var list = (List<Object>) target;
        return switch (operation) {
            case "__len__" -> list.size();
            case "__getitem__" -> list.get(Protocol.index(arguments.get(0), list.size()));
            case "__slice__" -> slice(list, arguments);
            case "__setitem__" -> set(list, Protocol.index(arguments.get(0), list.size()), arguments.get(1));
            case "__delitem__" -> delete(list, Protocol.index(arguments.get(0), list.size()));
            case "__insert__" -> insert(list, Protocol.integer(arguments.get(0)), arguments.get(1));
            case "__replace__" -> replace(list, (List<Object>) arguments.get(0));
            case "__iter__" -> Chunks.of(list).start();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static Object slice(List<Object> list, List<Object> bounds) {
        int start = Protocol.integer(bounds.get(0));
        int count = Protocol.integer(bounds.get(1));
        int step = Protocol.integer(bounds.get(2));
        var items = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            items.add(list.get(Protocol.index((int) (start + (long) i * step), list.size())));
        }
        return new ByValue(items);
    }

    private static Object set(List<Object> list, int index, Object value) {
        list.set(index, Likeness.like(value, list.get(index)));
        return null;
    }

    private static Object delete(List<Object> list, int index) {
        list.remove(index);
        return null;
    }

    /** As Python's {@code insert}, which never fails for an index. */
    private static Object insert(List<Object> list, int given, Object value) {
        int size = list.size();
        int index = Math.min(Math.max(given < 0 ? given + size : given, 0), size);
        list.add(index, size == 0 ? value : Likeness.like(value, list.get(Math.min(index, size - 1))));
        return null;
    }

    private static Object replace(List<Object> list, List<Object> items) {
        Object example = list.isEmpty() ? null : list.get(0);
        var like = new ArrayList<Object>(items);
        like.replaceAll(item -> Likeness.like(item, example));
        list.clear();
        list.addAll(like);
        return null;
    }
}
