package org.pythonwasm.engine.internal.object;

import java.util.ConcurrentModificationException;
import java.util.List;

/** Python's protocol of a kind of containers or iterators. Operations are named as Python's special methods. */
interface Protocol {
    Object perform(Object target, String operation, List<Object> arguments) throws Throwable;

    /** The prelude asks an object only for what its kinds say. */
    static RaisedInPython unknown(String operation) {
        return RaisedInPython.typeError("the Java object has no operation " + operation);
    }

    static int integer(Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw value instanceof Number
                ? RaisedInPython.indexError()
                : RaisedInPython.typeError("an index of a Java object is an int");
    }

    /** Negative ones count from the end. */
    static int index(Object value, int size) {
        int given = integer(value);
        int index = given < 0 ? given + size : given;
        if (index < 0 || index >= size) {
            throw RaisedInPython.indexError();
        }
        return index;
    }

    /**
     * The places of a slice, of which there are no more than the sequence has, whatever the script says.
     *
     * @param bounds the first place, how many there are, the distance from one to the next
     */
    static int[] places(List<Object> bounds, int size) {
        int count = integer(bounds.get(1));
        if (count < 0 || count > size) {
            throw RaisedInPython.indexError();
        }
        var places = new int[count];
        if (count > 0) {
            int first = index(bounds.get(0), size);
            // Of a single place the distance may be any.
            int step = count > 1 ? integer(bounds.get(2)) : 0;
            for (int i = 0; i < count; i++) {
                places[i] = place(first + (long) i * step, size);
            }
        }
        return places;
    }

    private static int place(long place, int size) {
        if (place < 0 || place >= size) {
            throw RaisedInPython.indexError();
        }
        return (int) place;
    }

    /** The items in another order: at each place that of the place which is given for it. */
    static Object[] permuted(Object[] items, List<?> places) {
        if (places.size() != items.length) {
            throw new ConcurrentModificationException("the sequence was changed while it was sorted");
        }
        return places.stream().map(place -> items[index(place, items.length)]).toArray();
    }
}
