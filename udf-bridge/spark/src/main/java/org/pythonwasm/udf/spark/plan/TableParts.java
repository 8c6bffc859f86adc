package org.pythonwasm.udf.spark.plan;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.pythonwasm.udf.RowSource;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** The parts of the rows of a task, one after the other: neighbours with equal keys. Used by one thread. */
final class TableParts {
    private final Iterator<InternalRow> rows;
    private final TableColumns columns;
    /** Null if all rows are one part. */
    private final UnsafeProjection keys;

    private boolean begun;
    /** The first row of the next part, which was read to find the end of the one before; null if there is none. */
    private InternalRow ahead;

    private UnsafeRow key;

    private TableParts(Iterator<InternalRow> rows, TableColumns columns, UnsafeProjection keys) {
        this.rows = rows;
        this.columns = columns;
        this.keys = keys;
    }

    /** One part, even of no rows. */
    static TableParts one(Iterator<InternalRow> rows, TableColumns columns) {
        return new TableParts(rows, columns, null);
    }

    /** @param rows of which those with equal keys are neighbours */
    static TableParts by(
            Seq<Expression> keys, Iterator<InternalRow> rows, TableColumns columns, Seq<Attribute> attributes) {
        return new TableParts(rows, columns, UnsafeProjection.create(keys, attributes));
    }

    boolean hasNext() {
        return !begun || ahead != null;
    }

    /** Returns the next part, which has to be read before the one after it; null if there are no rows. */
    RowSource next() {
        if (!begun) {
            begun = true;
            ahead = keys != null && rows.hasNext() ? rows.next() : null;
            if (keys != null && ahead == null) {
                return null;
            }
        }
        key = keys == null ? null : keys.apply(ahead).copy();
        return new Part();
    }

    private final class Part implements RowSource {
        private InternalRow row;

        @Override
        public List<Column> columns() {
            return columns.all();
        }

        @Override
        public boolean next() {
            row = ahead;
            ahead = null;
            if (row == null && rows.hasNext()) {
                row = rows.next();
                if (keys != null && !keys.apply(row).equals(key)) {
                    ahead = row;
                    row = null;
                }
            }
            return row != null;
        }

        @Override
        public Object get(int column) {
            return columns.get(row, column);
        }

        @Override
        public void close() {}
    }
}
