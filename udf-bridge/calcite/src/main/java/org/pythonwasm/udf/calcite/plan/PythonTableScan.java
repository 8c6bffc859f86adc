package org.pythonwasm.udf.calcite.plan;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.metadata.RelColumnMapping;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.validate.SqlUserDefinedTableFunction;
import org.pythonwasm.udf.calcite.function.PythonTableFunction;
import org.pythonwasm.udf.calcite.generated.CursorInput;

/**
 * A call of a Python table function in a plan. The node of Calcite passes rows of one column on as arrays, which the
 * nodes above it do not expect, and knows no CURSOR.
 */
final class PythonTableScan extends TableFunctionScan implements EnumerableRel {
    private static final Method INPUT =
            Types.lookupMethod(CursorInput.class, "of", Enumerable.class, String[].class, String[].class);

    PythonTableScan(
            RelOptCluster cluster,
            RelTraitSet traits,
            List<RelNode> inputs,
            RexNode call,
            Type elementType,
            RelDataType rowType,
            Set<RelColumnMapping> mappings) {
        super(cluster, traits, inputs, call, elementType, rowType, mappings);
    }

    /** Returns null if the call is not one of a Python function. */
    static PythonTableFunction function(RexNode call) {
        return call instanceof RexCall rex
                        && rex.getOperator() instanceof SqlUserDefinedTableFunction operator
                        && operator.getFunction() instanceof PythonTableFunction function
                ? function
                : null;
    }

    @Override
    public PythonTableScan copy(
            RelTraitSet traits,
            List<RelNode> inputs,
            RexNode call,
            Type elementType,
            RelDataType rowType,
            Set<RelColumnMapping> mappings) {
        return new PythonTableScan(getCluster(), traits, inputs, call, elementType, rowType, mappings);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
        var types = (JavaTypeFactory) getCluster().getTypeFactory();
        var rows = PhysTypeImpl.of(types, getRowType(), JavaRowFormat.ARRAY);
        var block = new BlockBuilder();
        var translator = RexToLixTranslator.forAggregation(types, block, null, implementor.getConformance())
                .setCorrelates(implementor::getCorrelVariableGetter);
        var arguments = new ArrayList<Expression>();
        for (var operand : ((RexCall) getCall()).getOperands()) {
            // Calcite casts each argument to the type of its parameter, even a cursor.
            arguments.add(
                    RexUtil.removeCast(operand) instanceof RexInputRef cursor
                            ? input(cursor, implementor, block)
                            : translator.translateList(List.of(operand)).get(0));
        }
        boolean bare = rows.getFormat() == JavaRowFormat.SCALAR;
        block.add(Expressions.return_(null, CallCode.rows(function(getCall()).number(), arguments, bare)));
        return implementor.result(rows, block.toBlock());
    }

    /**
     * Returns the rows of a CURSOR. The call keeps the names of the columns, because the planner changes those of its
     * inputs at will.
     */
    private Expression input(RexInputRef cursor, EnumerableRelImplementor implementor, BlockBuilder block) {
        int index = cursor.getIndex();
        var result =
                implementor.visitChild(this, index, (EnumerableRel) getInputs().get(index), Prefer.ARRAY);
        var rows = result.physType.convertTo(block.append("input" + index, result.block), JavaRowFormat.ARRAY);
        var fields = cursor.getType().getFieldList();
        return Expressions.call(
                INPUT,
                rows,
                strings(fields.stream().map(RelDataTypeField::getName)),
                strings(fields.stream().map(CursorTypes::type)));
    }

    private static Expression strings(Stream<String> values) {
        return Expressions.newArrayInit(
                String.class, values.<Expression>map(Expressions::constant).toList());
    }
}
