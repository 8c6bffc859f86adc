package org.pythonwasm.engine.internal.bind;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pythonwasm.engine.PythonHandle;

/** A Java interface that Python implements. */
public final class InterfaceProxy implements InvocationHandler {
    /** The owner of the Python functions: an object, or the globals of a scope. */
    public interface Functions {
        /** Returns those of the names that are callable. */
        Collection<?> callables(List<String> names);

        Object call(String name, Object... arguments);
    }

    private final Functions functions;
    private final Set<?> implemented;
    private final String text;

    private InterfaceProxy(Functions functions, Set<?> implemented, String text) {
        this.functions = functions;
        this.implemented = implemented;
        this.text = text;
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
        var proxy = new InterfaceProxy(functions, implemented, text);
        return complete
                ? Optional.of(type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, proxy)))
                : Optional.empty();
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
        Object result = functions.call(method.getName(), arguments == null ? new Object[0] : arguments);
        return Coercions.convert(result, method.getReturnType(), "result of " + method.getName());
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
