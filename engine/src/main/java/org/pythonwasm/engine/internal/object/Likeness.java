package org.pythonwasm.engine.internal.object;

import java.util.Collection;
import java.util.function.Predicate;
import org.pythonwasm.engine.internal.bind.Coercions;

/**
 * Keys and items as those that a container has already. A Python int is an Integer in Java, and equals no Long; a text equals no
 * enum constant. Generic types are erased: what is there says which class is meant.
 */
final class Likeness {
    private Likeness() {}

    /** Returns a key or item as it is there: in the class of the first of them if it is not found as it was given. */
    static Object asThere(Object given, Collection<?> items, Predicate<Object> contains) {
        boolean mayDiffer = given instanceof Number || given instanceof String;
        if (!mayDiffer || items.isEmpty() || has(contains, given)) {
            return given;
        }
        var all = items.iterator();
        return all.hasNext() ? like(given, all.next()) : given;
    }

    /** Sorted containers compare a value with theirs, and some have no null. */
    static boolean has(Predicate<Object> contains, Object value) {
        try {
            return contains.test(value);
        } catch (ClassCastException | NullPointerException e) {
            return false;
        }
    }

    /** The value in the class of an example, if it is a number or a text that has such a form; else as it is. */
    static Object like(Object value, Object example) {
        boolean sameKind = value instanceof Number && example instanceof Number
                || value instanceof String && (example instanceof Enum || example instanceof Character);
        if (!sameKind || value.getClass() == example.getClass()) {
            return value;
        }
        var type = example instanceof Enum<?> constant ? constant.getDeclaringClass() : example.getClass();
        try {
            return Coercions.convert(value, type, "");
        } catch (ClassCastException other) {
            return value;
        }
    }
}
