package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.pythonwasm.engine.Batch;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.udf.SqlType;

/**
 * One function in one session: an interpreter that has run the body. Used by one thread at a time; only {@link
 * #interrupt()} may come from anywhere.
 */
public abstract class FunctionInstance {
    private static final AtomicLong OPENED = new AtomicLong();

    final PythonInterpreter python;
    final FunctionErrors errors;
    final CallCounts counts;
    final Runnable whenCancelled;

    FunctionInstance(Opening opening) {
        this.python = opening.python;
        this.errors = opening.errors;
        this.counts = opening.counts;
        this.whenCancelled = opening.whenCancelled;
    }

    /** For another view of the same interpreter. */
    FunctionInstance(FunctionInstance other) {
        this.python = other.python;
        this.errors = other.errors;
        this.counts = other.counts;
        this.whenCancelled = other.whenCancelled;
    }

    /** What an instance is made of: an interpreter that has run the body. */
    record Opening(CheckedFunction checked, CallCounts counts, PythonInterpreter python, FunctionErrors errors,
            Runnable whenCancelled) {
    }

    /** Binds the handler. */
    interface Maker<C extends FunctionInstance> {
        C make(Opening opening);
    }

    /**
     * @param session decides which Python it is
     * @param whenCancelled runs in the calling thread after a call that ended with SQLSTATE 57014
     */
    static <C extends FunctionInstance> C open(Object session, CheckedFunction checked, CallCounts counts, Maker<C> maker,
            Runnable whenCancelled) throws SQLException {
        var errors = new FunctionErrors(checked.definition());
        OPENED.incrementAndGet();
        var python = SessionRuntimes.open(session, checked.definition().options().limits());
        try {
            python.eval(checked.definition().body(), checked.fileName());
            return maker.make(new Opening(checked, counts, python, errors, whenCancelled));
        } catch (PythonException e) {
            python.close();
            throw errors.raised(e);
        } catch (GuestDiedException e) {
            python.close();
            throw errors.died(e);
        } catch (IllegalStateException e) {
            python.close();
            throw errors.noRoom(e);
        }
    }

    /** Forgets the arguments of the call before. */
    void begin() {
    }

    /**
     * Writes an argument.
     *
     * @param value null, or an object of the type's Java class
     * @param place of the argument, from 0, for messages
     */
    final void write(Batch batch, int column, int row, Object value, SqlType type, int place) throws SQLException {
        if (value == null) {
            batch.setNull(column, row);
            return;
        }
        try {
            type.name().codec().write(batch, column, row, value, type);
        } catch (BadValueException e) {
            throw errors.badValue("argument " + (place + 1), e);
        } catch (GuestDiedException e) {
            throw errors.died(e);
        } catch (IllegalStateException e) {
            throw errors.noRoom(e);
        }
    }

    /** The error of a call, counted, with the session told where it was cancelled. */
    final SQLException ended(SQLException e) {
        counts.failed();
        if (isCancelled(e)) {
            whenCancelled.run();
        }
        return e;
    }

    static boolean isCancelled(SQLException e) {
        return e.getSQLState().equals(FunctionErrors.CANCELLED);
    }

    /** Ends the running call with SQLSTATE 57014; does nothing between calls. */
    public final void interrupt() {
        python.interrupt();
    }

    /** How many interpreters were opened for rows since the start; tests see by it that none is opened in vain. */
    public static long opened() {
        return OPENED.get();
    }

    final boolean isUsable() {
        return python.isUsable();
    }
}
