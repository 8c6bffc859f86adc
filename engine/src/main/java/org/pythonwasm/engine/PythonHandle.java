package org.pythonwasm.engine;

import java.util.Map;
import java.util.Optional;

/**
 * A Python object that has no Java value (a function, a class, an instance, a generator …): it stays alive in its
 * interpreter. It can be called, has attributes, and can be passed back as an argument.
 *
 * <p>The object is released after the handle is closed or becomes unreachable. The interpreter's next call does that,
 * so that no other thread touches the guest. After a reset or close of the interpreter every use fails with
 * {@link IllegalStateException}. Same thread rule as the interpreter; {@link #toString()} and {@link #close()} may come
 * from any thread.
 *
 * <p>Implemented by the engine only.
 */
public interface PythonHandle extends AutoCloseable {

    /** Calls the object. */
    Object call(Object... arguments);

    /** Calls the object with keyword arguments, too. */
    Object call(Object[] arguments, Map<String, ?> keywords);

    /**
     * Calls a method of the object.
     *
     * @throws PythonException also if it has no such method, see {@link PythonException#isUnknownFunction()}
     */
    Object invoke(String method, Object... arguments);

    /** Returns the value of an attribute; {@code AttributeError} if there is none. */
    Object get(String attribute);

    /** Sets an attribute. */
    void set(String attribute, Object value);

    /**
     * Implements the interface with this object: each method by the object's method of that name, or the only method of
     * a functional interface by the object itself if it is callable. Default methods that the object lacks are Java's.
     *
     * @throws IllegalArgumentException if it is no interface, or the object lacks some of its methods
     */
    <T> T as(Class<T> type);

    /** Like {@link #as}, but empty if the object lacks methods of the interface. */
    <T> Optional<T> tryAs(Class<T> type);

    /** Returns the name of its Python type, without module for built-in ones. */
    String typeName();

    /** Returns whether Python can call it. */
    boolean isCallable();

    /** Returns the {@code repr()} that the object had when it came to Java, of at most 1,000 characters. */
    @Override
    String toString();

    /** Releases the object. A second call does nothing. */
    @Override
    void close();
}
