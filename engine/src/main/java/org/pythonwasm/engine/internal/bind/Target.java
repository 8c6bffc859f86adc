package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A declared type whose variables and wildcards are replaced by what is known of them: {@code List<? extends T>} of a
 * {@code Supplier<Long>} is a List of Long. A variable of which nothing is known is its first bound.
 *
 * @param arguments the type arguments; of an array its component; empty for a raw type
 */
record Target(Class<?> type, List<Target> arguments) {
    private static final Target OBJECT = new Target(Object.class, List.of());
    /** Declared types nest as deeply as their source says, and a class file can say anything. */
    private static final int MOST_LEVELS = 50;

    static Target of(Type declared) {
        return declared instanceof Class<?> type ? of(type) : of(declared, Map.of());
    }

    private static Target of(Class<?> type) {
        return new Target(type, type.isArray() ? List.of(of(type.getComponentType())) : List.of());
    }

    static Target of(Type declared, Map<TypeVariable<?>, Target> known) {
        return of(declared, known, MOST_LEVELS);
    }

    private static Target of(Type declared, Map<TypeVariable<?>, Target> known, int levels) {
        if (declared instanceof Class<?> type) {
            return of(type);
        }
        if (levels == 0) {
            return OBJECT;
        }
        if (declared instanceof ParameterizedType generic) {
            var arguments = new ArrayList<Target>();
            for (Type argument : generic.getActualTypeArguments()) {
                arguments.add(of(argument, known, levels - 1));
            }
            return new Target((Class<?>) generic.getRawType(), Collections.unmodifiableList(arguments));
        }
        if (declared instanceof GenericArrayType array) {
            Target component = of(array.getGenericComponentType(), known, levels - 1);
            return new Target(component.type.arrayType(), List.of(component));
        }
        if (declared instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], known, levels - 1);
        }
        Target found = known.get(declared);
        return found != null ? found : of(erasure(((TypeVariable<?>) declared).getBounds()[0], levels - 1));
    }

    /** The bound of a variable may name the variable, as in {@code T extends Comparable<T>}. */
    private static Class<?> erasure(Type bound, int levels) {
        if (bound instanceof Class<?> type) {
            return type;
        }
        if (bound instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return bound instanceof TypeVariable<?> variable && levels > 0
                ? erasure(variable.getBounds()[0], levels - 1)
                : Object.class;
    }

    /** Returns the type argument of that place, Object if there is none. */
    Target argument(int index) {
        return index < arguments.size() ? arguments.get(index) : OBJECT;
    }

    /** Returns the same with a class that has the same type arguments. */
    Target as(Class<?> other) {
        return new Target(other, arguments);
    }

    /** Returns what the type's own variables, and those of the types above it, stand for. */
    Map<TypeVariable<?>, Target> variables() {
        var known = new HashMap<TypeVariable<?>, Target>();
        learn(type, arguments, known, MOST_LEVELS);
        return known;
    }

    private static void learn(Class<?> type, List<Target> arguments, Map<TypeVariable<?>, Target> known, int levels) {
        var variables = type.getTypeParameters();
        if (variables.length == arguments.size() && !type.isArray()) {
            for (int i = 0; i < variables.length; i++) {
                known.putIfAbsent(variables[i], arguments.get(i));
            }
        }
        if (levels > 0) {
            var above = new ArrayList<>(Arrays.asList(type.getGenericInterfaces()));
            if (type.getGenericSuperclass() != null) {
                above.add(type.getGenericSuperclass());
            }
            for (Type one : above) {
                Target resolved = of(one, known);
                learn(resolved.type, resolved.arguments, known, levels - 1);
            }
        }
    }

    @Override
    public String toString() {
        if (arguments.isEmpty()) {
            return type.getTypeName();
        }
        if (type.isArray()) {
            return argument(0) + "[]";
        }
        return type.getName() + "<"
                + String.join(", ", arguments.stream().map(Target::toString).toList()) + ">";
    }
}
