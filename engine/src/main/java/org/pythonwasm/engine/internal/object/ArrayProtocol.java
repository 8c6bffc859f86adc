package org.pythonwasm.engine.internal.object;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.internal.bind.Coercions;

/** A sequence of a fixed length. */
final class ArrayProtocol implements Protocol {
    @Override
    public Object perform(Object array, String operation, List<Object> arguments) {
        int size = Array.getLength(array);
        return switch (operation) {
            case "__len__" -> size;
            case "__getitem__" -> Array.get(array, Protocol.index(arguments.get(0), size));
            case "__slice__" -> slice(array, size, arguments);
            case "__setitem__" -> set(array, Protocol.index(arguments.get(0), size), arguments.get(1));
            case "__iter__" -> Chunks.of(new Items(array)).start();
            case "__delitem__", "__insert__", "__replace__" ->
                throw RaisedInPython.typeError("a Java array has a fixed length");
            default -> throw Protocol.unknown(operation);
        };
    }

    private static Object slice(Object array, int size, List<Object> bounds) {
        int start = Protocol.integer(bounds.get(0));
        int count = Protocol.integer(bounds.get(1));
        int step = Protocol.integer(bounds.get(2));
        var items = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            items.add(Array.get(array, Protocol.index((int) (start + (long) i * step), size)));
        }
        return new ByValue(items);
    }

    private static Object set(Object array, int index, Object value) {
        var type = array.getClass().getComponentType();
        try {
            Array.set(array, index, Coercions.convert(value, type, "item of an array of " + type.getSimpleName()));
        } catch (ClassCastException e) {
            throw RaisedInPython.typeError(e.getMessage());
        }
        return null;
    }

    private static final class Items extends AbstractList<Object> {
        private final Object array;

        Items(Object array) {
            this.array = array;
        }

        @Override
        public Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
