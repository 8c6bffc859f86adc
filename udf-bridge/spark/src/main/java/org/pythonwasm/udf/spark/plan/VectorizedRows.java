package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.spark.rows.ResultColumn;
import org.pythonwasm.udf.spark.rows.ResultRow;
import org.pythonwasm.udf.spark.rows.RowArena;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** The rows of one task of the operator: they are read, given to Python and written in chunks. Used by one thread. */
final class VectorizedRows extends AbstractIterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final List<VectorizedCall> calls = new ArrayList<>();
    private final UnsafeProjection output;
    private final ResultRow results;
    /** Null if the output has results only. */
    private final JoinedRow joined;

    private final Metrics metrics;
    private final RowArena rows;
    private int next;

    /** What the operator shows in Spark's user interface. */
    record Metrics(SQLMetric rows, SQLMetric calls, SQLMetric time) implements Serializable {}

    /**
     * @param kept the columns of the input that the output has
     * @param resultColumns those of the calls, which stand behind them
     */
    VectorizedRows(
            List<PythonUDF> udfs,
            Seq<Attribute> inputColumns,
            List<Attribute> kept,
            List<Attribute> resultColumns,
            Iterator<InternalRow> input,
            int partition,
            Metrics metrics) {
        this.input = input;
        this.metrics = metrics;
        for (var udf : udfs) {
            calls.add(new VectorizedCall(udf, inputColumns, partition));
        }
        this.rows = new RowArena(inputColumns, BatchCall.ROWS);
        this.results = new ResultRow(calls.stream().map(VectorizedCall::results).toArray(ResultColumn[]::new));
        var outputColumns = new ArrayList<Expression>(kept);
        outputColumns.addAll(resultColumns);
        var all = new ArrayList<Attribute>();
        if (!kept.isEmpty()) {
            all.addAll(Sequences.list(inputColumns));
        }
        all.addAll(resultColumns);
        this.output = UnsafeProjection.create(Sequences.of(outputColumns), Sequences.of(all));
        output.initialize(partition);
        this.joined = kept.isEmpty() ? null : new JoinedRow();
    }

    @Override
    public boolean hasNext() {
        return next < rows.size() || fill();
    }

    private boolean fill() {
        rows.clear();
        next = 0;
        while (rows.size() < BatchCall.ROWS && rows.bytes() < BatchCall.LARGE && input.hasNext()) {
            rows.add(input.next());
        }
        if (rows.size() == 0) {
            return false;
        }
        long start = System.nanoTime();
        for (var call : calls) {
            call.call(rows);
        }
        metrics.time.add(System.nanoTime() - start);
        metrics.rows.add(rows.size());
        metrics.calls.add(calls.size());
        return true;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int row = next++;
        results.at(row);
        return output.apply(joined == null ? results : joined.apply(rows.get(row), results));
    }
}
