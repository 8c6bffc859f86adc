package org.pythonwasm.engine;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pythonwasm.engine.internal.Excerpt;

/**
 * A Python object that has no Java value (a function, a class, an instance, a generator …): it stays alive in its
 * interpreter, where it can be called, asked for attributes and passed back as an argument.
 *
 * <p>The object is let go when the handle is closed or becomes unreachable; the interpreter's next call does it, so that no
 * other thread touches the guest. After a reset or close of the interpreter every use fails with
 * {@link IllegalStateException}. Same thread rule as the interpreter; {@link #toString()} and {@link #close()} may come from
 * any thread.
 */
public final class PythonHandle implements AutoCloseable {
    private static final int MOST_CHARACTERS = 1_000;

    private final Session session;
    private final int id;
    private final String typeName;
    private final String text;
    private final boolean callable;
    private volatile boolean closed;

    PythonHandle(Session session, int id, String typeName, String text, boolean callable) {
        this.session = session;
        this.id = id;
        this.typeName = typeName;
        this.text = Excerpt.of(text, MOST_CHARACTERS);
        this.callable = callable;
    }

    /** Its number, for a request to its own guest. */
    int id(Session user) {
        if (closed) {
            throw new IllegalStateException("the handle of " + text + " is closed");
        }
        if (user != session) {
            throw new IllegalStateException("the handle of " + text
                    + " belongs to another interpreter, or to this one before it was reset");
        }
        return id;
    }

    Session session() {
        return session;
    }

    /** Calls the object. */
    public Object call(Object... arguments) {
        return call(arguments, Map.of());
    }

    /** Calls the object with keyword arguments too. */
    public Object call(Object[] arguments, Map<String, ?> keywords) {
        return session.value("call", message -> {
            message.handle(this);
            message.arguments(arguments, keywords);
        });
    }

    /**
     * Calls a method of the object.
     *
     * @throws PythonException also where it has no such method, see {@link PythonException#isUnknownFunction()}
     */
    public Object invoke(String method, Object... arguments) {
        Objects.requireNonNull(method, "method");
        return session.value("call", message -> {
            message.handle(this);
            message.text("name", method);
            message.arguments(arguments, Map.of());
        });
    }

    /** The value of an attribute; {@code AttributeError} where there is none. */
    public Object get(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return session.value("get", message -> {
            message.handle(this);
            message.text("name", attribute);
        });
    }

    /** Sets an attribute. */
    public void set(String attribute, Object value) {
        Objects.requireNonNull(attribute, "attribute");
        session.value("set", message -> {
            message.handle(this);
            message.text("name", attribute);
            message.value("value", value, attribute);
        });
    }

    /**
     * An implementation of the interface by this object: of each method by the object's method of that name, or, for a
     * functional interface, by the object itself when it is callable. Default methods that the object lacks are Java's.
     *
     * @throws IllegalArgumentException it is no interface, or the object lacks some of its methods
     */
    public <T> T as(Class<T> type) {
        return tryAs(type)
                .orElseThrow(() -> new IllegalArgumentException(text + " lacks methods of " + type.getName()));
    }

    /** Like {@link #as}, but empty where the object lacks methods of the interface. */
    public <T> Optional<T> tryAs(Class<T> type) {
        return InterfaceProxy.of(this, type);
    }

    /** Name of its Python type, without module for built-in ones. */
    public String typeName() {
        return typeName;
    }

    /** Whether Python can call it. */
    public boolean isCallable() {
        return callable;
    }

    /** Its {@code repr()} when it came to Java, of at most 1,000 characters. */
    @Override
    public String toString() {
        return text;
    }

    /** Lets the object go. Does nothing the second time. */
    @Override
    public void close() {
        closed = true;
        session.references().close(id);
    }
}
