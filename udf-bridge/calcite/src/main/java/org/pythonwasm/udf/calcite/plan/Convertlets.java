package org.pythonwasm.udf.calcite.plan;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;

/**
 * Creates a {@link PythonOperator} for each call in a statement's text, and the same one for the same call: Calcite
 * converts, for example, the left side of an IN again and again. Used for one statement.
 */
final class Convertlets implements SqlRexConvertletTable {
    private final Map<SqlCall, PythonOperator> operators = new IdentityHashMap<>();

    @Override
    public SqlRexConvertlet get(SqlCall call) {
        return call.getOperator() instanceof SqlUserDefinedFunction resolved
                        && resolved.getFunction() instanceof PythonScalarFunction function
                ? (context, same) -> convert(
                        context,
                        same,
                        operators.computeIfAbsent(same, absent -> new PythonOperator(resolved, function)))
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode convert(SqlRexContext context, SqlCall call, PythonOperator operator) {
        var operands =
                call.getOperandList().stream().map(context::convertExpression).toList();
        return context.getRexBuilder().makeCall(context.getValidator().getValidatedNodeType(call), operator, operands);
    }
}
