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
            case "__splice__" -> splice(array, Protocol.places(arguments, size), (List<?>) arguments.get(3));
            case "__permute__" -> permute(array, size, (List<?>) arguments.get(0));
            case "__delitem__", "__insert__" -> throw fixedLength();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static RaisedInPython fixedLength() {
        return RaisedInPython.typeError("a Java array has a fixed length");
    }

    private static Object slice(Object array, int size, List<Object> bounds) {
        var items = new ArrayList<Object>();
        for (int place : Protocol.places(bounds, size)) {
            items.add(Array.get(array, place));
        }
        return new ByValue(items);
    }

    private static Object splice(Object array, int[] places, List<?> items) {
        if (items.size() != places.length) {
            throw fixedLength();
        }
        for (int i = 0; i < places.length; i++) {
            set(array, places[i], items.get(i));
        }
        return null;
    }

    private static Object permute(Object array, int size, List<?> places) {
        Object[] items = Protocol.permuted(new Items(array).toArray(), places);
        for (int i = 0; i < size; i++) {
            Array.set(array, i, items[i]);
        }
        return null;
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
