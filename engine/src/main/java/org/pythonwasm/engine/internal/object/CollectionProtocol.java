package org.pythonwasm.engine.internal.object;

import java.util.Collection;
import java.util.List;

/** A set, or another collection without places. */
final class CollectionProtocol implements Protocol {
    @Override
    @SuppressWarnings("unchecked")
    public Object perform(Object target, String operation, List<Object> arguments) {
        var items = (Collection<Object>) target;
        return switch (operation) {
            case "__len__" -> items.size();
            case "__contains__" -> has(items, item(items, arguments.get(0)));
            case "__add_item__" -> items.add(item(items, arguments.get(0)));
            case "__discard__" -> items.remove(item(items, arguments.get(0)));
            case "__iter__" -> Chunks.of(items).start();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static boolean has(Collection<Object> items, Object item) {
        try {
            return items.contains(item);
        } catch (ClassCastException | NullPointerException e) {
            return false;
        }
    }

    private static Object item(Collection<Object> items, Object given) {
        boolean mayDiffer = given instanceof Number || given instanceof String;
        if (!mayDiffer || items.isEmpty() || has(items, given)) {
            return given;
        }
        var all = items.iterator();
        return all.hasNext() ? Likeness.like(given, all.next()) : given;
    }
}
