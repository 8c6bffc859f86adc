package org.pythonwasm.engine.internal.bind;

import java.lang.reflect.Proxy;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;

/** Python objects as interfaces of Java: iterators and iterables by Python's protocol, the rest by their methods. */
final class Interfaces {
    private static final Map<Class<?>, Class<?>> PRIMITIVE_STREAMS =
            Map.of(IntStream.class, int.class, LongStream.class, long.class, DoubleStream.class, double.class);
    private static final Set<Class<?>> LAZY = Set.of(
            Iterator.class,
            Enumeration.class,
            Iterable.class,
            Stream.class,
            IntStream.class,
            LongStream.class,
            DoubleStream.class);

    private Interfaces() {}

    /** Returns whether the elements are fetched when Java asks for them. */
    static boolean isLazy(Class<?> type) {
        return LAZY.contains(type);
    }

    static Target element(Target target) {
        Class<?> primitive = PRIMITIVE_STREAMS.get(target.type());
        return primitive == null ? target.argument(0) : Target.of(primitive);
    }

    /** Returns null if the object lacks methods of the type. */
    static Object convert(PythonHandle handle, Target target) {
        if (!target.type().isInterface() || target.type().isSealed()) {
            return null;
        }
        if (isLazy(target.type())) {
            PythonIterator first = iterator(handle, target);
            if (first != null) {
                return target.type() == Iterable.class
                        ? new PythonIterable(handle, converter(target), first)
                        : lazily(first, target.type());
            }
        }
        return handle.tryAs(target.type())
                .map(implemented -> withTypes(implemented, target))
                .orElse(null);
    }

    /** Returns null if the object cannot be iterated over. */
    private static PythonIterator iterator(PythonHandle handle, Target target) {
        try {
            return PythonIterator.of(handle, converter(target));
        } catch (PythonException e) {
            if (e.isUnknownFunction()) {
                return null;
            }
            throw e;
        }
    }

    private static PythonIterator.Converter converter(Target target) {
        Target element = element(target);
        return (value, place) -> Coercions.convert(value, element, place);
    }

    private static Object withTypes(Object implemented, Target target) {
        return !target.arguments().isEmpty()
                        && Proxy.isProxyClass(implemented.getClass())
                        && Proxy.getInvocationHandler(implemented) instanceof TypedProxy proxy
                ? proxy.withTypes(target)
                : implemented;
    }

    /** The elements as an iterator, an enumeration or a stream. */
    static Object lazily(Iterator<?> elements, Class<?> type) {
        if (type == Iterator.class) {
            return elements;
        } else if (type == Enumeration.class) {
            return new Elements(elements);
        }
        Stream<?> stream =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED), false);
        if (elements instanceof PythonIterator iterator) {
            stream = stream.onClose(iterator::close);
        }
        if (type == IntStream.class) {
            return stream.mapToInt(Integer.class::cast);
        } else if (type == LongStream.class) {
            return stream.mapToLong(Long.class::cast);
        }
        return type == DoubleStream.class ? stream.mapToDouble(Double.class::cast) : stream;
    }

    private record Elements(Iterator<?> left) implements Enumeration<Object> {
        @Override
        public boolean hasMoreElements() {
            return left.hasNext();
        }

        @Override
        public Object nextElement() {
            return left.next();
        }
    }

    static String advice(Class<?> type) {
        return type.isInterface() && !Containers.isContainer(type)
                ? ", which lacks methods of it"
                : Containers.isContainer(type) ? "; list(…) makes a list of what can be iterated over" : "";
    }
}
