package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Year;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.text.Numbers;

/**
 * Converts values from Python to the type that Java declares, see {@code docs/values.md}: numbers by their value and never
 * rounded, texts to what they write, lists to other collections and arrays, dicts to records, callables and objects to
 * interfaces, iterators to iterators. Elements are converted to the declared type arguments.
 *
 * <p>A value that has the declared type already is returned as it is: an object that was passed by reference stays the
 * same.
 */
public final class Coercions {
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
     * @param declared the type, with its arguments if they are known
     * @param place the role of the value, for the error
     * @throws ClassCastException if the value has no such form
     */
    public static Object convert(Object value, Type declared, String place) {
        return declared instanceof Class<?> type && type.isInstance(value)
                ? value
                : convert(value, Target.of(declared), place);
    }

    static Object convert(Object value, Target target, String place) {
        try {
            return convert(value, target, (Level) null);
        } catch (Mismatch e) {
            throw e.at(place);
        }
    }

    /**
     * Returns what it costs to convert the value to the type: 0 if it is its own, more the less it says of the value, -1
     * if it is impossible. The value is not converted, so that elements may still be found wrong.
     */
    public static int fit(Object value, Class<?> type) {
        return Fit.cost(value, type);
    }

    /** Returns the number of parameters that an interface of one method has, -1 for any other type. */
    public static int parameters(Class<?> type) {
        var method = type.isInterface() ? JavaFunction.onlyAbstractMethod(type) : null;
        return method == null ? -1 : method.getParameterCount();
    }

    /** Returns whether a Python object may take the arguments of an interface's one method; asks its interpreter. */
    public static boolean takes(PythonHandle handle, Class<?> type) {
        return parameters(type) < 0 || Arity.takes(handle, JavaFunction.onlyAbstractMethod(type));
    }

    /** Returns whether the value has the type already, which may be unknown if there are type arguments. */
    static boolean isOne(Object value, Target target) {
        return target.arguments().isEmpty() && box(target.type()).isInstance(value);
    }

    static Class<?> box(Class<?> type) {
        return type.isPrimitive() ? BOXES.get(type) : type;
    }

    /** @param level the containers around the value, or null */
    static Object convert(Object value, Target target, Level level) {
        Class<?> type = box(target.type());
        if (type == Void.class) {
            return null;
        }
        boolean isOne = type.isInstance(value);
        if (isOne && (target.arguments().isEmpty() || !hasTypes(value))) {
            return value;
        }
        if (!isOne && isOptional(type)) {
            return optional(value, target, level);
        }
        if (value == null && !target.type().isPrimitive()) {
            return null;
        }
        Object converted = value == null ? null : form(value, target.as(type), level);
        if (converted == null) {
            throw new Mismatch(value, target, advice(value, type));
        }
        return converted;
    }

    private static boolean hasTypes(Object value) {
        return value instanceof Collection || value instanceof Map || value instanceof PythonHandle;
    }

    /** Returns the converted value, or null. */
    private static Object form(Object value, Target target, Level level) {
        if (value instanceof Number number) {
            return number(number, target.type());
        } else if (value instanceof String text) {
            return Texts.convert(text, target.type());
        } else if (value instanceof Collection<?> items) {
            return Containers.convert(items, target, level);
        } else if (value instanceof Map<?, ?> map) {
            return Containers.convert(map, target, level);
        } else if (value instanceof Temporal moment) {
            return Times.convert(moment, target.type());
        }
        return value instanceof PythonHandle handle ? Interfaces.convert(handle, target) : null;
    }

    /** The advice in the error. */
    private static String advice(Object value, Class<?> type) {
        if (value instanceof Number && (type == Double.class || type == Float.class)) {
            return ", which it cannot hold without loss; float(…) rounds in Python";
        }
        if (value instanceof Temporal moment) {
            return Times.advice(moment, type);
        }
        if (value instanceof String && type.isEnum()) {
            return Texts.constants(type);
        }
        return value instanceof PythonHandle ? Interfaces.advice(type) : "";
    }

    static Object number(Number number, Class<?> type) {
        if (type == Year.class) {
            Number year = Numbers.convert(number, Integer.class);
            try {
                return year == null ? null : Year.of(year.intValue());
            } catch (DateTimeException tooFar) {
                return null;
            }
        }
        return Numbers.convert(number, type);
    }

    static boolean isOptional(Class<?> type) {
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    private static Object optional(Object value, Target target, Level level) {
        Class<?> type = target.type();
        if (type == Optional.class) {
            return Optional.ofNullable(convert(value, target.argument(0), level));
        } else if (type == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) primitive(value, int.class, level));
        } else if (type == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of((Long) primitive(value, long.class, level));
        }
        return value == null
                ? OptionalDouble.empty()
                : OptionalDouble.of((Double) primitive(value, double.class, level));
    }

    private static Object primitive(Object value, Class<?> type, Level level) {
        return convert(value, Target.of(type), level);
    }
}
