package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonTableFunction;

/** The rows of a call of a table function for generated code; public for that reason only. */
public final class TableCallTarget {
    private TableCallTarget() {}

    /** Returns the rows of the function of that number, which is called when the rows are first requested. */
    public static Enumerable<Object[]> rows(DataContext context, long number, Object[] arguments) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object[]> enumerator() {
                try {
                    var function = (PythonTableFunction) PythonFunction.of(number);
                    return new TableEnumerator(function, context, arguments.clone());
                } catch (SQLException e) {
                    throw new CarriedSqlException(e);
                }
            }
        };
    }

    /** Returns the values of a table of one column. */
    public static Enumerable<Object> values(DataContext context, long number, Object[] arguments) {
        var rows = rows(context, number, arguments);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object> enumerator() {
                return Linq4j.transform(rows.enumerator(), row -> row[0]);
            }
        };
    }
}
