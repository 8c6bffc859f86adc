package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Rewrite;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.vectorized.VectorizedFunction;

/** Casts the arguments of calls to the declared types as soon as their own are known. Stateless. */
public final class CastArguments extends Rule<LogicalPlan> {
    /** That of Spark's own DATATYPE_MISMATCH. */
    private static final String WRONG_TYPE = "42K09";

    private static final Cast CAST = new Cast();

    private static final class Cast extends Rewrite<Expression> {
        @Override
        public boolean isDefinedAt(Expression expression) {
            return function(expression) != null && expression.childrenResolved();
        }

        /** Returns null if the expression calls none. */
        private static DistributedFunction function(Expression expression) {
            return expression instanceof PythonArguments.Caller caller
                    ? caller.function()
                    : expression instanceof PythonUDF udf && udf.func() instanceof VectorizedFunction vectorized
                            ? vectorized.function()
                            : null;
        }

        @Override
        protected Expression change(Expression expression) {
            var function = function(expression);
            var cast = PythonArguments.cast(function, expression.children());
            if (cast == null && expression instanceof PythonUDF) {
                // Spark checks no types of these.
                PythonArguments.wrongType(function, expression.children()).ifPresent(CastArguments::refuse);
            }
            return cast == null ? expression : expression.withNewChildren(Sequences.of(cast));
        }
    }

    private static void refuse(String error) {
        throw DefinitionException.raise(new SQLException(error, WRONG_TYPE));
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.resolveExpressions(CAST);
    }
}
