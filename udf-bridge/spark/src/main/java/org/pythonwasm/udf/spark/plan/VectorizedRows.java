package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.pythonwasm.udf.internal.call.BatchCall;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** The rows of one task of the operator: they are read, given to Python and written in chunks. Used by one thread. */
final class VectorizedRows extends AbstractIterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final List<VectorizedCall> calls = new ArrayList<>();
    private final UnsafeProjection result;
    private final JoinedRow joined = new JoinedRow();
    private final Metrics metrics;
    private final List<InternalRow> rows = new ArrayList<>();
    private Object[][] results;
    /** Of the row that was returned last. */
    private final Object[] values;

    private int next;

    /** What the operator shows in Spark's user interface. */
    record Metrics(SQLMetric rows, SQLMetric calls, SQLMetric time) implements Serializable {}

    @SuppressWarnings("unchecked")
    VectorizedRows(
            List<PythonUDF> udfs,
            Seq<Attribute> inputColumns,
            Seq<Attribute> outputColumns,
            Iterator<InternalRow> input,
            int partition,
            Metrics metrics) {
        this.input = input;
        this.metrics = metrics;
        for (var udf : udfs) {
            calls.add(new VectorizedCall(udf, inputColumns, partition));
        }
        this.result = UnsafeProjection.create((Seq<Expression>) (Seq<?>) outputColumns, outputColumns);
        result.initialize(partition);
        values = new Object[calls.size()];
        joined.withRight(new GenericInternalRow(values));
    }

    @Override
    public boolean hasNext() {
        return next < rows.size() || fill();
    }

    private boolean fill() {
        rows.clear();
        next = 0;
        while (rows.size() < BatchCall.ROWS && input.hasNext()) {
            rows.add(input.next().copy());
        }
        if (rows.isEmpty()) {
            return false;
        }
        long start = System.nanoTime();
        results = new Object[calls.size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = calls.get(i).results(rows);
        }
        metrics.time.add(System.nanoTime() - start);
        metrics.rows.add(rows.size());
        metrics.calls.add(results.length);
        return true;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = results[i][next];
        }
        return result.apply(joined.withLeft(rows.get(next++)));
    }
}
