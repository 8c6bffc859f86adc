package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.AggregateCall;
import org.pythonwasm.udf.internal.call.AggregateState;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * The call of an aggregate function. The state of a group is in the interpreter of its task; it goes through the shuffle, or to a
 * file, as bytes, and is merged in the interpreter of another task.
 */
public final class PythonAggregate extends TypedImperativeAggregate<AggregateState>
        implements PythonArguments.Caller, Serializable {
    private static final long serialVersionUID = 1L;

    private final DistributedFunction function;
    private final Seq<Expression> arguments;
    private final int mutableOffset;
    private final int inputOffset;
    private transient TaskFunction<AggregateCall> loaded;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public PythonAggregate(
            DistributedFunction function, Seq<Expression> arguments, int mutableOffset, int inputOffset) {
        this.function = function;
        this.arguments = arguments;
        this.mutableOffset = mutableOffset;
        this.inputOffset = inputOffset;
    }

    private AggregateCall call() throws SQLException {
        var known = loaded;
        if (known == null) {
            known = TaskFunction.aggregate(function);
            loaded = known;
        }
        return known.here();
    }

    /** A step of the aggregation. */
    private interface Step<T> {
        T run() throws SQLException;
    }

    private static <T> T attempt(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    @Override
    public AggregateState createAggregationBuffer() {
        return attempt(() -> call().begin(arguments.length()));
    }

    @Override
    public AggregateState update(AggregateState state, InternalRow row) {
        var values = PythonArguments.values(arguments, row);
        return attempt(() -> {
            state.add(values);
            return state;
        });
    }

    @Override
    public AggregateState merge(AggregateState state, AggregateState other) {
        return attempt(() -> {
            state.merge(other);
            return state;
        });
    }

    @Override
    public Object eval(AggregateState state) {
        return attempt(state::result);
    }

    @Override
    public byte[] serialize(AggregateState state) {
        return attempt(state::save);
    }

    @Override
    public AggregateState deserialize(byte[] saved) {
        return attempt(() -> call().load(arguments.length(), saved));
    }

    @Override
    public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
        return new PythonAggregate(function, arguments, offset, inputOffset);
    }

    @Override
    public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
        return new PythonAggregate(function, arguments, mutableOffset, offset);
    }

    @Override
    public int mutableAggBufferOffset() {
        return mutableOffset;
    }

    @Override
    public int inputAggBufferOffset() {
        return inputOffset;
    }

    @Override
    public TypeCheckResult checkInputDataTypes() {
        return TypeChecks.of(PythonArguments.wrongType(function, arguments));
    }

    @Override
    public DistributedFunction function() {
        return function;
    }

    @Override
    public DataType dataType() {
        return SparkTypes.of(function.definition().result());
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public Seq<Expression> children() {
        return arguments;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new PythonAggregate(function, children, mutableOffset, inputOffset);
    }

    @Override
    public String prettyName() {
        return function.name();
    }

    @Override
    public String toString() {
        return function.name() + arguments.mkString("(", ", ", ")");
    }

    @Override
    public int productArity() {
        return 4;
    }

    @Override
    public Object productElement(int place) {
        return switch (place) {
            case 0 -> function;
            case 1 -> arguments;
            case 2 -> mutableOffset;
            default -> inputOffset;
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof PythonAggregate;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonAggregate call
                && call.function.equals(function)
                && call.arguments.equals(arguments)
                && call.mutableOffset == mutableOffset
                && call.inputOffset == inputOffset;
    }

    @Override
    public int hashCode() {
        return 31 * function.hashCode() + arguments.hashCode();
    }
}
