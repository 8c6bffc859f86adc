package org.pythonwasm.engine.internal.bind;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;

/**
 * A Python iterator. Each element is fetched when Java asks for it, by a call that has the limits of any other. Same
 * thread rule as the interpreter.
 */
final class PythonIterator implements Iterator<Object>, AutoCloseable {
    private final PythonHandle iterator;
    private final Converter elements;
    private long fetched;
    private boolean waiting;
    private boolean ended;
    private Object next;

    /** Converts an element to the declared type. */
    interface Converter {
        Object convert(Object value, String place);
    }

    private PythonIterator(PythonHandle iterator, Converter elements) {
        this.iterator = iterator;
        this.elements = elements;
    }

    /** @throws PythonException if it is no iterable, see {@link PythonException#isUnknownFunction()} */
    static PythonIterator of(PythonHandle iterable, Converter elements) {
        Object iterator = iterable.invoke("__iter__");
        if (iterator instanceof PythonHandle handle) {
            return new PythonIterator(handle, elements);
        }
        throw new Mismatch(iterator, Target.of(Iterator.class), " as the result of __iter__");
    }

    @Override
    public boolean hasNext() {
        if (!waiting && !ended) {
            fetch();
        }
        return waiting;
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the Python iterator " + iterator + " has ended");
        }
        Object taken = next;
        waiting = false;
        next = null;
        return taken;
    }

    private void fetch() {
        Object item;
        try {
            item = iterator.invoke("__next__");
        } catch (PythonException e) {
            if (e.typeName().equals("StopIteration")) {
                close();
                return;
            }
            throw e;
        }
        next = elements.convert(item, "element " + fetched++ + " of a Python iterator");
        waiting = true;
    }

    @Override
    public void close() {
        ended = true;
        iterator.close();
    }

    @Override
    public String toString() {
        return iterator.toString();
    }
}
