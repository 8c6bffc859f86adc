package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.BatchCall;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.spark.rows.RowArena;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** The arguments of a vectorized call, which are read from rows and written into its batch. Used by one thread. */
final class VectorizedArguments {
    /** Null if all arguments are columns of the rows. */
    private final UnsafeProjection projection;

    /** Whether an argument calls Python itself, perhaps the same function. */
    private final boolean callsPython;

    private final List<UnsafeRow> evaluated = new ArrayList<>();
    private final Argument[] arguments;

    VectorizedArguments(DistributedFunction function, Seq<Expression> given, Seq<Attribute> columns, int partition) {
        var places = places(given, columns);
        this.projection = places == null ? UnsafeProjection.create(given, columns) : null;
        if (projection != null) {
            projection.initialize(partition);
        }
        this.callsPython = Sequences.list(given).stream().anyMatch(VectorizedArguments::callsPython);
        var rules = new ArgumentRules(function.checked());
        this.arguments = new Argument[given.length()];
        for (int i = 0; i < arguments.length; i++) {
            int place = places == null ? i : places.get(i);
            var type = given.apply(i).dataType();
            arguments[i] = switch (rules.type(i).name()) {
                case BOOLEAN -> new BooleanArgument(place);
                case TINYINT -> new ByteArgument(place);
                case SMALLINT -> new ShortArgument(place);
                case INTEGER -> new IntArgument(place);
                case BIGINT -> new LongArgument(place);
                case DOUBLE -> new DoubleArgument(place);
                case CHAR, VARCHAR, CLOB, JSON -> new TextArgument(place);
                default -> new AnyArgument(place, type);
            };
        }
    }

    /** Returns null if an argument is computed. */
    private static List<Integer> places(Seq<Expression> given, Seq<Attribute> columns) {
        var ids = Sequences.list(columns).stream().map(Attribute::exprId).toList();
        var places = new ArrayList<Integer>();
        for (var argument : Sequences.list(given)) {
            int place = argument instanceof Attribute attribute ? ids.indexOf(attribute.exprId()) : -1;
            if (place < 0) {
                return null;
            }
            places.add(place);
        }
        return places;
    }

    private static boolean callsPython(Expression argument) {
        return argument instanceof PythonCall
                || Sequences.list(argument.children()).stream().anyMatch(VectorizedArguments::callsPython);
    }

    /** Where arguments call Python, those of all rows are evaluated before a batch is touched. */
    void prepare(RowArena rows) {
        evaluated.clear();
        if (callsPython) {
            for (int i = 0; i < rows.size(); i++) {
                evaluated.add(projection.apply(rows.get(i)).copy());
            }
        }
    }

    /** Writes the arguments of a row. */
    void write(BatchCall batch, RowArena rows, int row) throws SQLException {
        var values =
                callsPython ? evaluated.get(row) : projection == null ? rows.get(row) : projection.apply(rows.get(row));
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            if (values.isNullAt(argument.place())) {
                batch.set(i, (Object) null);
            } else {
                argument.write(batch, i, values);
            }
        }
    }

    /** How a value that is not NULL gets into a column of a batch. */
    private sealed interface Argument {
        int place();

        void write(BatchCall batch, int column, UnsafeRow values) throws SQLException;
    }

    private record BooleanArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, values.getBoolean(place));
        }
    }

    private record ByteArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, (long) values.getByte(place));
        }
    }

    private record ShortArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, (long) values.getShort(place));
        }
    }

    private record IntArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, (long) values.getInt(place));
        }
    }

    private record LongArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, values.getLong(place));
        }
    }

    private record DoubleArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) {
            batch.set(column, values.getDouble(place));
        }
    }

    private record TextArgument(int place) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) throws SQLException {
            batch.set(column, values.getUTF8String(place));
        }
    }

    private record AnyArgument(int place, DataType type) implements Argument {
        @Override
        public void write(BatchCall batch, int column, UnsafeRow values) throws SQLException {
            batch.set(column, values.get(place, type));
        }
    }
}
