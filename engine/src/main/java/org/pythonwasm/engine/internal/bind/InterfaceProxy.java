package org.pythonwasm.engine.internal.bind;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pythonwasm.engine.PythonHandle;

/** A Java interface that Python implements. */
public final class InterfaceProxy implements TypedProxy {
    /** The owner of the Python functions: an object, or the globals of a scope. */
    public interface Functions {
        /** Returns those of the names that are callable. */
        Collection<?> callables(List<String> names);

        Object call(String name, Object... arguments);
    }

    private final Functions functions;
    private final Set<?> implemented;
    private final String text;
    private final Target target;
    /** Of the methods whose result has a generic type. */
    private final Map<Method, Target> results = new ConcurrentHashMap<>();

    private InterfaceProxy(Functions functions, Set<?> implemented, String text, Target target) {
        this.functions = functions;
        this.implemented = implemented;
        this.text = text;
        this.target = target;
    }

    /** Empty if the object lacks methods of the interface. */
    public static <T> Optional<T> of(
            PythonHandle object, Function<List<String>, Collection<?>> callables, Class<T> type) {
        requireInterface(type);
        Method only = JavaFunction.onlyAbstractMethod(type);
        return object.isCallable() && only != null
                ? of(new OneCallable(object, only.getName()), type, object.toString())
                : of(new Members(object, callables), type, object.toString());
    }

    public static <T> Optional<T> of(Functions functions, Class<T> type, String text) {
        requireInterface(type);
        var names = methods(type).map(Method::getName).distinct().toList();
        var implemented = new HashSet<>(functions.callables(names));
        boolean complete = methods(type)
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .allMatch(method -> implemented.contains(method.getName()));
        var proxy = new InterfaceProxy(functions, implemented, text, Target.of(type));
        return complete ? Optional.of(type.cast(proxy.instance())) : Optional.empty();
    }

    private Object instance() {
        Class<?> type = target.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    public Object withTypes(Target generic) {
        return new InterfaceProxy(functions, implemented, text, generic).instance();
    }

    public static void requireInterface(Class<?> type) {
        if (type == null || !type.isInterface()) {
            throw new IllegalArgumentException("expected an interface, got " + type);
        }
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !JavaFunction.isOfObject(method));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (JavaFunction.isOfObject(method)) {
            return ofObject(proxy, method.getName(), arguments);
        }
        if (!implemented.contains(method.getName())) {
            return invokeDefault(proxy, method, arguments);
        }
        Object result = functions.call(method.getName(), positional(method, arguments));
        String place = "result of " + method.getName();
        return method.getGenericReturnType() instanceof Class<?> type
                ? Coercions.convert(result, type, place)
                : Coercions.convert(result, results.computeIfAbsent(method, this::resultOf), place);
    }

    private Target resultOf(Method method) {
        return Target.of(method.getGenericReturnType(), target.variables());
    }

    /** Arguments that Java collects in an array are arguments of their own in Python. */
    private static Object[] positional(Method method, Object[] arguments) {
        if (arguments == null || !method.isVarArgs()) {
            return arguments == null ? new Object[0] : arguments;
        }
        Object last = arguments[arguments.length - 1];
        int fixed = arguments.length - 1;
        int more = last == null ? 0 : Array.getLength(last);
        var all = Arrays.copyOf(arguments, fixed + more, Object[].class);
        for (int i = 0; i < more; i++) {
            all[fixed + i] = Array.get(last, i);
        }
        return all;
    }

    /** Calls a default method, even of an interface that is not public if its module opens it. */
    private static Object invokeDefault(Object proxy, Method method, Object[] arguments) throws Throwable {
        Class<?> owner = method.getDeclaringClass();
        if (Modifier.isPublic(owner.getModifiers())) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                .unreflectSpecial(method, owner)
                .bindTo(proxy)
                .invokeWithArguments(arguments == null ? new Object[0] : arguments);
    }

    private Object ofObject(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> text;
        };
    }

    /** An object's methods. */
    private record Members(PythonHandle object, Function<List<String>, Collection<?>> members) implements Functions {
        @Override
        public Collection<?> callables(List<String> names) {
            return members.apply(names);
        }

        @Override
        public Object call(String name, Object... arguments) {
            return object.invoke(name, arguments);
        }
    }

    /** A callable for the only method of a functional interface. */
    private record OneCallable(PythonHandle callable, String method) implements Functions {
        @Override
        public Collection<?> callables(List<String> names) {
            return Objects.requireNonNull(names).contains(method) ? List.of(method) : List.of();
        }

        @Override
        public Object call(String name, Object... arguments) {
            return callable.call(arguments);
        }
    }
}
