package org.pythonwasm.engine.internal.object;

import java.util.List;

/** Python's protocol of a kind of containers or iterators. Operations are named as Python's special methods. */
interface Protocol {
    Object perform(Object target, String operation, List<Object> arguments) throws Throwable;

    static Protocol of(int kinds) {
        if ((kinds & JavaType.MAP) != 0) {
            return new MapProtocol();
        }
        if ((kinds & JavaType.RECORD) != 0) {
            return new RecordProtocol();
        }
        if ((kinds & JavaType.LIST) != 0) {
            return new ListProtocol();
        }
        if ((kinds & JavaType.ARRAY) != 0) {
            return new ArrayProtocol();
        }
        return (kinds & (JavaType.COLLECTION | JavaType.SET)) != 0
                ? new CollectionProtocol()
                : new IterationProtocol(kinds);
    }

    /** The prelude asks an object only for what its kinds say. */
    static RaisedInPython unknown(String operation) {
        return RaisedInPython.typeError("the Java object has no operation " + operation);
    }

    static int integer(Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw value instanceof Number
                ? RaisedInPython.indexError()
                : RaisedInPython.typeError("an index of a Java object is an int");
    }

    /** Negative ones count from the end. */
    static int index(Object value, int size) {
        int given = integer(value);
        int index = given < 0 ? given + size : given;
        if (index < 0 || index >= size) {
            throw RaisedInPython.indexError();
        }
        return index;
    }
}
