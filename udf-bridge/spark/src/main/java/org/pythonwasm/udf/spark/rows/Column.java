package org.pythonwasm.udf.spark.rows;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeGenerator$;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.BatchCall;

/**
 * A column of some rows, which outlives the rows that it was copied from; numbers are not boxed. Generated code sets and reads the
 * values by the methods of its subclasses. Used by one thread.
 */
public abstract sealed class Column permits NumberColumn, ObjectColumn {

    public static Column of(DataType type, int capacity) {
        return switch (CodeGenerator$.MODULE$.javaType(type)) {
            case "boolean", "byte", "short", "int", "long" -> new LongColumn(type, capacity);
            case "float", "double" -> new DoubleColumn(type, capacity);
            default -> new ObjectColumn(type, capacity);
        };
    }

    /** Sets a row to the value that another row has in that place. */
    public abstract void set(int row, InternalRow from, int place);

    /** Sets a row to a result of a call. */
    public abstract void read(BatchCall batch, int result, int row) throws SQLException;

    /** Sets an argument of a call. */
    public abstract void write(BatchCall batch, int argument, int row) throws SQLException;

    public abstract boolean isNull(int row);

    /** Returns null, or a value as Catalyst has it. */
    public abstract Object get(int row);

    /** Returns the bytes of its values that vary in length. */
    public long bytes() {
        return 0;
    }

    /** Lets go of what it holds. */
    public void clear() {}
}
