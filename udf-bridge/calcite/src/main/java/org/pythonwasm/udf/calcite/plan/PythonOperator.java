package org.pythonwasm.udf.calcite.plan;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.pythonwasm.udf.FunctionKind;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;

/**
 * A Python function in a plan. Calcite treats every function of a schema as deterministic: the planner replaces calls
 * with constant arguments by their result, and merges calls with equal arguments. So the operator of a function that is
 * not deterministic equals itself only: each call of the statement has a separate operator.
 */
final class PythonOperator extends SqlUserDefinedFunction {
    private final boolean deterministic;

    PythonOperator(SqlUserDefinedFunction resolved, PythonScalarFunction function) {
        super(
                resolved.getSqlIdentifier(),
                SqlKind.OTHER_FUNCTION,
                resolved.getReturnTypeInference(),
                resolved.getOperandTypeInference(),
                resolved.getOperandTypeChecker(),
                function);
        this.deterministic = function.definition().deterministic();
    }

    PythonScalarFunction python() {
        return (PythonScalarFunction) getFunction();
    }

    /** Returns whether a call with that many operands passes one operand to each parameter. */
    boolean takes(int operands) {
        var definition = python().definition();
        return definition.kind() == FunctionKind.SCALAR
                && definition.parameters().size() == operands
                && definition.parameters().stream().noneMatch(Parameter::variadic);
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || deterministic && other instanceof PythonOperator operator && operator.getFunction() == getFunction();
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(getFunction());
    }
}
