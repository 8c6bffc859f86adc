package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.calcite.function.CancelWatch;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.call.ScalarCall;

/**
 * The calls of one function that do not depend on each other. They enter the guest together, row by row and in order
 * within a row, as without batches. A place is a call of a row, numbered in that order.
 */
final class CallGroup {
    private final long function;
    private final int[] calls;
    private final int[] places = new int[BatchCall.ROWS];
    private BatchRows rows;
    private ChunkResults results;
    private int next;
    private int pending;
    private boolean alone;

    private CallGroup(long function, int[] calls) {
        this.function = function;
        this.calls = calls;
    }

    /** Returns the groups, earlier stages first. */
    static List<CallGroup> of(long[] functions, int[] stages) {
        var groups = new ArrayList<CallGroup>();
        for (int stage : Arrays.stream(stages).distinct().sorted().toArray()) {
            for (long function : Arrays.stream(functions).distinct().toArray()) {
                int[] calls = IntStream.range(0, functions.length)
                        .filter(call -> functions[call] == function && stages[call] == stage)
                        .toArray();
                if (calls.length > 0) {
                    groups.add(new CallGroup(function, calls));
                }
            }
        }
        return groups;
    }

    int size() {
        return calls.length;
    }

    /** Calls the function for the rows of a chunk, starting at one; returns the size of its arguments and results. */
    long evaluate(BatchRows chunk, DataContext context, int firstRow) {
        rows = chunk;
        results = chunk.results();
        next = firstRow * calls.length;
        alone = false;
        long size = 0;
        synchronized (PythonScalarFunction.session(context)) {
            while (isWanted(next)) {
                size += evaluateSome(context);
            }
        }
        return size;
    }

    private boolean isWanted(int place) {
        return row(place) < rows.count() && results.wants(row(place), call(place));
    }

    private int row(int place) {
        return place / calls.length;
    }

    private int call(int place) {
        return calls[place % calls.length];
    }

    private long evaluateSome(DataContext context) {
        try {
            var python = (PythonScalarFunction) PythonFunction.of(function);
            var call = python.in(context);
            return CancelWatch.guard(call, context, () -> evaluateSome(call));
        } catch (SQLException e) {
            fail(next, new CarriedSqlException(e));
            return 0;
        }
    }

    private long evaluateSome(ScalarCall call) throws SQLException {
        var batch = call.batch();
        try {
            fill(batch, new BatchArguments(batch));
            if (pending > 0 && !call.isUsable()) {
                // The guest died of the arguments of a later row.
                next = places[0];
            } else if (pending > 0) {
                take(batch, batch.call());
            }
            return batch.size();
        } finally {
            batch.rest();
        }
    }

    private void fill(BatchCall batch, BatchArguments arguments) {
        pending = 0;
        while (isWanted(next) && !batch.isFull() && !(alone && pending > 0)) {
            try {
                if (rows.arguments(row(next), call(next), arguments)) {
                    batch.next();
                    places[pending++] = next;
                }
                next++;
            } catch (RuntimeException e) {
                fail(next, e);
            }
        }
    }

    private void take(BatchCall batch, int done) {
        for (int i = 0; i < done; i++) {
            try {
                results.put(row(places[i]), call(places[i]), batch.result(i));
            } catch (SQLException e) {
                fail(places[i], new CarriedSqlException(e));
                return;
            }
        }
        if (done < pending && batch.isBlameShared()) {
            alone = true;
            next = places[done];
        } else if (done < pending) {
            fail(places[done], new CarriedSqlException(batch.failure()));
        }
    }

    private void fail(int place, RuntimeException error) {
        results.fail(row(place), call(place), error);
    }
}
