package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.InternalValue;
import org.pythonwasm.udf.internal.call.BatchCall;

/**
 * Where generated code puts the arguments of a row; public for that reason only. Values are in Calcite's internal form.
 */
public final class PythonArguments {
    private final BatchCall call;
    private final List<Parameter> parameters;

    PythonArguments(BatchCall call, List<Parameter> parameters) {
        this.call = call;
        this.parameters = parameters;
    }

    public void set(int parameter, boolean value) {
        call.set(parameter, value);
    }

    public void set(int parameter, long value) {
        call.set(parameter, value);
    }

    public void set(int parameter, double value) {
        call.set(parameter, value);
    }

    public void set(int parameter, Object value) {
        try {
            call.set(parameter, InternalValue.toJava(value, parameters.get(parameter).type()));
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }
}
