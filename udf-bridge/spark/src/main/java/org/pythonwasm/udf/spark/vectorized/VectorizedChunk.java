package org.pythonwasm.udf.spark.vectorized;

import java.util.List;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.spark.rows.Column;

/**
 * Some rows of a task on their way through the operator of vectorized functions: their columns are set, Python is called, the results
 * are read. Generated code does this, too. Used by one thread.
 */
public final class VectorizedChunk {
    /** Rows of functions that are no vectorized ones are computed about so many nanoseconds ahead, which a query may not need. */
    private static final long SHORT = 10_000_000;

    private final Column[] given;
    private final List<VectorizedCall> calls;
    private final VectorizedPlan.Metrics metrics;
    private final boolean vectorized;
    /** Rows that go to Python together. */
    private int limit;

    private int rows;

    VectorizedChunk(VectorizedPlan plan) {
        this.given = plan.types().stream()
                .map(type -> Column.of(type, BatchCall.ROWS))
                .toArray(Column[]::new);
        this.calls = plan.calls().stream()
                .map(call -> new VectorizedCall(call, given))
                .toList();
        this.metrics = plan.metrics();
        this.vectorized = plan.calls().stream().allMatch(VectorizedPlan.Call::isVectorized);
        this.limit = vectorized ? BatchCall.ROWS : 1;
    }

    /** Returns a column that rows are written to. */
    public Column given(int place) {
        return given[place];
    }

    public Column results(int call) {
        return calls.get(call).results();
    }

    /** Returns where the next row is written to. */
    public int size() {
        return rows;
    }

    /** Completes the row. */
    public void next() {
        rows++;
    }

    public boolean isFull() {
        return rows >= limit || bytes() >= BatchCall.LARGE;
    }

    private long bytes() {
        long bytes = 0;
        for (var column : given) {
            bytes += column.bytes();
        }
        return bytes;
    }

    /** Calls Python, and returns how many rows, from the first, have results; {@link #end()} says what the next one lacks. */
    public int call() {
        if (rows == 0) {
            return 0;
        }
        long start = System.nanoTime();
        int done = rows;
        for (var call : calls) {
            done = Math.min(done, call.call(done));
        }
        long time = System.nanoTime() - start;
        if (!vectorized) {
            limit = time < SHORT ? Math.min(2 * limit, BatchCall.ROWS) : Math.max(1, limit / 2);
        }
        metrics.time().add(time);
        metrics.rows().add(rows);
        metrics.calls().add(calls.size());
        for (var call : calls) {
            metrics.interpreters().add(call.takeInterpreters());
            metrics.dead().add(call.takeDead());
        }
        return done;
    }

    /** Begins with the next rows, when the results of these are read. */
    public void end() {
        for (var call : calls) {
            call.end();
        }
        for (var column : given) {
            column.clear();
        }
        rows = 0;
    }
}
