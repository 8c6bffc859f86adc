package org.pythonwasm.engine.internal.object;

import java.util.List;

/** Python's protocol of a kind of containers or iterators. Operations are named as Python's special methods. */
interface Protocol {
    Object perform(Object target, String operation, List<Object> arguments) throws Throwable;

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
