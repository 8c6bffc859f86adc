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

    private static final class Longs extends ResultColumn {
        private final long[] values;
        private final boolean[] nulls;

        Longs(int capacity) {
            values = new long[capacity];
            nulls = new boolean[capacity];
        }

        @Override
        public void read(BatchCall batch, int from, int row) {
            nulls[row] = batch.isNull(from);
            values[row] = nulls[row] ? 0 : batch.longResult(from);
        }

        @Override
        public void write(BatchCall batch, int column, int row) throws SQLException {
            if (nulls[row]) {
                batch.set(column, (Object) null);
            } else {
                batch.set(column, values[row]);
            }
        }

        @Override
        public boolean isNull(int row) {
            return nulls[row];
        }

        @Override
        public Object get(int row) {
            return nulls[row] ? null : (Object) values[row];
        }

        @Override
        public long getLong(int row) {
            return values[row];
        }
    }

    private static final class Doubles extends ResultColumn {
        private final double[] values;
        private final boolean[] nulls;

        Doubles(int capacity) {
            values = new double[capacity];
            nulls = new boolean[capacity];
        }

        @Override
        public void read(BatchCall batch, int from, int row) {
            nulls[row] = batch.isNull(from);
            values[row] = nulls[row] ? 0 : batch.doubleResult(from);
        }

        @Override
        public void write(BatchCall batch, int column, int row) throws SQLException {
            if (nulls[row]) {
                batch.set(column, (Object) null);
            } else {
                batch.set(column, values[row]);
            }
        }

        @Override
        public boolean isNull(int row) {
            return nulls[row];
        }

        @Override
        public Object get(int row) {
            return nulls[row] ? null : (Object) values[row];
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
