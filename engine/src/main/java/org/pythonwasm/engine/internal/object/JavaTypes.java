package org.pythonwasm.engine.internal.object;

import java.lang.ref.WeakReference;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.NamedTuple;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.access.Forbidden;
import org.pythonwasm.engine.internal.bind.JavaFunction;

/**
 * The Java types that one session has met, under its {@link HostAccess}. Same thread rule as the session; sessions of one
 * access share the types, as long as one of them is in use.
 */
public final class JavaTypes {
    /** The classes that have a value in Python without loss, and whose objects cannot change. */
    private static final List<Class<?>> VALUES = List.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            byte[].class,
            java.util.UUID.class,
            java.util.OptionalInt.class,
            java.util.OptionalLong.class,
            java.util.OptionalDouble.class,
            Optional.class);

    private static final List<Class<?>> VALUE_FAMILIES = List.of(
            java.math.BigInteger.class,
            java.math.BigDecimal.class,
            TemporalAccessor.class,
            TemporalAmount.class,
            java.util.Date.class,
            NamedTuple.class,
            PythonHandle.class,
            ByValue.class);

    /** By access, then by class. What they hold refers to the class, and must not keep it. */
    private static final Map<HostAccess, Map<Class<?>, WeakReference<JavaType>>> SHARED = new WeakHashMap<>();

    private final HostAccess access;
    private final boolean none;
    private final Map<Class<?>, JavaType> known = new HashMap<>();
    /** Returns whether objects of a class are passed by reference. */
    private final Map<Class<?>, Boolean> references = new HashMap<>();

    public JavaTypes(HostAccess access) {
        this.access = access;
        this.none = access.isNone();
    }

    /** Returns whether a value is passed by reference because its class is granted, and not copied. */
    public boolean isGranted(Object value) {
        if (none || value == null) {
            return false;
        }
        var type = value.getClass();
        var before = references.get(type);
        if (before == null) {
            before = !isValue(type) && typeOf(value).isGranted() && !isHiddenRecord(type);
            references.put(type, before);
        }
        return before;
    }

    /** A record whose own class is not granted is of more use as a value. */
    private boolean isHiddenRecord(Class<?> type) {
        return type.isRecord() && !access.grants(type);
    }

    private static boolean isValue(Class<?> type) {
        return VALUES.contains(type) || VALUE_FAMILIES.stream().anyMatch(family -> family.isAssignableFrom(type));
    }

    /** Returns the operations of Python on an object. */
    public JavaType typeOf(Object value) {
        return known.computeIfAbsent(
                value.getClass(), type -> shared(isLambda(type) ? type.getInterfaces()[0] : type, value));
    }

    /** There may be any number of lambdas: they share the type of their interface. */
    private static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getInterfaces().length == 1 && type.getSuperclass() == Object.class;
    }

    private JavaType shared(Class<?> type, Object value) {
        synchronized (SHARED) {
            var types = SHARED.computeIfAbsent(access, none -> new WeakHashMap<>());
            var before = types.get(type);
            var shared = before == null ? null : before.get();
            if (shared == null) {
                shared = make(type, value);
                types.put(type, new WeakReference<>(shared));
            }
            return shared;
        }
    }

    private JavaType make(Class<?> type, Object value) {
        return new JavaType(JavaFunction.nameOf(value), JavaFunction.of(value).isCallable(), sources(type), type);
    }

    /** The granted types among a class, its superclasses and its interfaces. */
    private List<Class<?>> sources(Class<?> type) {
        if (none || Forbidden.isForbidden(type)) {
            return List.of();
        }
        var all = new LinkedHashSet<Class<?>>();
        for (Class<?> here = type; here != null; here = here.getSuperclass()) {
            all.add(here);
            addInterfaces(here, all);
        }
        var granted = new ArrayList<Class<?>>();
        all.stream().filter(access::grants).forEach(granted::add);
        return granted;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> one : type.getInterfaces()) {
            if (all.add(one)) {
                addInterfaces(one, all);
            }
        }
    }
}
