package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.internal.call.AggregateCall;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * The call of an aggregate function, whatever Spark keeps of a group. A subclass has a constructor with the elements of its
 * product, which Spark's copies rely on.
 *
 * @param <T> what is kept of a group
 */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
abstract class AggregateExpression<T> extends TypedImperativeAggregate<T>
        implements PythonArguments.Caller, Serializable {
    private static final long serialVersionUID = 1L;

    private final DistributedFunction function;
    private final Seq<Expression> arguments;
    private final int mutableOffset;
    private final int inputOffset;
    private transient TaskFunction<AggregateCall> loaded;

    AggregateExpression(DistributedFunction function, Seq<Expression> arguments, int mutableOffset, int inputOffset) {
        this.function = function;
        this.arguments = arguments;
        this.mutableOffset = mutableOffset;
        this.inputOffset = inputOffset;
    }

    /** Makes one of the subclass for the same function. */
    abstract AggregateExpression<T> with(Seq<Expression> newArguments, int newMutableOffset, int newInputOffset);

    final Seq<Expression> arguments() {
        return arguments;
    }

    /** Returns the function in the interpreter of this task. */
    final AggregateCall call() throws SQLException {
        var known = loaded;
        if (known == null) {
            known = TaskFunction.aggregate(function);
            loaded = known;
        }
        return known.here();
    }

    /** A step of the aggregation. */
    interface Step<T> {
        T run() throws SQLException;
    }

    static <T> T attempt(Step<T> step) {
        try {
            return step.run();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    @Override
    public final ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
        return with(arguments, offset, inputOffset);
    }

    @Override
    public final ImperativeAggregate withNewInputAggBufferOffset(int offset) {
        return with(arguments, mutableOffset, offset);
    }

    @Override
    public final Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return with(children, mutableOffset, inputOffset);
    }

    @Override
    public final int mutableAggBufferOffset() {
        return mutableOffset;
    }

    @Override
    public final int inputAggBufferOffset() {
        return inputOffset;
    }

    @Override
    public final TypeCheckResult checkInputDataTypes() {
        return PythonArguments.check(function, arguments);
    }

    @Override
    public final DistributedFunction function() {
        return function;
    }

    @Override
    public final DataType dataType() {
        return SparkTypes.of(function.definition().result());
    }

    @Override
    public final boolean nullable() {
        return true;
    }

    @Override
    public final Seq<Expression> children() {
        return arguments;
    }

    @Override
    public final String prettyName() {
        return function.name();
    }

    @Override
    public final String toString() {
        return function.name() + arguments.mkString("(", ", ", ")");
    }

    @Override
    public final int productArity() {
        return 4;
    }

    @Override
    public final Object productElement(int place) {
        return switch (place) {
            case 0 -> function;
            case 1 -> arguments;
            case 2 -> mutableOffset;
            default -> inputOffset;
        };
    }

    @Override
    public final boolean canEqual(Object other) {
        return getClass().isInstance(other);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof AggregateExpression<?> call
                && call.getClass() == getClass()
                && call.function.equals(function)
                && call.arguments.equals(arguments)
                && call.mutableOffset == mutableOffset
                && call.inputOffset == inputOffset;
    }

    @Override
    public final int hashCode() {
        return 31 * function.hashCode() + arguments.hashCode();
    }
}
