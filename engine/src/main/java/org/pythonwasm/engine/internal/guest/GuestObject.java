package org.pythonwasm.engine.internal.guest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.bind.InterfaceProxy;
import org.pythonwasm.engine.internal.text.Excerpt;

/** A Python object of one session that Java holds, by its number there. */
public sealed class GuestObject implements PythonHandle permits GuestCallable {
    private static final int MOST_CHARACTERS = 1_000;

    private final Session session;
    private final int number;
    private final String typeName;
    private final String text;
    private final boolean callable;
    private volatile boolean closed;

    GuestObject(Session session, int number, String typeName, String text, boolean callable) {
        this.session = session;
        this.number = number;
        this.typeName = typeName;
        this.text = Excerpt.of(text, MOST_CHARACTERS);
        this.callable = callable;
    }

    public boolean isOf(Session other) {
        return session == other;
    }

    /** Returns its number, for a request to its own guest. */
    public int number(Session user) {
        if (closed) {
            throw new IllegalStateException("the handle of " + text + " is closed");
        }
        if (user != session) {
            throw new IllegalStateException(
                    "the handle of " + text + " belongs to another interpreter, or to this one before it was reset");
        }
        return number;
    }

    @Override
    public Object call(Object... arguments) {
        return call(arguments, Map.of());
    }

    @Override
    public Object call(Object[] arguments, Map<String, ?> keywords) {
        return session.value("call", message -> {
            message.number("handle", number(session));
            message.arguments(arguments, keywords);
        });
    }

    @Override
    public Object invoke(String method, Object... arguments) {
        Objects.requireNonNull(method, "method");
        return session.value("call", message -> {
            message.number("handle", number(session));
            message.text("name", method);
            message.arguments(arguments, Map.of());
        });
    }

    @Override
    public Object get(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return session.value("get", message -> {
            message.number("handle", number(session));
            message.text("name", attribute);
        });
    }

    @Override
    public void set(String attribute, Object value) {
        Objects.requireNonNull(attribute, "attribute");
        session.value("set", message -> {
            message.number("handle", number(session));
            message.text("name", attribute);
            message.value("value", value, attribute);
        });
    }

    @Override
    public <T> T as(Class<T> type) {
        return tryAs(type)
                .orElseThrow(() -> new IllegalArgumentException(text + " lacks methods of " + type.getName()));
    }

    @Override
    public <T> Optional<T> tryAs(Class<T> type) {
        return InterfaceProxy.of(this, this::callables, type);
    }

    private Collection<?> callables(List<String> names) {
        return (Collection<?>) session.value("callables", message -> {
            message.number("handle", number(session));
            message.values("names", names);
        });
    }

    @Override
    public String typeName() {
        return typeName;
    }

    @Override
    public boolean isCallable() {
        return callable;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public void close() {
        closed = true;
        session.references().close(number);
    }
}
