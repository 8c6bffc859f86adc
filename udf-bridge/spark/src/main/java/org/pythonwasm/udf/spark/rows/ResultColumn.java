package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import java.util.Arrays;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.call.BatchCall;

/** The results of a call for many rows; those of BIGINT and DOUBLE are not boxed. Used by one thread. */
public abstract sealed class ResultColumn {

    public static ResultColumn of(SqlTypeName type, int capacity) {
        return switch (type) {
            case BIGINT -> new Longs(capacity);
            case DOUBLE -> new Doubles(capacity);
            default -> new Objects(capacity);
        };
    }

    public abstract void read(BatchCall batch, int from, int row) throws SQLException;

    /** Sets an argument of a call to a result. */
    public abstract void write(BatchCall batch, int column, int row) throws SQLException;

    public abstract boolean isNull(int row);

    /** Returns null, or a value as Catalyst has it. */
    public abstract Object get(int row);

    public long getLong(int row) {
        return (Long) get(row);
    }

    public double getDouble(int row) {
        return (Double) get(row);
    }

    /** Values without objects, and which of them are NULL. */
    private abstract static sealed class Numbers extends ResultColumn {
        private final boolean[] nulls;

        Numbers(int capacity) {
            nulls = new boolean[capacity];
        }

        abstract void readNumber(BatchCall batch, int from, int row);

        abstract void writeNumber(BatchCall batch, int column, int row) throws SQLException;

        /** Returns the number as an object. */
        abstract Object number(int row);

        @Override
        public final void read(BatchCall batch, int from, int row) {
            nulls[row] = batch.isNull(from);
            if (!nulls[row]) {
                readNumber(batch, from, row);
            }
        }

        @Override
        public final void write(BatchCall batch, int column, int row) throws SQLException {
            if (nulls[row]) {
                batch.set(column, (Object) null);
            } else {
                writeNumber(batch, column, row);
            }
        }

        @Override
        public final boolean isNull(int row) {
            return nulls[row];
        }

        @Override
        public final Object get(int row) {
            return nulls[row] ? null : number(row);
        }
    }

    private static final class Longs extends Numbers {
        private final long[] values;

        Longs(int capacity) {
            super(capacity);
            values = new long[capacity];
        }

        @Override
        void readNumber(BatchCall batch, int from, int row) {
            values[row] = batch.longResult(from);
        }

        @Override
        void writeNumber(BatchCall batch, int column, int row) throws SQLException {
            batch.set(column, values[row]);
        }

        @Override
        Object number(int row) {
            return values[row];
        }

        @Override
        public long getLong(int row) {
            return values[row];
        }
    }

    private static final class Doubles extends Numbers {
        private final double[] values;

        Doubles(int capacity) {
            super(capacity);
            values = new double[capacity];
        }

        @Override
        void readNumber(BatchCall batch, int from, int row) {
            values[row] = batch.doubleResult(from);
        }

        @Override
        void writeNumber(BatchCall batch, int column, int row) throws SQLException {
            batch.set(column, values[row]);
        }

        @Override
        Object number(int row) {
            return values[row];
        }

        @Override
        public double getDouble(int row) {
            return values[row];
        }
    }

    private static final class Objects extends ResultColumn {
        private final Object[] values;

        Objects(int capacity) {
            values = new Object[capacity];
        }

        @Override
        public void read(BatchCall batch, int from, int row) throws SQLException {
            values[row] = batch.result(from);
        }

        @Override
        public void write(BatchCall batch, int column, int row) throws SQLException {
            batch.set(column, values[row]);
        }

        @Override
        public boolean isNull(int row) {
            return values[row] == null;
        }

        @Override
        public Object get(int row) {
            return values[row];
        }

        @Override
        public void clear() {
            Arrays.fill(values, null);
        }
    }

    /** Lets go of what it holds. */
    public void clear() {}
}
