package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.internal.call.BatchCall;

/**
 * The arguments of a row, which generated code sets; public for that reason only. Values are in Calcite's internal
 * form.
 */
public final class BatchArguments {
    private final BatchCall call;

    BatchArguments(BatchCall call) {
        this.call = call;
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
            call.set(parameter, value);
        } catch (SQLException e) {
            throw new CarriedSqlException(e);
        }
    }
}
