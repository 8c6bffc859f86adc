package org.pythonwasm.udf.spark.vectorized;

import java.sql.SQLException;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.spark.rows.Column;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;

/** A vectorized call for many rows; its only argument may be such a call itself. Used by one thread. */
final class VectorizedCall {
    private final TaskFunction<ScalarCall> function;
    private final Column[] arguments;
    /** Whose results are the argument; null if there is none. */
    private final VectorizedCall inner;

    private final Column results;
    /** Of the first row without a result; null if there is none. */
    private SQLException failure;

    private int done;
    private ScalarCall interpreter;
    private int interpreters;
    private int dead;

    VectorizedCall(VectorizedPlan.Call plan, Column[] columns) {
        this.function = TaskFunction.scalar(plan.function());
        this.inner = plan.inner() == null ? null : new VectorizedCall(plan.inner(), columns);
        this.arguments = inner == null
                ? plan.arguments().stream().map(place -> columns[place]).toArray(Column[]::new)
                : new Column[] {inner.results()};
        this.results = Column.of(plan.result(), BatchCall.ROWS);
    }

    /** Where each row has its result after {@link #call}. */
    Column results() {
        return results;
    }

    /** Computes results, and returns how many rows, from the first, have one. */
    int call(int rows) {
        int given = inner == null ? rows : inner.call(rows);
        done = 0;
        failure = null;
        try {
            while (done < given && failure == null) {
                some(given);
            }
        } catch (SQLException e) {
            failure = e;
        }
        if (failure == null && inner != null) {
            failure = inner.failure;
        }
        return done;
    }

    /** Forgets the results, of which all were read that are there. */
    void end() {
        results.clear();
        if (inner != null) {
            inner.end();
        }
        if (failure != null) {
            throw new PythonFunctionException(failure);
        }
    }

    /** Calls for as many of the next rows as a batch takes. */
    private void some(int rows) throws SQLException {
        var batch = begin();
        SQLException unfit = null;
        int end = done;
        while (unfit == null && end < rows && !batch.isFull()) {
            unfit = add(batch, end++);
        }
        int last = unfit == null ? end : end - 1;
        if (last > done) {
            read(batch, batch.call());
        }
        if (done == last) {
            failure = unfit;
            batch.rest();
            return;
        }
        failure = batch.failure();
        countDead();
        if (batch.isBlameShared()) {
            do {
                alone();
            } while (done < last && failure == null);
        }
    }

    /** Limits are those of one call, so that a row may succeed where all of them failed. */
    private void alone() throws SQLException {
        var batch = begin();
        failure = add(batch, done);
        if (failure == null) {
            read(batch, batch.call());
            failure = batch.failure();
            countDead();
        }
    }

    private BatchCall begin() throws SQLException {
        var here = function.here();
        if (here != interpreter) {
            interpreter = here;
            interpreters++;
        }
        return here.batch();
    }

    private void countDead() {
        if (!interpreter.isUsable()) {
            dead++;
        }
    }

    /** Returns the interpreters that it used since it was asked last. */
    int takeInterpreters() {
        int used = interpreters + (inner == null ? 0 : inner.takeInterpreters());
        interpreters = 0;
        return used;
    }

    /** Returns the interpreters that ended in its calls since it was asked last. */
    int takeDead() {
        int ended = dead + (inner == null ? 0 : inner.takeDead());
        dead = 0;
        return ended;
    }

    /** Returns the error of an argument that has no counterpart in Python, or null. */
    private SQLException add(BatchCall batch, int row) {
        try {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i].write(batch, i, row);
            }
            batch.next();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    private void read(BatchCall batch, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            results.read(batch, i, done);
            done++;
        }
    }
}
