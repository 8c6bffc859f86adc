package org.pythonwasm.engine.internal.guest;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.bind.Coercions;
import org.pythonwasm.engine.internal.bind.InterfaceProxy;
import org.pythonwasm.engine.internal.text.Excerpt;

/** A Python object of one session that Java holds, by its number there. */
public sealed class GuestObject implements PythonHandle permits GuestObject.OfCallable {
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
        this.text = Excerpt.beginning(text, MOST_CHARACTERS);
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

    /**
     * A Python callable. It is what Java's own functional interfaces ask for, because generic types are erased: a
     * {@code Consumer<Runnable>} casts what it receives, and the type is not known beforehand.
     */
    @SuppressWarnings("overloads") // the interfaces of Java declare them
    static final class OfCallable extends GuestObject
            implements Runnable,
                    Callable<Object>,
                    Supplier<Object>,
                    Consumer<Object>,
                    BiConsumer<Object, Object>,
                    Function<Object, Object>,
                    Predicate<Object>,
                    Comparator<Object> {
        OfCallable(Session session, int number, String typeName, String text) {
            super(session, number, typeName, text, true);
        }

        @Override
        public void run() {
            call(new Object[0]);
        }

        @Override
        public Object call() {
            return call(new Object[0]);
        }

        @Override
        public Object get() {
            return call(new Object[0]);
        }

        @Override
        public void accept(Object argument) {
            call(new Object[] {argument});
        }

        @Override
        public void accept(Object first, Object second) {
            call(new Object[] {first, second});
        }

        @Override
        public Object apply(Object argument) {
            return call(new Object[] {argument});
        }

        @Override
        public boolean test(Object argument) {
            return (boolean) Coercions.convert(call(new Object[] {argument}), boolean.class, "result of " + this);
        }

        @Override
        public int compare(Object one, Object other) {
            return (int) Coercions.convert(call(new Object[] {one, other}), int.class, "result of " + this);
        }
    }
}
