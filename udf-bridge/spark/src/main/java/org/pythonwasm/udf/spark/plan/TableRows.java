package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.internal.call.RowCursor;
import org.pythonwasm.udf.internal.call.TableCall;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import scala.collection.AbstractIterator;
import scala.collection.immutable.Seq;

/** What the calls of one task return, a call for each part of its rows. Used by one thread. */
final class TableRows extends AbstractIterator<InternalRow> {
    private final TaskFunction<TableCall> function;
    private final int place;
    private final Seq<Expression> arguments;
    private final TableParts parts;
    private final UnsafeProjection result;
    private final int width;
    private final Metrics metrics;
    private RowCursor cursor;
    private boolean looked;

    /** What the operator shows in Spark's user interface. */
    record Metrics(SQLMetric rows, SQLMetric calls, SQLMetric output, SQLMetric time) implements Serializable {}

    @SuppressWarnings("unchecked")
    TableRows(
            TableNode.Call call, Seq<Expression> arguments, TableParts parts, Seq<Attribute> output, Metrics metrics) {
        this.function = TaskFunction.table(call.function());
        this.place = call.place();
        this.arguments = arguments;
        this.parts = parts;
        this.width = output.length();
        this.result = UnsafeProjection.create((Seq<Expression>) (Seq<?>) output, output);
        this.metrics = metrics;
    }

    @Override
    public boolean hasNext() {
        if (!looked) {
            try {
                while (!advance() && parts.hasNext()) {
                    open();
                }
            } catch (SQLException e) {
                throw new PythonFunctionException(e);
            }
            looked = true;
        }
        return cursor != null;
    }

    /** Goes to the next row of the call, if there is one. */
    private boolean advance() throws SQLException {
        if (cursor == null) {
            return false;
        }
        long start = System.nanoTime();
        if (!cursor.next()) {
            cursor = null;
        }
        metrics.time.add(System.nanoTime() - start);
        return cursor != null;
    }

    private void open() throws SQLException {
        var rows = parts.next();
        if (rows == null) {
            return;
        }
        var values = new Object[arguments.length() + 1];
        for (int i = 0, next = 0; i < values.length; i++) {
            values[i] = i == place
                    ? new Counted(rows, metrics.rows)
                    : arguments.apply(next++).eval(InternalRow.empty());
        }
        long start = System.nanoTime();
        cursor = function.here().open(values);
        metrics.time.add(System.nanoTime() - start);
        metrics.calls.add(1);
    }

    /** Rows that are counted while they are read. */
    private record Counted(RowSource rows, SQLMetric count) implements RowSource {
        @Override
        public java.util.List<Column> columns() {
            return rows.columns();
        }

        @Override
        public boolean next() throws SQLException {
            boolean more = rows.next();
            count.add(more ? 1 : 0);
            return more;
        }

        @Override
        public Object get(int column) throws SQLException {
            return rows.get(column);
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        looked = false;
        var values = new Object[width];
        try {
            for (int i = 0; i < width; i++) {
                values[i] = cursor.get(i);
            }
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
        metrics.output.add(1);
        return result.apply(new GenericInternalRow(values));
    }
}
