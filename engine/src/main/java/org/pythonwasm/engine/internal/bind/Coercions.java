package org.pythonwasm.engine.internal.bind;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.internal.text.Numbers;

/**
 * Converts values from Python to the type that a Java method declares: numbers by their value and never rounded,
 * one-letter texts to char, names to enum constants, lists to sets, callables and objects to interfaces.
 */
final class Coercions {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class,
            Boolean.class,
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            float.class,
            Float.class,
            double.class,
            Double.class,
            char.class,
            Character.class,
            void.class,
            Void.class);

    private Coercions() {}

    /**
     * @param place the role of the value, for the error
     * @throws ClassCastException if the value has no such form
     */
    static Object convert(Object value, Class<?> declared, String place) {
        Class<?> type = BOXES.getOrDefault(declared, declared);
        if (type == Void.class) {
            return null;
        }
        if (type == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (value == null ? !declared.isPrimitive() : type.isInstance(value)) {
            return value;
        }
        Object converted = value == null ? null : convert(value, type);
        if (converted == null) {
            throw new ClassCastException(place + ": expected " + declared.getName() + ", Python gave "
                    + (value == null ? "None" : Excerpt.withClass(value) + loss(value, type)));
        }
        return converted;
    }

    /** The advice in the error if the value is a number, and the type a number that rounds. */
    private static String loss(Object value, Class<?> type) {
        boolean rounds = value instanceof Number && (type == Double.class || type == Float.class);
        return rounds ? ", which it cannot hold without loss; float(…) rounds in Python" : "";
    }

    /** Returns the converted value, or null. */
    private static Object convert(Object value, Class<?> type) {
        if (value instanceof Number number) {
            return Numbers.convert(number, type);
        }
        if (value instanceof String text) {
            return text(text, type);
        }
        if (value instanceof Collection<?> items && type == Set.class) {
            return new LinkedHashSet<>(items);
        }
        return value instanceof PythonHandle handle && type.isInterface() ? handle.as(type) : null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object text(String text, Class<?> type) {
        if (type == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        if (!type.isEnum()) {
            return null;
        }
        try {
            return Enum.valueOf((Class<Enum>) type, text);
        } catch (IllegalArgumentException noSuchConstant) {
            return null;
        }
    }
}
