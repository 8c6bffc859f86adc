package org.pythonwasm.udf.spark.plan;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** Casts the arguments of calls to the declared types as soon as their own are known. Stateless. */
public final class CastArguments extends Rule<LogicalPlan> {
    private static final Cast CAST = new Cast();

    private static final class Cast extends AbstractPartialFunction<Expression, Expression> {
        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof PythonArguments.Caller && expression.childrenResolved();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
            if (!isDefinedAt(expression)) {
                return otherwise.apply(expression);
            }
            var function = ((PythonArguments.Caller) expression).function();
            var cast = PythonArguments.cast(function, expression.children());
            return (B) (cast == null ? expression : expression.withNewChildren(Sequences.of(cast)));
        }
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.resolveExpressions(CAST);
    }
}
