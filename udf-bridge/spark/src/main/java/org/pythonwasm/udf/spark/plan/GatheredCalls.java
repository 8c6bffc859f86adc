package org.pythonwasm.udf.spark.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryOperator;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Average;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.pythonwasm.udf.spark.value.Rewrite;
import org.pythonwasm.udf.spark.value.Sequences;

/**
 * Gathers the calls of functions of numbers that a SELECT list makes for each of its rows in the operator of vectorized functions:
 * rows of numbers need no Python then, and cost a tenth of what they cost one by one. A call that is made for some rows only, as in
 * CASE, stays where it is. Nobody sees the difference: rows come out with their values until the first that fails, even if others behind it
 * were computed already. Stateless.
 */
public final class GatheredCalls extends Rule<LogicalPlan> {
    private static final Lists LISTS = new Lists();
    private static final Aggregates AGGREGATES = new Aggregates();

    /** Finds aggregates, and leaves them as they are. */
    private static final class Aggregates extends Rewrite<Expression> {
        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof AggregateExpression;
        }

        @Override
        protected Expression change(Expression aggregate) {
            return aggregate;
        }
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.transform(LISTS);
    }

    private static final class Lists extends Rewrite<LogicalPlan> {
        @Override
        public boolean isDefinedAt(LogicalPlan plan) {
            return plan instanceof Project || plan instanceof Aggregate;
        }

        @Override
        protected LogicalPlan change(LogicalPlan plan) {
            boolean groups = plan instanceof Aggregate;
            var calls = new ArrayList<Expression>();
            for (var expression : Sequences.list(plan.expressions())) {
                if (groups) {
                    Sequences.list(expression.collect(AGGREGATES)).forEach(aggregate -> collect(aggregate, calls));
                } else {
                    collect(expression, calls);
                }
            }
            if (calls.isEmpty()) {
                return plan;
            }
            var gathered = new Gathered(calls);
            return plan.transformExpressions(groups ? new InAggregates(gathered) : gathered);
        }
    }

    /** Adds the calls that are made whenever the expression is evaluated. */
    private static void collect(Expression expression, List<Expression> calls) {
        if (expression instanceof PythonArguments.Caller) {
            if (expression instanceof PythonCall call && isOfNumbers(call)) {
                calls.add(call.canonicalized());
            }
            Sequences.list(expression.children()).forEach(argument -> collect(argument, calls));
        } else if (expression instanceof AggregateExpression aggregate) {
            if (aggregate.filter().isEmpty() && !aggregate.isDistinct()) {
                collect(aggregate.aggregateFunction(), calls);
            }
        } else if (expression instanceof Alias
                || expression instanceof Cast
                || expression instanceof Sum
                || expression instanceof Average
                || expression instanceof Min
                || expression instanceof Max
                || expression instanceof Count && expression.children().length() == 1) {
            collect(expression.children().apply(0), calls);
        } else if (expression instanceof BinaryOperator
                && !(expression instanceof And)
                && !(expression instanceof Or)) {
            // What is on the right of a NULL is not evaluated.
            var left = expression.children().apply(0);
            collect(left, calls);
            if (!left.nullable()) {
                collect(expression.children().apply(1), calls);
            }
        }
    }

    private static boolean isOfNumbers(PythonCall call) {
        return call.deterministic()
                && Calls.isWhole(call.function(), call.children())
                && !call.references().isEmpty()
                && isNumber(call)
                && Sequences.list(call.children()).stream().allMatch(GatheredCalls::isNumber);
    }

    private static boolean isNumber(Expression value) {
        var type = value.dataType();
        return type instanceof BooleanType || type instanceof NumericType && !(type instanceof DecimalType);
    }

    /** Replaces calls by those that Spark's own rules gather in an operator. */
    private static final class Gathered extends Rewrite<Expression> {
        private final List<Expression> calls;

        Gathered(List<Expression> calls) {
            this.calls = calls;
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof PythonCall && calls.contains(expression.canonicalized());
        }

        @Override
        protected Expression change(Expression call) {
            return Calls.gathered(((PythonCall) call).function(), call.children());
        }
    }

    /** Leaves calls alone that are made for each group. */
    private static final class InAggregates extends Rewrite<Expression> {
        private final Gathered gathered;

        InAggregates(Gathered gathered) {
            this.gathered = gathered;
        }

        @Override
        public boolean isDefinedAt(Expression expression) {
            return expression instanceof AggregateExpression;
        }

        @Override
        protected Expression change(Expression aggregate) {
            return aggregate.transform(gathered);
        }
    }
}
