package org.pythonwasm.engine.internal.guest;

import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.internal.wire.BinaryChannel;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;

/**
 * One running Python, whatever runs it. What is bound in it, and what comes of that, is known by numbers.
 *
 * <p>Thread rule: called inside a call of its session, which is under limits; {@link #end()} and the methods of {@link Watched} by any
 * thread. What leaves it by an exception has killed it, see {@link GuestHost#run}.
 */
public sealed interface Guest extends Watched permits BuiltInGuest, StdioGuest {
    /** Makes guests. Immutable, thread-safe. */
    interface Source {
        Guest open(GuestHost host);

        /** The bytes that the memory of a new one takes; 0 where that is not known before. */
        default long bytes() {
            return 0;
        }

        /** Returns whether a new one finds a memory that another has left. */
        default boolean hasSpare() {
            return false;
        }
    }

    /** Takes the request that was put before it, up to its reply. */
    void serve();

    /** Returns whether the values of a request of that operation reach the guest without text on the way. */
    boolean carries(String operation);

    /** Makes such a request. Returns its value, or {@link BinaryChannel#RAISED} if the channel has its error. */
    Object request(String operation, RequestWriter.Body body);

    /** Returns the form of a value, by which a change is found. */
    Form form(Object value, String path);

    /** Returns the number of the bound handler, or 0 if binding it raised. */
    int bind(Binding binding);

    /** @param types of the arguments, then of the results */
    Batch newBatch(List<ColumnType> types, int arguments, int capacity);

    /**
     * Does some work for the rows {@code first} to {@code end - 1} of a batch, in order.
     *
     * @param bound what does it
     * @return {@code end}, or the row that raised; -1 if a vectorized function raised for all of them. By the guest's word
     */
    int work(Work work, int bound, Batch batch, int first, int end);

    /** Calls a table function. Returns the number of the iterator over its rows, or 0 if it raised. */
    int open(int table, Batch arguments);

    /** Fetches rows. Returns how many, or -1 and that subtracted if it raised then. By the guest's word. */
    int fetch(int table, int iterator, Batch rows, int count);

    void closeIterator(int iterator);

    /** Forgets states of an aggregate. */
    void forgetStates(int aggregate, int first, int count);

    /** Returns what stands for a list of rows in a column. */
    int reference(int list);

    void releaseList(int list);

    /** Returns variables of the environment that Python does not have from its start, and must be given. */
    Map<String, String> variables();

    /** Returns how much of its memory Python has not freed; all of it if that is not known. */
    long memoryInUse();

    void limitMemory(long bytes);

    /** Returns whether the Java heap, and not the limit, refused the guest more memory last. */
    boolean heapWasFull();

    /** Whether it can give its memory back between two calls. */
    boolean canSleep();

    /** To be read in a call, or by whoever keeps calls out. */
    boolean isAsleep();

    /** Gives the memory back and keeps what differs from that of a fresh one. Whoever calls it keeps calls out. */
    void sleep();

    /**
     * Takes a memory again if it sleeps.
     *
     * @throws OutOfMemoryError if the Java heap has no room for it; it sleeps on then
     */
    void wake();

    /** What it holds of the Java heap: its memory, or what is left of that while it sleeps. */
    long heldBytes();

    /** As {@link #drop()}, of a guest that nothing reads or writes any more. */
    void end(boolean unused);

    /** No call after this one, if one runs: lets go of what it has of the host. Does nothing the second time. */
    void end();

    /** No call after the last one: what may still refer to the guest must not keep its memory. */
    void drop();
}
