package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;

/** What generated code calls; public for that reason only. Stateless. */
public final class PythonCall {
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
}
