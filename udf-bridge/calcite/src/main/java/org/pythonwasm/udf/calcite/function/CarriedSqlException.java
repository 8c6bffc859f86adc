package org.pythonwasm.udf.calcite.function;

import java.sql.SQLException;

/** Carries the error of a Python function through code of Calcite that admits unchecked exceptions only. */
public final class CarriedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException carried;

    public CarriedSqlException(SQLException carried) {
        super(carried.getMessage(), carried, false, false);
        this.carried = carried;
    }

    public SQLException carried() {
        return carried;
    }
}
