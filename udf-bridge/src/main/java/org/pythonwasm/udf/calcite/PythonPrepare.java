package org.pythonwasm.udf.calcite;

import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.prepare.CalcitePrepareImpl;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Calcite's planning of a statement, in which calls of Python functions are {@link PythonOperator}s. Stateless. */
final class PythonPrepare extends CalcitePrepareImpl {

    @Override
    protected SqlRexConvertletTable createConvertletTable() {
        return PythonPrepare::convertlet;
    }

    @Override
    protected RelOptPlanner createPlanner(Context context, org.apache.calcite.plan.Context external, RelOptCostFactory costs) {
        var planner = super.createPlanner(context, external, costs);
        planner.removeRule(EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE);
        planner.addRule(PythonTableScanRule.INSTANCE);
        return planner;
    }

    private static SqlRexConvertlet convertlet(SqlCall call) {
        return call.getOperator() instanceof SqlUserDefinedFunction resolved
                        && resolved.getFunction() instanceof PythonScalarFunction function
                ? (context, same) -> convert(context, same, new PythonOperator(resolved, function))
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode convert(SqlRexContext context, SqlCall call, PythonOperator operator) {
        var operands = call.getOperandList().stream().map(context::convertExpression).toList();
        return context.getRexBuilder().makeCall(context.getValidator().getValidatedNodeType(call), operator, operands);
    }
}
