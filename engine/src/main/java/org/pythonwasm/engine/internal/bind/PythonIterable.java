package org.pythonwasm.engine.internal.bind;

import java.util.Iterator;
import org.pythonwasm.engine.PythonHandle;

/** A Python object that can be iterated over, again if it is none that ends for good, such as a generator. */
final class PythonIterable implements Iterable<Object> {
    private final PythonHandle object;
    private final PythonIterator.Converter elements;
    private PythonIterator first;

    PythonIterable(PythonHandle object, PythonIterator.Converter elements, PythonIterator first) {
        this.object = object;
        this.elements = elements;
        this.first = first;
    }

    @Override
    public Iterator<Object> iterator() {
        var made = first;
        first = null;
        try {
            return made != null ? made : PythonIterator.of(object, elements);
        } catch (Mismatch e) {
            throw e.at("iterator of " + object.typeName());
        }
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
