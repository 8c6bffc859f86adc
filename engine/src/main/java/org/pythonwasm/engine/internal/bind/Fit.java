package org.pythonwasm.engine.internal.bind;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.text.Numbers;

/**
 * The costs of conversions, by which one of several methods is chosen: that whose types say most of the value. By class
 * alone, except that a number, a name and a dict must have a form, and of a list its first elements.
 */
final class Fit {
    private static final int IMPOSSIBLE = -1;
    private static final int ABOVE = 2;
    private static final int CONVERTED = 40;
    private static final int ANYTHING = 100;
    private static final int MOST_ABOVE = ANYTHING - 10;
    /** The number of elements of a list that are looked at. */
    private static final int FIRST = 8;

    /** Types of numbers, the best first. A primitive type is better than its box. */
    private static final List<Class<?>> OF_INT = List.of(int.class, long.class);

    private static final List<Class<?>> OF_FLOAT = List.of(double.class, float.class);
    private static final List<Class<?>> OF_BIG = List.of(java.math.BigInteger.class, java.math.BigDecimal.class);
    private static final List<Class<?>> OF_DECIMAL = List.of(java.math.BigDecimal.class, double.class);
    private static final List<Class<?>> ALL = List.of(
            int.class,
            long.class,
            java.math.BigInteger.class,
            double.class,
            float.class,
            java.math.BigDecimal.class,
            short.class,
            byte.class);

    private Fit() {}

    static int cost(Object value, Class<?> type) {
        if (value == null) {
            return type.isPrimitive() ? IMPOSSIBLE : type == Object.class ? ANYTHING : 1;
        }
        if (type == Object.class) {
            return ANYTHING;
        }
        if (value.getClass() == type) {
            return type.isPrimitive() || Coercions.box(type) == type && isBox(type) ? 1 : 0;
        }
        Class<?> box = Coercions.box(type);
        if (box == Void.class) {
            return IMPOSSIBLE;
        }
        if (value instanceof Number number && Number.class.isAssignableFrom(box) && box != Number.class) {
            return number(number, type, box);
        }
        if (box.isInstance(value)) {
            return type.isPrimitive() ? 0 : above(value, type);
        }
        return Coercions.isOptional(type) ? CONVERTED + 20 : converted(value, box);
    }

    private static boolean isBox(Class<?> type) {
        return type == Boolean.class
                || type == Character.class
                || Number.class.isAssignableFrom(type) && type.getName().startsWith("java.lang.");
    }

    /** Of numbers that hold the value: in the order of what Python's type is nearest to. */
    private static int number(Number number, Class<?> type, Class<?> box) {
        if (box.isInstance(number) && !isBox(box) && !OF_BIG.contains(box)) {
            return above(number, type);
        }
        if (Numbers.convert(number, box) == null) {
            return IMPOSSIBLE;
        }
        boolean isInt = number instanceof Integer || number instanceof Long;
        boolean isFloat = number instanceof Double || number instanceof Float;
        var best = isInt ? OF_INT : isFloat ? OF_FLOAT : number instanceof java.math.BigInteger ? OF_BIG : OF_DECIMAL;
        int boxed = type.isPrimitive() ? 0 : 1;
        for (int i = 0; i < best.size(); i++) {
            if (Coercions.box(best.get(i)) == box) {
                return 2 * i + boxed;
            }
        }
        for (int i = 0; i < ALL.size(); i++) {
            if (Coercions.box(ALL.get(i)) == box) {
                return (isFloat || !isInt && box != Double.class ? 20 : 4) + 2 * i + boxed;
            }
        }
        return CONVERTED;
    }

    /** The distance to a type above the value's class. Of what Python makes, the interface that all use is nearest. */
    private static int above(Object value, Class<?> type) {
        if (value instanceof List && type == List.class
                || value instanceof Map && type == Map.class
                || value instanceof Set && type == Set.class) {
            return 0;
        }
        if (value instanceof PythonHandle handle) {
            return type == PythonHandle.class ? 0 : type == AutoCloseable.class ? MOST_ABOVE : handle(handle, type);
        }
        if (value instanceof Number && type == Number.class) {
            return CONVERTED - 10;
        }
        if (type == java.io.Serializable.class || type == Comparable.class || type == Cloneable.class) {
            return MOST_ABOVE;
        }
        int steps = 1;
        var row = above(value.getClass());
        while (!row.contains(type) && !row.isEmpty() && steps < MOST_ABOVE / ABOVE) {
            var next = new LinkedHashSet<Class<?>>();
            row.forEach(one -> next.addAll(above(one)));
            row = next;
            steps++;
        }
        return Math.min(steps * ABOVE, MOST_ABOVE);
    }

    private static Set<Class<?>> above(Class<?> type) {
        var direct = new LinkedHashSet<>(Arrays.<Class<?>>asList(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            direct.add(type.getSuperclass());
        }
        return direct;
    }

    /** @param type no primitive one */
    private static int converted(Object value, Class<?> type) {
        if (value instanceof Number number) {
            return Coercions.number(number, type) == null ? IMPOSSIBLE : CONVERTED;
        } else if (value instanceof String text) {
            return text(text, type);
        } else if (value instanceof Collection<?> items) {
            return items(items, type);
        } else if (value instanceof Map<?, ?> map) {
            return type.isRecord() && Containers.hasNames(map, type)
                    ? CONVERTED - 20
                    : Containers.isMap(type) ? CONVERTED : IMPOSSIBLE;
        } else if (value instanceof Temporal moment) {
            return time(moment, type);
        }
        return value instanceof PythonHandle handle ? handle(handle, type) : IMPOSSIBLE;
    }

    private static int text(String text, Class<?> type) {
        if (type == Character.class || type.isEnum()) {
            return Texts.convert(text, type) == null ? IMPOSSIBLE : 20;
        }
        return type == char[].class ? CONVERTED + 5 : Texts.isParsed(type) ? CONVERTED : IMPOSSIBLE;
    }

    private static int items(Collection<?> items, Class<?> type) {
        if (type.isArray()) {
            int worst = 0;
            int looked = 0;
            for (Object item : items) {
                int cost = cost(item, type.getComponentType());
                if (cost < 0) {
                    return IMPOSSIBLE;
                }
                worst = Math.max(worst, cost);
                if (++looked == FIRST) {
                    break;
                }
            }
            return array(worst);
        } else if (type == Map.Entry.class) {
            return items.size() == 2 ? CONVERTED : IMPOSSIBLE;
        }
        return Containers.isContainer(type) ? 27 : Interfaces.isLazy(type) ? 30 : IMPOSSIBLE;
    }

    /** Arrays are in the order of their elements' types; those whose elements are no close match come after containers. */
    private static int array(int worst) {
        return worst < 20 ? 7 + worst : 27 + (worst - 20) / 8;
    }

    private static int time(Temporal moment, Class<?> type) {
        int cost = moment instanceof LocalDate ? CONVERTED : 10;
        boolean midnight = moment instanceof LocalDateTime && !type.getName().startsWith("java.util.");
        return Times.convert(moment, type) == null ? IMPOSSIBLE : midnight ? cost + 10 : cost;
    }

    /** An object is checked for the methods of an interface when it is converted. */
    private static int handle(PythonHandle handle, Class<?> type) {
        if (!type.isInterface()) {
            return IMPOSSIBLE;
        }
        if (Interfaces.isLazy(type)) {
            return 12;
        }
        return handle.isCallable() && JavaFunction.onlyAbstractMethod(type) != null ? 5 : 15;
    }
}
