package org.pythonwasm.udf.calcite;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/**
 * A Python function in a plan. Calcite takes every function of a schema for a deterministic one, whose calls with
 * constant arguments the planner replaces by their result.
 */
final class PythonOperator extends SqlUserDefinedFunction {
    private final boolean deterministic;

    PythonOperator(SqlUserDefinedFunction resolved, PythonScalarFunction function) {
        super(resolved.getSqlIdentifier(), SqlKind.OTHER_FUNCTION, resolved.getReturnTypeInference(),
                resolved.getOperandTypeInference(), resolved.getOperandTypeChecker(), function);
        this.deterministic = function.definition().deterministic();
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PythonOperator operator && operator.getFunction() == getFunction();
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(getFunction());
    }
}
