package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.spark.rows.ResultColumn;
import org.pythonwasm.udf.spark.rows.RowArena;
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

    private final ResultColumn results;
    private ResultColumn innerResults;

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
        this.results = ResultColumn.of(ours.function().definition().result().name(), BatchCall.ROWS);
    }

    /** Where each row has its result after {@link #call}. */
    ResultColumn results() {
        return results;
    }

    /** Computes the result of each row. */
    void call(RowArena rows) {
        if (inner == null) {
            arguments.prepare(rows);
        } else {
            inner.call(rows);
            innerResults = inner.results();
        }
        results.clear();
        try {
            for (int first = 0; first < rows.size(); ) {
                first = some(rows, first);
            }
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    /** Calls for as many rows as a batch takes; returns the next row. */
    private int some(RowArena rows, int first) throws SQLException {
        int end = first;
        var batch = function.here().batch();
        while (end < rows.size() && !batch.isFull()) {
            add(batch, rows, end++);
        }
        int done = batch.call();
        read(batch, first, done);
        if (done == end - first) {
            return end;
        }
        if (!batch.isBlameShared()) {
            throw batch.failure();
        }
        for (int row = first + done; row < end; row++) {
            alone(rows, row);
        }
        return end;
    }

    /** Limits are those of one call, so that a row may succeed where all of them failed. */
    private void alone(RowArena rows, int row) throws SQLException {
        var batch = function.here().batch();
        add(batch, rows, row);
        int done = batch.call();
        read(batch, row, done);
        if (done == 0) {
            throw batch.failure();
        }
    }

    private void add(BatchCall batch, RowArena rows, int row) throws SQLException {
        if (inner == null) {
            arguments.write(batch, rows, row);
        } else {
            innerResults.write(batch, 0, row);
        }
        batch.next();
    }

    private void read(BatchCall batch, int first, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            results.read(batch, i, first + i);
        }
    }
}
