package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlSafetyContract;

@Timeout(300)
class CalciteSafetyTest extends SqlSafetyContract {

    CalciteSafetyTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    /** Calcite has no transactions. */
    @Override
    protected List<String> leftByFailingInsert() {
        return List.of("1 11", "2 21");
    }

    /** A DELETE finds no row of Calcite's own tables, whatever its condition. */
    @Override
    @Test
    protected void a_delete_calls_functions() throws SQLException {
        stock();
        assertEquals(0, changed("DELETE FROM stock WHERE id = 2"));
        assertEquals(0, changed("DELETE FROM stock WHERE work(n) = 21"));
        assertEquals(List.of("1 10", "2 20", "3 30"), stocked());
    }

    /** Calcite's own tables know no UPDATE. */
    @Override
    @Test
    protected void an_update_calls_functions() throws SQLException {
        stock();
        assertThrows(SQLException.class, () -> changed("UPDATE stock SET n = work(n)"));
        assertEquals(List.of("1 10", "2 20", "3 30"), stocked());
    }

    /** As UPDATE. */
    @Override
    @Test
    protected void a_merge_calls_functions() throws SQLException {
        stock();
        assertThrows(
                SQLException.class,
                () -> changed("MERGE INTO stock USING (VALUES (3, 5)) AS v(id, n) ON stock.id = v.id "
                        + "WHEN MATCHED THEN UPDATE SET n = work(v.n)"));
        assertEquals(List.of("1 10", "2 20", "3 30"), stocked());
    }
}
