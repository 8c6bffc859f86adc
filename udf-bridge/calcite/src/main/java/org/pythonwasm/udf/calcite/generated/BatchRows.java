package org.pythonwasm.udf.calcite.generated;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.pythonwasm.udf.internal.call.BatchCall;

/**
 * The rows of an {@code EnumerablePythonBatch}; public because generated code extends it. Used by one thread at a time.
 *
 * <p>Rows are taken from the input in chunks of 1, 2, 4 … rows. Python runs when the first result in a chunk is
 * requested, and then for the rest of the chunk. An error belongs to its row and call and is thrown when that result is
 * requested, so that the rows before it come first; the rows after it wait for another chunk.
 */
public abstract class BatchRows implements Enumerator<Object> {
    /**
     * A chunk that takes longer is not followed by a larger one, so that its first row does not wait too long for the
     * last.
     */
    private static final long SLOW_NANOS = 1_000_000_000L;

    private final DataContext context;
    private final Enumerator<?> input;
    private final RowArgumentWriter[] calls;
    private final List<CallGroup> groups;
    private final Object[] rows;
    private final ChunkResults results;
    private RuntimeException inputError;
    private boolean inputEnded;
    private boolean evaluated;
    private int size = 1;
    private int count;
    private int row;

    /**
     * @param functions by call, the function's number
     * @param stages by call; a call may use results of earlier stages
     */
    protected BatchRows(
            DataContext context, Enumerator<?> input, RowArgumentWriter[] calls, long[] functions, int[] stages) {
        this.context = context;
        this.input = input;
        this.calls = calls;
        this.groups = CallGroup.of(functions, stages);
        int most = groups.stream().mapToInt(CallGroup::size).max().orElse(1);
        this.rows = new Object[Math.max(1, BatchCall.ROWS / most)];
        this.results = new ChunkResults(calls.length, rows.length);
    }

    @Override
    public final boolean moveNext() {
        do {
            row++;
            if (row >= end() && !load()) {
                return false;
            }
        } while (!accepts());
        return true;
    }

    /** Returns whether the current row meets the condition. */
    public boolean accepts() {
        return true;
    }

    /** Returns the input's current row. */
    public final Object row() {
        return rows[row];
    }

    /** Returns the result of a call for the current row. */
    public final Object result(int call) {
        if (!evaluated) {
            evaluate();
        }
        return results.get(row, call);
    }

    /** Returns the rows of the chunk up to the failed one, if one failed. */
    private int end() {
        return evaluated ? Math.min(count, results.failedRow() + 1) : count;
    }

    private boolean load() {
        int done = end();
        count -= done;
        System.arraycopy(rows, done, rows, 0, count);
        Arrays.fill(rows, count, count + done, null);
        results.clear();
        evaluated = false;
        row = 0;
        if (count == 0) {
            fetch();
        }
        return count > 0;
    }

    private void fetch() {
        throwInputError();
        int wanted = Math.min(size, rows.length);
        try {
            while (count < wanted && !inputEnded) {
                if (input.moveNext()) {
                    rows[count] = input.current();
                    count++;
                } else {
                    inputEnded = true;
                }
            }
        } catch (RuntimeException e) {
            inputError = e;
            if (count == 0) {
                throwInputError();
            }
        }
    }

    private void throwInputError() {
        var error = inputError;
        if (error != null) {
            inputError = null;
            throw error;
        }
    }

    private void evaluate() {
        evaluated = true;
        int current = row;
        long begin = System.nanoTime();
        long most = 0;
        for (var group : groups) {
            most = Math.max(most, group.evaluate(this, context, current));
        }
        row = current;
        if (System.nanoTime() - begin > SLOW_NANOS || most > BatchCall.LARGE) {
            size = Math.max(1, (count - current) / 2);
        } else {
            size = Math.min(2 * size, rows.length);
        }
    }

    int count() {
        return count;
    }

    ChunkResults results() {
        return results;
    }

    /** Sets a call's arguments for a row of the chunk. */
    boolean arguments(int ofRow, int call, BatchArguments arguments) {
        row = ofRow;
        return calls[call].set(rows[ofRow], this, arguments);
    }

    @Override
    public final void reset() {
        input.reset();
        Arrays.fill(rows, null);
        results.clear();
        inputError = null;
        inputEnded = false;
        evaluated = false;
        count = 0;
        row = 0;
        size = 1;
    }

    @Override
    public final void close() {
        input.close();
    }
}
