package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTableFunctionContract;
import org.pythonwasm.udf.SqlTypeName;

@Timeout(300)
class CalciteTableFunctionTest extends SqlTableFunctionContract {

    CalciteTableFunctionTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    /** Calcite cannot plan a CURSOR with ORDER BY and without LIMIT. */
    @Override
    protected String ordered(String sql, String column) {
        return super.ordered(sql, column) + " LIMIT 1000";
    }

    /** Calcite's LIMIT asks for one row more than it takes. */
    @Override
    @Test
    protected void a_limit_ends_the_rows_before_an_error() throws SQLException {
        assertEquals(List.of(3), limitedShares(1));
    }

    @Test
    void a_table_parameter_without_a_cursor_is_an_error() throws SQLException {
        run("CREATE FUNCTION f(q TABLE) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def f(q): yield len(q)'");
        assertTrue(error("SELECT y FROM TABLE(f('SELECT 1'))").contains("CURSOR"));
        assertEquals(
                "0A000 a column of a CURSOR is of type INTEGER MULTISET; supported are " + SqlTypeName.supported(),
                error("SELECT y FROM TABLE(f(CURSOR(SELECT MULTISET[1] AS a)))"));
    }
}
