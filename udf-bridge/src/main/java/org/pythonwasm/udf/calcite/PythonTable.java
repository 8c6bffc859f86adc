package org.pythonwasm.udf.calcite;

import java.lang.reflect.Method;
import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;

/** The rows of a call of a table function, as generated code asks for them; public for that reason only. */
public final class PythonTable {
    private static final Method ROWS =
            Types.lookupMethod(PythonTable.class, "rows", DataContext.class, long.class, Object[].class);

    private PythonTable() {
    }

    /** Of the function of that number; it is called when the rows are first asked for. */
    public static Enumerable<Object[]> rows(DataContext context, long number, Object[] arguments) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object[]> enumerator() {
                try {
                    var function = (PythonTableFunction) PythonFunction.of(number);
                    return new PythonEnumerator(function, context, arguments.clone());
                } catch (SQLException e) {
                    throw new CarriedSqlException(e);
                }
            }
        };
    }

    static CallImplementor implementor(long number) {
        return (translator, call, nullAs) -> Expressions.call(ROWS, translator.getRoot(), Expressions.constant(number),
                PythonFunction.boxed(translator.translateList(call.getOperands())));
    }
}
