package org.pythonwasm.engine.internal.wire;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.object.JavaReference;
import org.pythonwasm.engine.internal.object.JavaTypes;

/**
 * The objects that the other side knows by number: Java objects that Python refers to, Python objects of which Java
 * holds a {@link PythonHandle}, and Java exceptions that pass through Python. Belongs to a {@code Session}.
 */
public final class ObjectTable {
    /** The bound of exceptions that are kept: a script may catch any number of them in one call. */
    private static final int MOST_THROWN = 1_000;

    private final Owner owner;
    private final JavaTypes types;
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, JavaReference> objects = new HashMap<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private int firstThrown;
    /** Weak, because a script may let Java catch any number of them in one call. */
    private final Map<PythonException, Integer> raised = new WeakHashMap<>();

    private int handed;
    private int lastNumber;
    /** Numbers of objects of which no message to Python was sent yet. */
    private final List<Integer> untold = new ArrayList<>();

    /** Numbers of handles that were closed, by any thread. */
    private final Queue<Integer> closed = new ConcurrentLinkedQueue<>();
    /** Numbers that were taken and not sent. */
    private List<Integer> unsent = List.of();
    /** Open handles. A cleaner's thread would keep this class loader as long as one of them is reachable. */
    private final Map<Integer, Given> given = new HashMap<>();

    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

    /** The holder that keeps a Python object alive: a handle that Java received, or the owner of a scope. */
    private static final class Given extends PhantomReference<Object> {
        private final int number;

        Given(Object owner, int number, ReferenceQueue<Object> queue) {
            super(owner, queue);
            this.number = number;
        }
    }

    /** The session that owns the objects. */
    public interface Owner {
        Limits limits();

        /** Called after a callback: a guest that has died in it must not be entered again. */
        void requireAlive();

        PythonHandle newHandle(int number, String typeName, String text, boolean callable);

        /** @throws IllegalStateException if the handle is closed, or of another session */
        int numberOf(PythonHandle handle);
    }

    public ObjectTable(Owner owner, JavaTypes types) {
        this.owner = owner;
        this.types = types;
    }

    /** Returns the limits of the running call. */
    Limits limits() {
        return owner.limits();
    }

    /** Returns the number of a Python object, for a message to its own guest. */
    int numberOf(PythonHandle handle) {
        return owner.numberOf(handle);
    }

    /** Returns whether a value is passed by reference, although it may have a form of its own. */
    boolean isGranted(Object value) {
        return types.isGranted(value);
    }

    /** Returns the number of a Java object, which stays the same as long as Python knows the object. */
    int numberOf(Object object) {
        return numbers.computeIfAbsent(object, added -> {
            int limit = owner.limits().handles();
            if (objects.size() >= limit) {
                throw new NoPythonValueException(
                        "a script holds " + limit + " Java objects, and may hold no more at a time (Limits.handles)");
            }
            objects.put(++lastNumber, new JavaReference(added, types.typeOf(added)));
            untold.add(lastNumber);
            return lastNumber;
        });
    }

    /** Before a message is written: what {@link #takeBack} needs if it is not sent. */
    int mark() {
        return untold.size();
    }

    /** The message was not sent: Python will never drop what has a number since then only because of it. */
    void takeBack(int mark) {
        if (mark < untold.size()) {
            var since = untold.subList(mark, untold.size());
            drop(since);
            since.clear();
        }
    }

    /** A message was sent: Python knows what it names. */
    void told() {
        untold.clear();
    }

    /** Called before data of the guest are read: they are read only while the guest may run. */
    void requireAlive() {
        owner.requireAlive();
    }

    JavaReference object(int number) {
        var object = objects.get(number);
        if (object == null) {
            throw new IllegalArgumentException("no Java object has number " + number);
        }
        return object;
    }

    /** Forgets objects that Python no longer knows. */
    public void drop(List<?> dropped) {
        for (Object number : dropped) {
            var object = objects.remove((Integer) number);
            if (object != null) {
                numbers.remove(object.target());
            }
        }
    }

    PythonHandle handle(int number, String typeName, String text, boolean callable) {
        int limit = owner.limits().handles();
        if (++handed > limit) {
            throw new LimitExceededException(
                    Reason.VALUE, "handed more than " + limit + " objects to Java in one call (Limits.handles)");
        }
        var handle = owner.newHandle(number, typeName, text, callable);
        given.put(number, new Given(handle, number, unreachable));
        return handle;
    }

    /** Any thread may call it. */
    public void close(int number) {
        closed.add(number);
    }

    /** Returns the numbers of the Python objects that nothing in Java refers to any more. */
    List<Integer> takeReleased() {
        var taken = new ArrayList<>(unsent);
        unsent = List.of();
        for (Integer number = closed.poll(); number != null; number = closed.poll()) {
            take(number, taken);
        }
        for (var gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            if (given.get(((Given) gone).number) == gone) {
                take(((Given) gone).number, taken);
            }
        }
        return taken;
    }

    /** Ties the object's life to that owner instead of its handle. */
    public void releaseWith(Object holder, PythonHandle handle) {
        int number = numberOf(handle);
        given.put(number, new Given(holder, number, unreachable));
    }

    /** Returns whether Java holds an object that it may no longer need. */
    public boolean hasGiven() {
        return !given.isEmpty();
    }

    /**
     * Closes handles that nothing in Java refers to. The references themselves are checked: they reach the queue only
     * when a thread of the JVM finds time, which is too late on a busy machine.
     */
    public void closeUnreachable() {
        for (var reference : given.values()) {
            if (reference.refersTo(null)) {
                closed.add(reference.number);
            }
        }
    }

    /** Those that were taken for a request that was not sent, because what it was to hold has no Python value. */
    void releaseLater(List<Integer> taken) {
        unsent = taken;
    }

    private void take(int number, List<Integer> taken) {
        if (given.remove(number) != null) {
            taken.add(number);
        }
    }

    /** Returns how many Java objects Python refers to. */
    public int objectCount() {
        return objects.size();
    }

    /**
     * Keeps an exception until the outermost call ends, to be the cause of the Python exception that results from it.
     */
    int keepThrown(Throwable exception) {
        if (thrown.size() == MOST_THROWN) {
            thrown.subList(0, MOST_THROWN / 2).clear();
            firstThrown += MOST_THROWN / 2;
        }
        thrown.add(exception);
        return firstThrown + thrown.size() - 1;
    }

    /** Returns the exception of that number, or null if it was thrown in an earlier call, or long ago. */
    public Throwable thrown(int number) {
        int index = number - firstThrown;
        return index >= 0 && index < thrown.size() ? thrown.get(index) : null;
    }

    /**
     * Keeps the number of an exception that the guest can raise again, until the outermost call ends; ignores negative
     * numbers.
     */
    public void keepRaised(PythonException exception, int number) {
        if (number >= 0) {
            raised.put(exception, number);
        }
    }

    /** Returns the number of an exception that the guest can raise again, or null. */
    Integer raised(PythonException exception) {
        return raised.get(exception);
    }

    /** Returns the number of the running call's exceptions that are still known. */
    public int raisedCount() {
        return raised.size();
    }

    /** Prepares for a call that is no part of another. */
    public void begin() {
        takeBack(0);
        handed = 0;
        firstThrown += thrown.size();
        thrown.clear();
        // Clearing an empty one takes longer than a call of a function of numbers has for all this.
        if (!raised.isEmpty()) {
            raised.clear();
        }
    }
}
