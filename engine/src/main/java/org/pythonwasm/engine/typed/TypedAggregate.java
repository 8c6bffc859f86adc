package org.pythonwasm.engine.typed;

import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Binding;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.guest.Work;

/**
 * A Python aggregate bound to column types. The states of its groups are in the guest, under numbers that the caller
 * chooses. The numbers are small, from 0 on, because they index a table. A state is created when its number is first
 * used.
 *
 * <p>The handler is a class, whose instances are the states: {@code accumulate(self, …)}, {@code finish(self)} and
 * optionally {@code merge(self, other)}. Or it is a function without parameters that returns a new state, with the
 * functions {@code accumulate(state, …)}, {@code finish(state)} and {@code merge(state, other)} beside it among the
 * globals; the results of accumulate and merge are then the new state, unless they are None.
 *
 * <p>Made by {@link PythonInterpreter#defineAggregate(String, Signature)}; belongs to that interpreter, has the same
 * thread rule, and is gone after its reset.
 */
public final class TypedAggregate {
    private final Session session;
    private final Signature signature;
    private final int number;

    private TypedAggregate(Session session, Signature signature, int number) {
        this.session = session;
        this.signature = signature;
        this.number = number;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#defineAggregate}. */
    @SuppressWarnings("exports") // no application has a session
    public static TypedAggregate define(Session session, String handler, Signature signature) {
        int number = session.bind(new Binding(
                Binding.Kind.AGGREGATE, List.of(handler), signature.parameters(), List.of(signature.result())));
        return new TypedAggregate(session, signature, number);
    }

    public Signature signature() {
        return signature;
    }

    /** Creates rows to accumulate: column 0 is the state's number, an {@code INT64}; the arguments follow. */
    public Batch newRows(int capacity) {
        var types = new ArrayList<>(List.of(ColumnType.INT64));
        types.addAll(Signature.types(signature.parameters()));
        return session.guest().newBatch(types, types.size(), capacity);
    }

    /** Creates states to finish: column 0 is the state's number, the result follows. */
    public Batch newResults(int capacity) {
        return session.guest().newBatch(List.of(ColumnType.INT64, signature.result()), 1, capacity);
    }

    /**
     * Creates pairs of states to merge: column 0 is the number of the state that grows, column 1 that of the state that
     * is merged into it.
     */
    public Batch newPairs(int capacity) {
        return session.guest().newBatch(List.of(ColumnType.INT64, ColumnType.INT64), 2, capacity);
    }

    /**
     * Accumulates the rows {@code first} to {@code end - 1} in one guest call, in order.
     *
     * @throws PythonException if a row raised, see {@link PythonException#row()}; its state accepts no more rows, and
     *     the call may be repeated with the next row as {@code first}
     * @throws GuestDiedException if the guest died
     */
    public void accumulate(Batch rows, int first, int end) {
        rows.checkRows(end);
        session.work(Work.ACCUMULATE, number, rows, first, end);
    }

    /** Merges the states of the first pairs of the batch. Errors as in {@link #accumulate}. */
    public void merge(Batch pairs, int count) {
        pairs.checkRows(count);
        session.work(Work.MERGE, number, pairs, 0, count);
    }

    /**
     * Computes the results of the first states of the batch. The states stay and may accumulate more rows. Errors as in
     * {@link #accumulate}.
     */
    public void finish(Batch results, int count) {
        results.checkRows(count);
        session.work(Work.FINISH, number, results, 0, count);
    }

    /** Creates states to save: column 0 is the state's number, the bytes follow. */
    public Batch newSaved(int capacity) {
        return session.guest().newBatch(List.of(ColumnType.INT64, ColumnType.BYTES), 1, capacity);
    }

    /** Creates states to load: column 0 is the state's number, column 1 has its bytes. */
    public Batch newLoaded(int capacity) {
        return session.guest().newBatch(List.of(ColumnType.INT64, ColumnType.BYTES), 2, capacity);
    }

    /**
     * Writes the first states of the batch as bytes (Python's {@code pickle}), which {@link #load} of another interpreter
     * reads if that has run the same script. The states stay. Errors as in {@link #accumulate}.
     *
     * @throws PythonException if a state cannot be pickled
     */
    public void save(Batch saved, int count) {
        saved.checkRows(count);
        session.work(Work.SAVE, number, saved, 0, count);
    }

    /**
     * Puts states of saved bytes in place of those with the numbers of the batch. The bytes can make the script's own
     * guest do anything, and nothing else. Errors as in {@link #accumulate}.
     */
    public void load(Batch loaded, int count) {
        loaded.checkRows(count);
        session.work(Work.LOAD, number, loaded, 0, count);
    }

    /** Forgets states; their numbers may be used again for new states. */
    public void forget(int first, int count) {
        session.call(guest -> {
            guest.forgetStates(number, first, count);
            return 0;
        });
    }
}
