package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.pythonwasm.udf.internal.call.BatchCall;

/** Values that Catalyst has as integers or truth values. */
public final class LongColumn extends NumberColumn {
    private final long[] values;
    private final Form form;
    /** Whether batches hold the values as they are, and not only what codecs make of them. */
    private final boolean isNumber;

    private enum Form {
        BOOLEAN,
        BYTE,
        SHORT,
        INT,
        LONG
    }

    LongColumn(DataType type, int capacity) {
        super(capacity);
        this.values = new long[capacity];
        this.form = switch (CodeGenerator$.MODULE$.javaType(type)) {
            case "boolean" -> Form.BOOLEAN;
            case "byte" -> Form.BYTE;
            case "short" -> Form.SHORT;
            case "int" -> Form.INT;
            default -> Form.LONG;
        };
        this.isNumber = type instanceof BooleanType
                || type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType;
    }

    public void set(int row, long value) {
        setPresent(row);
        values[row] = value;
    }

    public void set(int row, boolean value) {
        set(row, value ? 1L : 0L);
    }

    @Override
    void copyPresent(int row, InternalRow from, int place) {
        switch (form) {
            case BOOLEAN -> set(row, from.getBoolean(place));
            case BYTE -> set(row, from.getByte(place));
            case SHORT -> set(row, from.getShort(place));
            case INT -> set(row, from.getInt(place));
            case LONG -> set(row, from.getLong(place));
        }
    }

    @Override
    boolean isUnchecked() {
        return isNumber && form == Form.LONG;
    }

    @Override
    void readPresent(BatchCall batch, int result, int row) {
        set(row, batch.longResult(result));
    }

    @Override
    void setObject(int row, Object value) {
        if (value instanceof Boolean truth) {
            set(row, truth);
        } else {
            set(row, ((Number) value).longValue());
        }
    }

    @Override
    void writePresent(BatchCall batch, int argument, int row) throws SQLException {
        if (!isNumber) {
            batch.set(argument, boxed(row));
        } else if (form == Form.BOOLEAN) {
            batch.set(argument, values[row] != 0);
        } else {
            batch.set(argument, values[row]);
        }
    }

    public long getLong(int row) {
        return values[row];
    }

    @Override
    Object boxed(int row) {
        long value = values[row];
        return switch (form) {
            case BOOLEAN -> value != 0;
            case BYTE -> (byte) value;
            case SHORT -> (short) value;
            case INT -> (int) value;
            case LONG -> value;
        };
    }
}
