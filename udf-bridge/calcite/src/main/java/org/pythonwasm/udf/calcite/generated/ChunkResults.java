package org.pythonwasm.udf.calcite.generated;

import java.util.Arrays;

/**
 * The results of the calls of a chunk, by row and call. After a failure, later calls, in the order of rows and then of
 * calls, are not needed any more.
 */
final class ChunkResults {
    private final Object[][] values;
    private int failedRow;
    private int failedCall;

    ChunkResults(int calls, int rows) {
        values = new Object[calls][rows];
        clear();
    }

    private record Failure(RuntimeException error) {}

    void clear() {
        for (var ofCall : values) {
            Arrays.fill(ofCall, null);
        }
        failedRow = Integer.MAX_VALUE - 1;
        failedCall = 0;
    }

    boolean wants(int row, int call) {
        return row < failedRow || row == failedRow && call < failedCall;
    }

    void put(int row, int call, Object value) {
        values[call][row] = value;
    }

    void fail(int row, int call, RuntimeException error) {
        failedRow = row;
        failedCall = call;
        var failure = new Failure(error);
        for (int behind = call; behind < values.length; behind++) {
            values[behind][row] = failure;
        }
    }

    Object get(int row, int call) {
        Object value = values[call][row];
        if (value instanceof Failure failure) {
            throw failure.error();
        }
        return value;
    }

    /** Returns the failed row, or a number beyond all rows if none failed. */
    int failedRow() {
        return failedRow;
    }
}
