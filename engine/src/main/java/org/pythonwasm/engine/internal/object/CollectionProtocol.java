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
            case "__contains__" -> Likeness.has(items::contains, item(items, arguments.get(0)));
            case "__add_item__" -> items.add(item(items, arguments.get(0)));
            case "__discard__" -> items.remove(item(items, arguments.get(0)));
            case "__iter__" -> Chunks.of(items).start();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static Object item(Collection<Object> items, Object given) {
        return Likeness.asThere(given, items, items::contains);
    }
}
