package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlTableFunctionContract;

@Timeout(300)
class CalciteTableFunctionTest extends SqlTableFunctionContract {

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:");
    }

    @Override
    protected String own(String message) {
        return message;
    }

    @Override
    protected String from(String call) {
        return "TABLE(" + call + ")";
    }

    /** Calcite's LIMIT asks for one row more than it takes. */
    @Override
    @Test
    protected void a_limit_ends_the_rows_before_an_error() throws SQLException {
        assertEquals(List.of(3), limitedShares(1));
    }
}
