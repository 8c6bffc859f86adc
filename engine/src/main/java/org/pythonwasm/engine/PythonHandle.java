package org.pythonwasm.engine;

import java.util.Map;
import java.util.Optional;

/**
 * A Python object that has no Java value (a function, a class, an instance, a generator …): it stays alive in its
 * interpreter, where it can be called, asked for attributes and passed back as an argument.
 *
 * <p>The object is let go when the handle is closed or becomes unreachable; the interpreter's next call does it, so that no
 * other thread touches the guest. After a reset or close of the interpreter every use fails with
 * {@link IllegalStateException}. Same thread rule as the interpreter; {@link #toString()} and {@link #close()} may come from
 * any thread.
 *
 * <p>The engine implements it, nobody else.
 */
public interface PythonHandle extends AutoCloseable {

    /** Calls the object. */
    Object call(Object... arguments);

    /** Calls the object with keyword arguments too. */
    Object call(Object[] arguments, Map<String, ?> keywords);

    /**
     * Calls a method of the object.
     *
     * @throws PythonException also where it has no such method, see {@link PythonException#isUnknownFunction()}
     */
    Object invoke(String method, Object... arguments);

    /** The value of an attribute; {@code AttributeError} where there is none. */
    Object get(String attribute);

    /** Sets an attribute. */
    void set(String attribute, Object value);

    /**
     * An implementation of the interface by this object: of each method by the object's method of that name, or, for a
     * functional interface, by the object itself when it is callable. Default methods that the object lacks are Java's.
     *
     * @throws IllegalArgumentException it is no interface, or the object lacks some of its methods
     */
    <T> T as(Class<T> type);

    /** Like {@link #as}, but empty where the object lacks methods of the interface. */
    <T> Optional<T> tryAs(Class<T> type);

    /** Name of its Python type, without module for built-in ones. */
    String typeName();

    /** Whether Python can call it. */
    boolean isCallable();

    /** Its {@code repr()} when it came to Java, of at most 1,000 characters. */
    @Override
    String toString();

    /** Lets the object go. Does nothing the second time. */
    @Override
    void close();
}
