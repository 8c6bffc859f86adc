package org.pythonwasm.udf.calcite.plan;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.AggAddContext;
import org.apache.calcite.adapter.enumerable.AggContext;
import org.apache.calcite.adapter.enumerable.AggImplementor;
import org.apache.calcite.adapter.enumerable.AggResetContext;
import org.apache.calcite.adapter.enumerable.AggResultContext;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.pythonwasm.udf.calcite.generated.AggregateGroup;

/**
 * Generates Calcite's code for a Python aggregate, grouped or in a window: the accumulator is a {@link AggregateGroup}.
 *
 * @param number of the function
 */
record AggregateCode(long number) implements AggImplementor {
    private static final Method BEGIN =
            Types.lookupMethod(AggregateGroup.class, "begin", DataContext.class, long.class);
    private static final Method ADD = Types.lookupMethod(AggregateGroup.class, "add", Object[].class);
    private static final Method RESULT = Types.lookupMethod(AggregateGroup.class, "result");

    @Override
    public List<Type> getStateType(AggContext info) {
        return List.of(AggregateGroup.class);
    }

    @Override
    public void implementReset(AggContext info, AggResetContext reset) {
        var begin = Expressions.call(BEGIN, DataContext.ROOT, Expressions.constant(number));
        reset.currentBlock()
                .add(Expressions.statement(
                        Expressions.assign(reset.accumulator().get(0), begin)));
    }

    @Override
    public void implementAdd(AggContext info, AggAddContext add) {
        if (add.rexFilterArgument() == null) {
            add.currentBlock().add(Expressions.statement(addition(add)));
            return;
        }
        // A filter is never NULL: Calcite puts IS TRUE around it.
        var filter = add.rowTranslator()
                .translateList(List.of(add.rexFilterArgument()))
                .get(0);
        var block = new BlockBuilder(true, add.currentBlock());
        add.nestBlock(block);
        block.add(Expressions.statement(addition(add)));
        add.exitBlock();
        add.currentBlock().add(Expressions.ifThen(filter, block.toBlock()));
    }

    private static Expression addition(AggAddContext add) {
        return Expressions.call(add.accumulator().get(0), ADD, CallCode.boxed(add.arguments()));
    }

    @Override
    public Expression implementResult(AggContext info, AggResultContext result) {
        // The class of a ROW does not exist; its values are arrays.
        var resultClass = info.returnType() instanceof Class<?> known ? known : Object[].class;
        return Expressions.convert_(Expressions.call(result.accumulator().get(0), RESULT), resultClass);
    }
}
