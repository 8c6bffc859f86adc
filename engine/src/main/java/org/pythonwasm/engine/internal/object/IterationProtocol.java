package org.pythonwasm.engine.internal.object;

import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

/** An object that gives its items one by one, and an entry of a map. */
final class IterationProtocol implements Protocol {
    @Override
    public Object perform(Object target, String operation, List<Object> arguments) {
        return switch (operation) {
            case "__iter__" -> Chunks.oneByOne(iterator(target)).start();
            case "__next__" -> Chunks.oneByOne(iterator(target)).next();
            default -> throw Protocol.unknown(operation);
        };
    }

    private static Iterator<?> iterator(Object target) {
        if (target instanceof Map.Entry<?, ?> entry) {
            return Arrays.asList(entry.getKey(), entry.getValue()).iterator();
        }
        if (target instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (target instanceof Enumeration<?> enumeration) {
            return enumeration.asIterator();
        }
        if (target instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        return ((Iterable<?>) target).iterator();
    }
}
