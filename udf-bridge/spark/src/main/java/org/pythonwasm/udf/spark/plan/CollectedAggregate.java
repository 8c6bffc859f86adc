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
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.task.TaskFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * The call of an aggregate function without merge: all rows of a group go through the shuffle to one task, where Python gets them.
 */
public final class CollectedAggregate extends TypedImperativeAggregate<CollectedRows>
        implements PythonArguments.Caller, Serializable {
    private static final long serialVersionUID = 1L;

    private final DistributedFunction function;
    private final Seq<Expression> arguments;
    private final int mutableOffset;
    private final int inputOffset;
    private transient TaskFunction<AggregateCall> loaded;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public CollectedAggregate(
            DistributedFunction function, Seq<Expression> arguments, int mutableOffset, int inputOffset) {
        this.function = function;
        this.arguments = arguments;
        this.mutableOffset = mutableOffset;
        this.inputOffset = inputOffset;
    }

    @Override
    public CollectedRows createAggregationBuffer() {
        return new CollectedRows(types());
    }

    private DataType[] types() {
        return Sequences.list(arguments).stream().map(Expression::dataType).toArray(DataType[]::new);
    }

    @Override
    public CollectedRows update(CollectedRows rows, InternalRow row) {
        rows.add(PythonArguments.values(arguments, row));
        return rows;
    }

    @Override
    public CollectedRows merge(CollectedRows rows, CollectedRows others) {
        rows.addAll(others);
        return rows;
    }

    @Override
    public Object eval(CollectedRows rows) {
        try {
            var known = loaded;
            if (known == null) {
                known = TaskFunction.aggregate(function);
                loaded = known;
            }
            var state = known.here().begin(arguments.length());
            for (var values : rows.values()) {
                state.add(values.clone());
            }
            return state.result();
        } catch (SQLException e) {
            throw new PythonFunctionException(e);
        }
    }

    @Override
    public byte[] serialize(CollectedRows rows) {
        return rows.toBytes();
    }

    @Override
    public CollectedRows deserialize(byte[] saved) {
        return CollectedRows.of(saved, types());
    }

    @Override
    public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
        return new CollectedAggregate(function, arguments, offset, inputOffset);
    }

    @Override
    public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
        return new CollectedAggregate(function, arguments, mutableOffset, offset);
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
        return new CollectedAggregate(function, children, mutableOffset, inputOffset);
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
        return other instanceof CollectedAggregate;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CollectedAggregate call
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
