package org.pythonwasm.engine.internal.guest;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.bind.Coercions;

/**
 * A Python callable. It is what Java's own functional interfaces ask for, because generic types are erased: a
 * {@code Consumer<Runnable>} casts what it receives, and nobody can tell beforehand to what.
 */
final class GuestCallable extends GuestObject
        implements Runnable,
                Callable<Object>,
                Supplier<Object>,
                Consumer<Object>,
                BiConsumer<Object, Object>,
                Function<Object, Object>,
                Predicate<Object>,
                Comparator<Object> {
    GuestCallable(Session session, int number, String typeName, String text) {
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
