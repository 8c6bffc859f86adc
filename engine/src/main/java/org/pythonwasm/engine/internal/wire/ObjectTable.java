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
import org.pythonwasm.engine.internal.bind.JavaFunction;

/**
 * The objects of one side that the other knows by number: Java functions that Python may call, Python objects that Java holds
 * a {@link PythonHandle} of, and Java exceptions that are on their way through Python. Belongs to a {@code Session}.
 */
public final class ObjectTable {
    /** More exceptions than this wait for nobody: a script may catch as many as it likes in one call. */
    private static final int MOST_THROWN = 1_000;

    private final Owner owner;
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, JavaFunction> functions = new HashMap<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private int firstThrown;
    /** Weakly: a script may have Java catch as many as it likes in one call. */
    private final Map<PythonException, Integer> raised = new WeakHashMap<>();
    private int handed;
    private int lastNumber;
    /** Numbers of handles that were closed, by any thread. */
    private final Queue<Integer> closed = new ConcurrentLinkedQueue<>();
    /** The handles that were not. A cleaner's thread would keep this class loader as long as one of them is reachable. */
    private final Map<Integer, Given> given = new HashMap<>();
    private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();

    /** What a Python object lives for: a handle that Java was given, or the owner of a scope. */
    private static final class Given extends PhantomReference<Object> {
        private final int number;

        Given(Object owner, int number, ReferenceQueue<Object> queue) {
            super(owner, queue);
            this.number = number;
        }
    }

    /** The session that they belong to. */
    public interface Owner {
        Limits limits();

        /** After a callback: a guest that has died below it must not be entered again. */
        void requireAlive();

        PythonHandle newHandle(int number, String typeName, String text, boolean callable);

        /** @throws IllegalStateException the handle is closed, or of another session */
        int numberOf(PythonHandle handle);
    }

    public ObjectTable(Owner owner) {
        this.owner = owner;
    }

    /** The limits of the call that runs. */
    Limits limits() {
        return owner.limits();
    }

    /** The number of a Python object, for a message to its own guest. */
    int numberOf(PythonHandle handle) {
        return owner.numberOf(handle);
    }

    /** The number of a Java function, the same as long as Python knows it. */
    int numberOfFunction(Object function) {
        return numbers.computeIfAbsent(function, added -> {
            functions.put(++lastNumber, JavaFunction.of(added));
            return lastNumber;
        });
    }

    /** Whatever a guest has sent is read as long as the guest may run. */
    void requireAlive() {
        owner.requireAlive();
    }

    JavaFunction function(int number) {
        var function = functions.get(number);
        if (function == null) {
            throw new IllegalArgumentException("no Java function has number " + number);
        }
        return function;
    }

    /** Python does not know these functions any more. */
    public void drop(List<?> dropped) {
        for (Object number : dropped) {
            var function = functions.remove((Integer) number);
            if (function != null) {
                numbers.remove(function.target());
            }
        }
    }

    PythonHandle handle(int number, String typeName, String text, boolean callable) {
        int limit = owner.limits().handles();
        if (++handed > limit) {
            throw new LimitExceededException(Reason.VALUE, "handed more than " + limit + " objects to Java in one call (Limits.handles)");
        }
        var handle = owner.newHandle(number, typeName, text, callable);
        given.put(number, new Given(handle, number, unreachable));
        return handle;
    }

    /** May come from any thread. */
    public void close(int number) {
        closed.add(number);
    }

    /** Numbers of the Python objects that nothing in Java refers to any more. */
    List<Integer> takeReleased() {
        var taken = new ArrayList<Integer>();
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

    /** From now on the object lives as long as that owner, instead of its handle. */
    public void releaseWith(Object holder, PythonHandle handle) {
        int number = numberOf(handle);
        given.put(number, new Given(holder, number, unreachable));
    }

    /** Whether Java was given something that it may no longer need. */
    public boolean hasGiven() {
        return !given.isEmpty();
    }

    /**
     * Closes what nothing in Java refers to. That is asked of the references themselves: to the queue they come when a thread of
     * the JVM finds time, on a busy machine too late.
     */
    public void closeUnreachable() {
        for (var reference : given.values()) {
            if (reference.refersTo(null)) {
                closed.add(reference.number);
            }
        }
    }

    private void take(int number, List<Integer> taken) {
        if (given.remove(number) != null) {
            taken.add(number);
        }
    }

    public int functionCount() {
        return functions.size();
    }

    /** Keeps an exception for the time of the outermost call, to be the cause of what Python makes of it. */
    int keepThrown(Throwable exception) {
        if (thrown.size() == MOST_THROWN) {
            thrown.subList(0, MOST_THROWN / 2).clear();
            firstThrown += MOST_THROWN / 2;
        }
        thrown.add(exception);
        return firstThrown + thrown.size() - 1;
    }

    /** The exception of that number, or null where it was thrown in an earlier call, or long ago. */
    public Throwable thrown(int number) {
        int index = number - firstThrown;
        return index >= 0 && index < thrown.size() ? thrown.get(index) : null;
    }

    /** Keeps the number of an exception that the guest can raise again, for the time of the outermost call; nothing below 0. */
    public void keepRaised(PythonException exception, int number) {
        if (number >= 0) {
            raised.put(exception, number);
        }
    }

    /** The number of an exception that the guest can raise again, or null. */
    Integer raised(PythonException exception) {
        return raised.get(exception);
    }

    /** How many exceptions of the call that runs are still known. */
    public int raisedCount() {
        return raised.size();
    }

    /** Readies for a call that is no part of another. */
    public void begin() {
        handed = 0;
        firstThrown += thrown.size();
        thrown.clear();
        raised.clear();
    }
}
