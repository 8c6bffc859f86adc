package org.pythonwasm.engine.internal.object;

import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

/** An object that gives its items one by one, and an entry of a map. */
final class IterationProtocol implements Protocol {
    private final int kinds;

    /** @param kinds those that are granted, of which an object may have more */
    IterationProtocol(int kinds) {
        this.kinds = kinds;
    }

    private boolean is(int kind) {
        return (kinds & kind) != 0;
    }

    @Override
    public Object perform(Object target, String operation, List<Object> arguments) {
        return switch (operation) {
            case "__iter__" -> Chunks.oneByOne(iterator(target, operation)).start();
            case "__next__" -> Chunks.oneByOne(iterator(target, operation)).next();
            default -> throw Protocol.unknown(operation);
        };
    }

    private Iterator<?> iterator(Object target, String operation) {
        if (is(JavaType.ENTRY) && target instanceof Map.Entry<?, ?> entry) {
            return Arrays.asList(entry.getKey(), entry.getValue()).iterator();
        }
        if (is(JavaType.ITERATOR)) {
            return target instanceof Iterator<?> iterator ? iterator : ((Enumeration<?>) target).asIterator();
        }
        if (is(JavaType.ITERABLE)) {
            return target instanceof BaseStream<?, ?> stream ? stream.iterator() : ((Iterable<?>) target).iterator();
        }
        throw Protocol.unknown(operation);
    }
}
