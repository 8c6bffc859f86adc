package org.pythonwasm.udf.calcite;

import org.apache.calcite.prepare.CalcitePrepareImpl;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Calcite's planning of a statement, in which calls of Python functions are {@link PythonOperator}s. Stateless. */
final class PythonPrepare extends CalcitePrepareImpl {

    @Override
    protected SqlRexConvertletTable createConvertletTable() {
        return PythonPrepare::convertlet;
    }

    private static SqlRexConvertlet convertlet(SqlCall call) {
        var standard = StandardConvertletTable.INSTANCE.get(call);
        if (call.getOperator() instanceof SqlUserDefinedFunction operator
                && operator.getFunction() instanceof PythonScalarFunction function) {
            return (context, again) -> {
                var operands = again.getOperandList().stream().map(context::convertExpression).toList();
                var type = context.getValidator().getValidatedNodeType(again);
                return context.getRexBuilder().makeCall(type, new PythonOperator(operator, function), operands);
            };
        }
        return standard;
    }
}
