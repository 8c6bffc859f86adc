package org.pythonwasm.udf.spark.rows;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** One row of result columns as Spark's code reads it. Used by one thread. */
public final class ResultRow extends GenericInternalRow {
    private static final long serialVersionUID = 1L;

    private final transient ResultColumn[] columns;
    private int row;

    public ResultRow(ResultColumn[] columns) {
        super(columns.length);
        this.columns = columns;
    }

    public ResultRow at(int newRow) {
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
        return columns[column].getLong(row);
    }

    @Override
    public double getDouble(int column) {
        return columns[column].getDouble(row);
    }
}
