package org.pythonwasm.udf.calcite;

import java.sql.SQLException;

/** Carries the error of a Python function through code of Calcite's that admits unchecked exceptions only. */
final class CarriedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException carried;

    CarriedSqlException(SQLException carried) {
        super(carried.getMessage(), carried, false, false);
        this.carried = carried;
    }

    SQLException carried() {
        return carried;
    }
}
