package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;

/** Called by generated code; public for that reason only. Stateless. */
public final class ScalarCallTarget {
    private ScalarCallTarget() {}

    /**
     * Calls the function of that number for one row. The session is the connection, or the context if there is none.
     */
    public static Object call(DataContext context, long number, Object[] arguments) {
        try {
            return ((PythonScalarFunction) PythonFunction.of(number)).call(context, arguments);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }
}
