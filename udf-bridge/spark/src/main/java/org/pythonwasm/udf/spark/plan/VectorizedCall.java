package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MutableProjection;
import org.apache.spark.sql.catalyst.expressions.MutableProjection$;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.call.ScalarCall;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** A vectorized call for many rows; its only argument may be such a call itself. Used by one thread. */
final class VectorizedCall {
    private final TaskFunction<ScalarCall> function;
    private final MutableProjection arguments;
    private final DataType[] types;
    /** Whose results are the argument; null if there is none. */
    private final VectorizedCall inner;

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
        var evaluated = nested ? Sequences.<Expression>of() : udf.children();
        this.types =
                Sequences.list(evaluated).stream().map(Expression::dataType).toArray(DataType[]::new);
        this.arguments = MutableProjection$.MODULE$.create(evaluated, columns);
        arguments.initialize(partition);
    }

    /** Returns the result of each row. */
    Object[] results(List<InternalRow> rows) {
        var columns = inner == null ? evaluated(rows) : new Object[][] {inner.results(rows)};
        var results = new Object[rows.size()];
        try {
            for (int first = 0; first < results.length; ) {
                first = some(columns, results, first);
            }
            return results;
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    private Object[][] evaluated(List<InternalRow> rows) {
        var columns = new Object[types.length][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            var values = arguments.apply(rows.get(row));
            for (int i = 0; i < types.length; i++) {
                columns[i][row] = values.isNullAt(i) ? null : values.get(i, types[i]);
            }
        }
        return columns;
    }

    /** Calls for as many rows as a batch takes; returns the next row. */
    private int some(Object[][] columns, Object[] results, int first) throws SQLException {
        var batch = function.here().batch();
        int end = first;
        while (end < results.length && !batch.isFull()) {
            add(batch, columns, end++);
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
            alone(columns, results, row);
        }
        return end;
    }

    /** Limits are those of one call, so that a row may succeed where all of them failed. */
    private void alone(Object[][] columns, Object[] results, int row) throws SQLException {
        var batch = function.here().batch();
        add(batch, columns, row);
        int done = batch.call();
        read(batch, results, row, done);
        if (done == 0) {
            throw batch.failure();
        }
    }

    private static void add(BatchCall batch, Object[][] columns, int row) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            batch.set(i, columns[i][row]);
        }
        batch.next();
    }

    private static void read(BatchCall batch, Object[] results, int first, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            results[first + i] = batch.result(i);
        }
    }
}
