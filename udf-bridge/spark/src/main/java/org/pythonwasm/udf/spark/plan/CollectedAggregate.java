package org.pythonwasm.udf.spark.plan;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/**
 * The call of an aggregate function without merge: all rows of a group go through the shuffle to one task, where Python gets them.
 */
public final class CollectedAggregate extends AggregateExpression<CollectedRows> {
    private static final long serialVersionUID = 1L;

    private transient CollectedRows.Form form;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public CollectedAggregate(
            DistributedFunction function, Seq<Expression> arguments, int mutableOffset, int inputOffset) {
        super(function, arguments, mutableOffset, inputOffset);
    }

    @Override
    CollectedAggregate with(Seq<Expression> newArguments, int newMutableOffset, int newInputOffset) {
        return new CollectedAggregate(function(), newArguments, newMutableOffset, newInputOffset);
    }

    @Override
    public CollectedRows createAggregationBuffer() {
        return new CollectedRows(form());
    }

    private CollectedRows.Form form() {
        var known = form;
        if (known == null) {
            known = new CollectedRows.Form(Sequences.list(arguments()).stream()
                    .map(Expression::dataType)
                    .toArray(DataType[]::new));
            form = known;
        }
        return known;
    }

    @Override
    public CollectedRows update(CollectedRows rows, InternalRow row) {
        rows.add(PythonArguments.values(arguments(), row));
        return rows;
    }

    @Override
    public CollectedRows merge(CollectedRows rows, CollectedRows others) {
        rows.addAll(others);
        return rows;
    }

    @Override
    public Object eval(CollectedRows rows) {
        return attempt(() -> {
            var state = call().begin(arguments().length());
            for (var values : rows) {
                state.add(values);
            }
            return state.result();
        });
    }

    @Override
    public byte[] serialize(CollectedRows rows) {
        return rows.toBytes();
    }

    @Override
    public CollectedRows deserialize(byte[] saved) {
        return CollectedRows.of(saved, form());
    }
}
