package org.pythonwasm.udf.spark.plan;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.pythonwasm.udf.internal.call.AggregateState;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import scala.collection.immutable.Seq;

/**
 * The call of an aggregate function. The state of a group is in the interpreter of its task; it goes through the shuffle, or to a
 * file, as bytes, and is merged in the interpreter of another task.
 */
public final class PythonAggregate extends AggregateExpression<AggregateState> {
    private static final long serialVersionUID = 1L;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public PythonAggregate(
            DistributedFunction function, Seq<Expression> arguments, int mutableOffset, int inputOffset) {
        super(function, arguments, mutableOffset, inputOffset);
    }

    @Override
    PythonAggregate with(Seq<Expression> newArguments, int newMutableOffset, int newInputOffset) {
        return new PythonAggregate(function(), newArguments, newMutableOffset, newInputOffset);
    }

    @Override
    public AggregateState createAggregationBuffer() {
        return attempt(() -> call().begin(arguments().length()));
    }

    @Override
    public AggregateState update(AggregateState state, InternalRow row) {
        var values = PythonArguments.values(arguments(), row);
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
        return attempt(() -> call().load(arguments().length(), saved));
    }
}
