package org.pythonwasm.udf.calcite;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;

/** The rows of a call of a table function, as generated code asks for them; public for that reason only. */
public final class PythonTable {
    private static final Method ROWS =
            Types.lookupMethod(PythonTable.class, "rows", DataContext.class, long.class, Object[].class);
    private static final Method VALUES =
            Types.lookupMethod(PythonTable.class, "values", DataContext.class, long.class, Object[].class);

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

    /** Of a table of one column. */
    public static Enumerable<Object> values(DataContext context, long number, Object[] arguments) {
        var rows = rows(context, number, arguments);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object> enumerator() {
                return Linq4j.transform(rows.enumerator(), row -> row[0]);
            }
        };
    }

    /** @param bare whether rows of one column are values */
    static Expression call(long number, List<Expression> arguments, boolean bare) {
        return Expressions.call(bare ? VALUES : ROWS, DataContext.ROOT, Expressions.constant(number),
                PythonFunction.boxed(arguments));
    }

    /** Without {@link PythonTableScan}. */
    static CallImplementor implementor(long number) {
        return (translator, call, nullAs) -> call(number, translator.translateList(call.getOperands()), false);
    }
}
