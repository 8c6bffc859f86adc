package org.pythonwasm.udf.spark.rows;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** One row of some columns as Spark's code reads it. Used by one thread. */
public final class ColumnRow extends GenericInternalRow {
    private static final long serialVersionUID = 1L;

    private final transient Column[] columns;
    private int row;

    public ColumnRow(Column[] columns) {
        super(columns.length);
        this.columns = columns;
    }

    public ColumnRow at(int newRow) {
        row = newRow;
        return this;
    }

    @Override
    public Object genericGet(int column) {
        return columns[column].get(row);
    }

    @Override
    public boolean isNullAt(int column) {
        return columns[column].isNull(row);
    }

    @Override
    public long getLong(int column) {
        return columns[column] instanceof LongColumn longs ? longs.getLong(row) : super.getLong(column);
    }

    @Override
    public double getDouble(int column) {
        return columns[column] instanceof DoubleColumn doubles ? doubles.getDouble(row) : super.getDouble(column);
    }
}
