package org.pythonwasm.udf.spark.vectorized;

import java.util.ArrayList;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.pythonwasm.udf.spark.rows.Column;
import org.pythonwasm.udf.spark.rows.ColumnRow;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** The rows of one task of the operator where Spark generates no code for it. Used by one thread. */
final class VectorizedRows extends AbstractIterator<InternalRow> {
    private final Iterator<InternalRow> input;
    private final int[] places;
    private final VectorizedChunk chunk;
    private final UnsafeProjection output;
    private final ColumnRow columns;
    private int next;
    private int done;

    /** @param columns that come out: those that are kept, and the results */
    VectorizedRows(VectorizedPlan plan, Seq<Attribute> columns, Iterator<InternalRow> input) {
        this.input = input;
        this.places = plan.places().stream().mapToInt(place -> place).toArray();
        this.chunk = plan.open();
        int kept = columns.length() - plan.calls().size();
        var all = new ArrayList<Column>();
        for (int i = 0; i < columns.length(); i++) {
            all.add(i < kept ? chunk.given(i) : chunk.results(i - kept));
        }
        this.columns = new ColumnRow(all.toArray(Column[]::new));
        this.output =
                UnsafeProjection.create(Sequences.of(new ArrayList<Expression>(Sequences.list(columns))), columns);
    }

    @Override
    public boolean hasNext() {
        return next < done || fill();
    }

    private boolean fill() {
        chunk.end();
        next = 0;
        while (!chunk.isFull() && input.hasNext()) {
            var row = input.next();
            for (int i = 0; i < places.length; i++) {
                chunk.given(i).set(chunk.size(), row, places[i]);
            }
            chunk.next();
        }
        done = chunk.call();
        if (done == 0) {
            chunk.end();
        }
        return done > 0;
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return output.apply(columns.at(next++));
    }
}
