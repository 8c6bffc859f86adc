package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.pythonwasm.engine.Batch;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.TypedFunction;
import org.pythonwasm.udf.SqlType;

/**
 * One function in one session: an interpreter that has run the body, and a batch of one row that every call reuses.
 * The arguments are set, then {@link #result()} calls. Used by one thread at a time; only {@link #interrupt()} may
 * come from anywhere.
 */
public final class ScalarCall {
    private static final AtomicLong OPENED = new AtomicLong();

    private final PythonInterpreter python;
    private final TypedFunction function;
    private final Batch batch;
    private final SqlType[] types;
    private final SqlType resultType;
    private final Codec resultCodec;
    private final FunctionErrors errors;
    private final Runnable whenCancelled;

    private ScalarCall(
            CheckedFunction checked, PythonInterpreter python, FunctionErrors errors, Runnable whenCancelled) {
        var definition = checked.definition();
        this.errors = errors;
        this.whenCancelled = whenCancelled;
        this.python = python;
        this.types = definition.parameters().stream().map(parameter -> parameter.type()).toArray(SqlType[]::new);
        this.resultType = definition.result();
        this.resultCodec = resultType.name().codec();
        python.eval(definition.body(), checked.fileName());
        this.function = python.define(definition.handler().orElseThrow(), checked.signature());
        this.batch = function.newBatch(1);
    }

    /** @param whenCancelled runs in the calling thread after a call that ended with SQLSTATE 57014 */
    static ScalarCall open(CheckedFunction checked, Runnable whenCancelled) throws SQLException {
        var errors = new FunctionErrors(checked.definition().name());
        OPENED.incrementAndGet();
        var python = PythonRuntime.shared().open(checked.definition().options().limits());
        try {
            return new ScalarCall(checked, python, errors, whenCancelled);
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
    ScalarCall begin() {
        batch.clear();
        return this;
    }

    public ScalarCall set(int column, boolean value) {
        batch.setLong(column, 0, value ? 1 : 0);
        return this;
    }

    public ScalarCall set(int column, int value) {
        batch.setLong(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, long value) {
        batch.setLong(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, float value) {
        batch.setDouble(column, 0, value);
        return this;
    }

    public ScalarCall set(int column, double value) {
        batch.setDouble(column, 0, value);
        return this;
    }

    /** @param value null, or an object of the column type's Java class */
    public ScalarCall set(int column, Object value) throws SQLException {
        if (value == null) {
            batch.setNull(column, 0);
            return this;
        }
        try {
            types[column].name().codec().write(batch, column, 0, value, types[column]);
            return this;
        } catch (BadValueException e) {
            throw errors.badValue("argument " + (column + 1), e);
        } catch (GuestDiedException e) {
            throw errors.died(e);
        } catch (IllegalStateException e) {
            throw errors.noRoom(e);
        }
    }

    /** Calls the function; null, or an object of the result type's Java class. */
    public Object result() throws SQLException {
        try {
            function.call(batch, 1);
            return batch.isNull(0) ? null : resultCodec.read(batch, 0, resultType);
        } catch (PythonException e) {
            throw ended(errors.raised(e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        } catch (BadValueException e) {
            throw errors.badValue("result", e);
        }
    }

    private SQLException ended(SQLException e) {
        if (e.getSQLState().equals(FunctionErrors.CANCELLED)) {
            whenCancelled.run();
        }
        return e;
    }

    /** Ends the running call with SQLSTATE 57014; does nothing between calls. */
    public void interrupt() {
        python.interrupt();
    }

    /** How many interpreters were opened for rows since the start; tests see by it that none is opened in vain. */
    public static long opened() {
        return OPENED.get();
    }

    boolean isUsable() {
        return python.isUsable();
    }
}
