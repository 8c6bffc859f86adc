package org.pythonwasm.udf.calcite.plan;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rex.RexCall;
import org.pythonwasm.udf.calcite.generated.ScalarCallTarget;
import org.pythonwasm.udf.calcite.generated.TableCallTarget;

/** Generates Calcite's code for calls of scalar and table functions. Stateless. */
final class CallCode {
    private static final Method CALL =
            Types.lookupMethod(ScalarCallTarget.class, "call", DataContext.class, long.class, Object[].class);
    private static final Method ROWS =
            Types.lookupMethod(TableCallTarget.class, "rows", DataContext.class, long.class, Object[].class);
    private static final Method VALUES =
            Types.lookupMethod(TableCallTarget.class, "values", DataContext.class, long.class, Object[].class);

    private CallCode() {}

    /**
     * Returns the code for a scalar function.
     *
     * @param resultClass of a result that may be null, in Calcite's internal form
     */
    static CallImplementor scalar(long number, Class<?> resultClass) {
        return (translator, call, nullAs) -> scalar(translator, call, number, resultClass);
    }

    private static Expression scalar(RexToLixTranslator translator, RexCall call, long number, Class<?> resultClass) {
        var arguments = boxed(translator.translateList(call.getOperands()));
        var result = Expressions.call(CALL, translator.getRoot(), Expressions.constant(number), arguments);
        return Expressions.convert_(result, resultClass);
    }

    /** Returns the code for a table function if {@link PythonTableScan} does not represent the call. */
    static CallImplementor table(long number) {
        return (translator, call, nullAs) -> rows(number, translator.translateList(call.getOperands()), false);
    }

    /** @param bare whether rows of one column are values */
    static Expression rows(long number, List<Expression> arguments, boolean bare) {
        return Expressions.call(bare ? VALUES : ROWS, DataContext.ROOT, Expressions.constant(number), boxed(arguments));
    }

    /** An expression for all arguments as objects. */
    static Expression boxed(List<Expression> values) {
        return Expressions.newArrayInit(
                Object.class,
                values.stream()
                        .map(value -> Primitive.is(value.getType()) ? Expressions.box(value) : value)
                        .toList());
    }
}
