package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.pythonwasm.engine.PythonCallable;
import org.pythonwasm.engine.internal.text.Excerpt;

/**
 * A Java object that Python can call: a {@link PythonCallable}, a lambda, or an instance of a class with exactly one
 * functional interface (JLS 9.8). Only that interface's method is reachable.
 *
 * <p>For a named class, only those interfaces of the JDK count that are annotated as functional: an object that is
 * Comparable or can be closed is no function by that.
 */
public final class JavaFunction {
    private static final List<Class<?>> VALUES =
            List.of(TemporalAccessor.class, TemporalAmount.class, Number.class, CharSequence.class);

    private static final ClassValue<Method> METHODS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final Object target;
    private final Method method;
    /** Of the parameters, as far as the class of the object says them; found at the first call. */
    private Target[] types;

    private JavaFunction(Object target, Method method) {
        this.target = target;
        this.method = method;
    }

    /** Returns whether Python can call the value. */
    public static boolean isFunction(Object value) {
        return value instanceof PythonCallable || METHODS.get(value.getClass()) != null;
    }

    public static JavaFunction of(Object value) {
        return new JavaFunction(value, value instanceof PythonCallable ? null : methodOf(value.getClass()));
    }

    /** A class may mention one that is not there: an optional dependency of a library, for example. It is no function then. */
    private static Method methodOf(Class<?> type) {
        try {
            return METHODS.get(type);
        } catch (LinkageError | TypeNotPresentException e) {
            return null;
        }
    }

    /** A thread is a Runnable for historical reasons only, and is never bound to be called. */
    private static Method find(Class<?> type) {
        if (Thread.class.isAssignableFrom(type) || isValue(type)) {
            return null;
        }
        boolean unnamed = type.isHidden() || type.isSynthetic() || type.isAnonymousClass();
        var methods = interfaces(type).stream()
                .filter(candidate ->
                        unnamed || !isOfTheJdk(candidate) || candidate.isAnnotationPresent(FunctionalInterface.class))
                .map(JavaFunction::onlyAbstractMethod)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return methods.size() == 1 ? accessible(methods.get(0)) : null;
    }

    /** A date adjusts dates, for example: such side interfaces do not make a value a function. */
    private static boolean isValue(Class<?> type) {
        return VALUES.stream().anyMatch(value -> value.isAssignableFrom(type))
                || isOfTheJdk(type) && Comparable.class.isAssignableFrom(type);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static Set<Class<?>> interfaces(Class<?> type) {
        var found = new LinkedHashSet<Class<?>>();
        for (Class<?> here = type; here != null; here = here.getSuperclass()) {
            for (Class<?> direct : here.getInterfaces()) {
                found.add(direct);
                found.addAll(interfaces(direct));
            }
        }
        return found;
    }

    /** Finds the method of a functional interface; an interface that narrows an inherited method has it twice. */
    static Method onlyAbstractMethod(Class<?> type) {
        var methods = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfObject(method))
                .sorted(Comparator.comparing((Method method) -> method.getDeclaringClass() != type))
                .toList();
        boolean one = methods.stream()
                        .map(method -> method.getName() + method.getParameterCount())
                        .distinct()
                        .count()
                == 1;
        return one ? methods.get(0) : null;
    }

    /** An interface may redeclare {@code equals} and other methods of Object, as Comparator does. */
    static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    private static Method accessible(Method method) {
        boolean open = Modifier.isPublic(method.getDeclaringClass().getModifiers()) || method.trySetAccessible();
        return open ? method : null;
    }

    /** Returns whether Python can call it; other objects it can only compare and pass back. */
    public boolean isCallable() {
        return method != null || target instanceof PythonCallable;
    }

    public Object target() {
        return target;
    }

    /** Returns the name that Python shows. */
    public String name() {
        Class<?> type = target.getClass();
        if (type.isHidden() || type.isAnonymousClass()) {
            return (method != null ? method.getDeclaringClass() : isCallable() ? PythonCallable.class : Object.class)
                    .getName();
        }
        return type.getName();
    }

    /** Returns the name that Python shows of an object, a function or not. */
    public static String nameOf(Object value) {
        return of(value).name();
    }

    /** Returns whether both are functional interfaces, of which only the first has a result: a callable is rather that. */
    public static boolean returnsMore(Class<?> type, Class<?> other) {
        return resultOf(type).orElse(void.class) != void.class
                && resultOf(other).orElse(null) == void.class;
    }

    /** Empty if it is no functional interface. */
    private static Optional<Class<?>> resultOf(Class<?> type) {
        return Optional.ofNullable(type.isInterface() ? onlyAbstractMethod(type) : null)
                .map(Method::getReturnType);
    }

    public Object call(List<Object> arguments, Map<String, Object> keywords) throws Throwable {
        if (target instanceof PythonCallable callable) {
            return callable.call(arguments, keywords);
        }
        if (method == null) {
            throw new IllegalArgumentException(name() + " is no Java function");
        }
        if (!keywords.isEmpty()) {
            throw new IllegalArgumentException(name() + " takes no keyword arguments, got "
                    + Excerpt.of(String.join(", ", keywords.keySet()))
                    + "; implement PythonCallable to take them");
        }
        try {
            return method.invoke(target, fit(arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object[] fit(List<Object> arguments) {
        if (types == null) {
            types = parameters();
        }
        if (arguments.size() != types.length) {
            throw new IllegalArgumentException(
                    name() + " takes " + types.length + " arguments, got " + arguments.size());
        }
        var fitting = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object argument = arguments.get(i);
            fitting[i] = Coercions.isOne(argument, types[i])
                    ? argument
                    : Coercions.convert(argument, types[i], "argument " + (i + 1) + " of " + name());
        }
        return fitting;
    }

    private Target[] parameters() {
        var variables = Target.of(target.getClass()).variables();
        return Arrays.stream(method.getGenericParameterTypes())
                .map(type -> Target.of(type, variables))
                .toArray(Target[]::new);
    }
}
