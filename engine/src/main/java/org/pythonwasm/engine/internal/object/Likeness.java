package org.pythonwasm.engine.internal.object;

import org.pythonwasm.engine.internal.bind.Coercions;

/**
 * Keys and items as those that a container has already. A Python int is an Integer in Java, and equals no Long; a text equals no
 * enum constant. Generic types are erased: what is there says which class is meant.
 */
final class Likeness {
    private Likeness() {}

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
