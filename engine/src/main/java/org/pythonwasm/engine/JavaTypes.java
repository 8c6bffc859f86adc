package org.pythonwasm.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What came from Python as the type that a Java method declares: numbers by their value and never rounded, one-letter texts as
 * char, names as enum constants, lists as sets, callables and objects as interfaces.
 */
final class JavaTypes {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(boolean.class, Boolean.class, byte.class, Byte.class,
            short.class, Short.class, int.class, Integer.class, long.class, Long.class, float.class, Float.class,
            double.class, Double.class, char.class, Character.class, void.class, Void.class);

    private static final Map<Class<?>, Function<BigDecimal, Number>> NUMBERS = Map.of(
            Byte.class, BigDecimal::byteValueExact, Short.class, BigDecimal::shortValueExact,
            Integer.class, BigDecimal::intValueExact, Long.class, BigDecimal::longValueExact,
            Float.class, BigDecimal::floatValue, Double.class, BigDecimal::doubleValue,
            BigInteger.class, BigDecimal::toBigIntegerExact, BigDecimal.class, n -> n);

    private JavaTypes() {
    }

    /**
     * @param place what the value is, for the error
     * @throws ClassCastException where the value has no such form
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
                    + (value == null ? "None" : value.getClass().getName() + " " + value));
        }
        return converted;
    }

    /** The converted value, or null. */
    private static Object convert(Object value, Class<?> type) {
        if (value instanceof Number number) {
            return number(number, type);
        }
        if (value instanceof String text) {
            return text(text, type);
        }
        if (value instanceof Collection<?> items && type == Set.class) {
            return new LinkedHashSet<>(items);
        }
        return value instanceof PythonHandle handle && type.isInterface() ? handle.as(type) : null;
    }

    private static Number number(Number number, Class<?> type) {
        var conversion = NUMBERS.get(type);
        if (conversion == null) {
            return null;
        }
        if (number instanceof Double value && !Double.isFinite(value)) {
            return type == Float.class ? Float.valueOf(value.floatValue()) : null;
        }
        try {
            return conversion.apply(new BigDecimal(number.toString()));
        } catch (ArithmeticException outOfRange) {
            return null;
        }
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
