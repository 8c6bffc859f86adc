package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.function.Function;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.codec.BadValueException;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.define.FunctionErrors;
import org.pythonwasm.udf.internal.metrics.CallCounts;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.spi.Interruptible;
import org.pythonwasm.udf.spi.SqlStates;

/**
 * One function in one session: an interpreter that has run the body. Used by one thread at a time; any thread may call
 * {@link #interrupt()} and {@link #end()}.
 */
public abstract class FunctionInstance implements Interruptible {
    final PythonInterpreter python;
    final FunctionErrors errors;
    final CallCounts counts;
    final Runnable whenCancelled;
    final Codecs codecs;
    private volatile boolean over;

    FunctionInstance(Opening opening) {
        this.python = opening.python;
        this.errors = opening.errors;
        this.counts = opening.counts;
        this.whenCancelled = opening.whenCancelled;
        this.codecs = opening.codecs;
    }

    /** Creates another view of the same interpreter. */
    FunctionInstance(FunctionInstance other) {
        this.python = other.python;
        this.errors = other.errors;
        this.counts = other.counts;
        this.whenCancelled = other.whenCancelled;
        this.codecs = other.codecs;
    }

    /** Creates an instance of an interpreter that has run the body. */
    record Opening(
            CheckedFunction checked,
            Codecs codecs,
            CallCounts counts,
            PythonInterpreter python,
            FunctionErrors errors,
            Runnable whenCancelled) {}

    /** Binds the handler. */
    interface Maker<C extends FunctionInstance> {
        C make(Opening opening);
    }

    /**
     * @param session decides which Python it is
     * @param image of the function
     * @param codecs of the values of arguments and results
     * @param whenCancelled runs in the calling thread after a call that ended with SQLSTATE 57014
     */
    static <C extends FunctionInstance> C open(
            Object session,
            FunctionImage image,
            CheckedFunction checked,
            Codecs codecs,
            CallCounts counts,
            Maker<C> maker,
            Runnable whenCancelled)
            throws SQLException {
        var errors = new FunctionErrors(checked.definition());
        counts.opened();
        try {
            return open(
                    session,
                    image,
                    python -> maker.make(new Opening(checked, codecs, counts, python, errors, whenCancelled)));
        } catch (PythonException e) {
            throw ended(counts, whenCancelled, errors.raised(e));
        } catch (GuestDiedException e) {
            throw ended(counts, whenCancelled, errors.died(e));
        } catch (PythonModuleException e) {
            throw ended(counts, whenCancelled, errors.notStarted(e));
        } catch (PythonPackageException e) {
            throw ended(counts, whenCancelled, errors.packages(e));
        } catch (IllegalStateException e) {
            throw ended(counts, whenCancelled, errors.noRoom(e));
        }
    }

    @SuppressWarnings("try") // the watch is there to be closed
    private static <C> C open(Object session, FunctionImage image, Function<PythonInterpreter, C> maker)
            throws SQLException {
        var python = image.open(session);
        try (var watch = Cancellation.watch(python)) {
            return maker.apply(python);
        } catch (RuntimeException | Error e) {
            python.close();
            throw e;
        }
    }

    /** The work of a call in the guest. */
    interface GuestWork<T> {
        T run();
    }

    /** Turns every failure in the guest into the error of a call. */
    final <T> T guarded(GuestWork<T> work) throws SQLException {
        try {
            return work.run();
        } catch (PythonException e) {
            throw ended(errors.raised(e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        } catch (IllegalStateException e) {
            throw ended(unable(e));
        }
    }

    /**
     * Forgets the arguments of the previous call, and wakes an interpreter that sleeps.
     *
     * @throws SQLException 53200 if there is no room for it; its state is kept
     */
    void begin() throws SQLException {}

    /**
     * Keeps the interpreter awake between calls of one row, until {@link #rest()}: thousands of calls, one after the other, would each
     * have to look whether it sleeps, and to say that it may. To be called by the thread that calls, as is {@link #rest()}.
     */
    public void stayAwake() {}

    /** Lets the interpreter sleep again between calls. */
    public void rest() {}

    /**
     * Writes an argument.
     *
     * @param value null, or a value as the codecs have it
     * @param place of the argument, from 0, for messages
     */
    final void write(Batch batch, int column, int row, Object value, SqlType type, int place) throws SQLException {
        write(codecs, batch, column, row, value, type, place);
    }

    /** Writes the default of an argument, which is of the type's Java class in every database. */
    final void writeDefault(Batch batch, int column, int row, ArgumentRules arguments, int place) throws SQLException {
        write(Codecs.JAVA, batch, column, row, arguments.defaultOf(place), arguments.type(place), place);
    }

    private void write(Codecs form, Batch batch, int column, int row, Object value, SqlType type, int place)
            throws SQLException {
        if (value == null) {
            batch.setNull(column, row);
            return;
        }
        try {
            form.of(type.name()).write(batch, column, row, value, type);
        } catch (BadValueException e) {
            throw ended(errors.badValue("argument " + (place + 1), e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        } catch (IllegalStateException e) {
            throw ended(unable(e));
        }
    }

    /**
     * Reads a value that the guest wrote, which may be invalid.
     *
     * @param place of the value, for messages
     * @return null, or a value as the codecs have it
     */
    final Object read(Batch batch, int row, SqlType type, String place) throws SQLException {
        try {
            return batch.isNull(row) ? null : codecs.of(type.name()).read(batch, row, type);
        } catch (BadValueException e) {
            throw ended(errors.badValue(place, e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        } catch (OutOfMemoryError e) {
            throw ended(errors.noHeap(place, e));
        }
    }

    /** Counts the error of a call, and informs the session if it was cancelled. */
    final SQLException ended(SQLException e) {
        return ended(counts, whenCancelled, e);
    }

    private static SQLException ended(CallCounts counts, Runnable whenCancelled, SQLException e) {
        if (isCancelled(e)) {
            whenCancelled.run();
        }
        return counts.failed(e);
    }

    /** The error of a call that will be repeated, row by row. */
    final SQLException toBeTriedAgain(SQLException e) {
        if (isCancelled(e)) {
            whenCancelled.run();
        }
        return counts.notYetFailed(e);
    }

    /**
     * Returns whether the call was asked to end, by a limit or by a client. A script may raise the same exceptions
     * itself.
     */
    static boolean isCancelled(SQLException e) {
        return e.getCause() instanceof PythonException raised
                ? raised.isInterruption()
                : e.getSQLState().equals(SqlStates.CANCELLED);
    }

    /** Returns the linear memory that its interpreter has taken so far. */
    public final long memoryBytes() {
        return python.memoryBytes();
    }

    @Override
    public final void interrupt() {
        python.interrupt();
    }

    @Override
    public final void leave() {
        over = true;
        python.interrupt();
    }

    @Override
    public final void end() {
        over = true;
        python.close();
    }

    /** Releases what the guest of a dead interpreter held. */
    final void discard() {
        python.close();
    }

    /** Returns the error for state that a statement lost with the interpreter. */
    final SQLException gone() {
        return over ? errors.closed() : errors.gone();
    }

    /** Returns the error for a failure of the engine. */
    final SQLException unable(IllegalStateException e) {
        return over ? errors.closed() : errors.noRoom(e);
    }

    @Override
    public final boolean isUsable() {
        return !over && python.isUsable();
    }
}
