package org.pythonwasm.udf.calcite;

import java.lang.reflect.Method;
import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rex.RexCall;

/** What generated code calls; public for that reason only. Stateless. */
public final class PythonCall {
    private static final Method CALL =
            Types.lookupMethod(PythonCall.class, "call", DataContext.class, long.class, Object[].class);

    private PythonCall() {
    }

    /**
     * Calls the function of that number for one row. The session is the connection, or where there is none the
     * context.
     */
    public static Object call(DataContext context, long number, Object[] arguments) {
        try {
            return ((PythonScalarFunction) PythonFunction.of(number)).call(context, arguments);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }

    /** @param resultClass of a result that may be null, in Calcite's internal form */
    static CallImplementor implementor(long number, Class<?> resultClass) {
        return (translator, call, nullAs) -> implement(translator, call, number, resultClass);
    }

    private static Expression implement(RexToLixTranslator translator, RexCall call, long number,
            Class<?> resultClass) {
        var arguments = PythonFunction.boxed(translator.translateList(call.getOperands()));
        var result = Expressions.call(CALL, translator.getRoot(), Expressions.constant(number), arguments);
        return Expressions.convert_(result, resultClass);
    }
}
