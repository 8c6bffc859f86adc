package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import scala.collection.immutable.Seq;

/** A vectorized call for many rows; its only argument may be such a call itself. Used by one thread. */
final class VectorizedCall {
    private final TaskFunction<ScalarCall> function;
    /** Null if the argument is the result of a call. */
    private final VectorizedArguments arguments;
    /** Whose results are the argument; null if there is none. */
    private final VectorizedCall inner;

    private List<InternalRow> rows = new ArrayList<>();
    private Object[] innerResults;

    VectorizedCall(PythonUDF udf, Seq<Attribute> columns, int partition) {
        if (!(udf.func() instanceof VectorizedFunction ours)) {
            throw new PythonFunctionException(new SQLException(
                    "PythonFunction " + udf.name()
                            + ": a vectorized function and one of PySpark cannot be the argument " + "of each other",
                    "0A000"));
        }
        this.function = TaskFunction.scalar(ours.function());
        boolean nested = udf.children().size() == 1 && udf.children().apply(0) instanceof PythonUDF;
        this.inner = nested ? new VectorizedCall((PythonUDF) udf.children().apply(0), columns, partition) : null;
        this.arguments = nested ? null : new VectorizedArguments(ours.function(), udf.children(), columns, partition);
    }

    /** Returns the result of each row. */
    Object[] results(List<InternalRow> newRows) {
        rows = inner == null ? arguments.prepared(newRows) : newRows;
        innerResults = inner == null ? null : inner.results(newRows);
        var results = new Object[rows.size()];
        try {
            for (int first = 0; first < results.length; ) {
                first = some(results, first);
            }
            return results;
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    /** Calls for as many rows as a batch takes; returns the next row. */
    private int some(Object[] results, int first) throws SQLException {
        int end = first;
        var batch = function.here().batch();
        while (end < results.length && !batch.isFull()) {
            add(batch, end++);
        }
        int done = batch.call();
        read(batch, results, first, done);
        if (done == end - first) {
            return end;
        }
        if (!batch.isBlameShared()) {
            throw batch.failure();
        }
        for (int row = first + done; row < end; row++) {
            alone(results, row);
        }
        return end;
    }

    /** Limits are those of one call, so that a row may succeed where all of them failed. */
    private void alone(Object[] results, int row) throws SQLException {
        var batch = function.here().batch();
        add(batch, row);
        int done = batch.call();
        read(batch, results, row, done);
        if (done == 0) {
            throw batch.failure();
        }
    }

    private void add(BatchCall batch, int row) throws SQLException {
        if (inner == null) {
            arguments.write(batch, rows.get(row));
        } else {
            batch.set(0, innerResults[row]);
        }
        batch.next();
    }

    private static void read(BatchCall batch, Object[] results, int first, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            results[first + i] = batch.result(i);
        }
    }
}
