package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlAggregateContract;

@Timeout(300)
class CalciteAggregateTest extends SqlAggregateContract {

    CalciteAggregateTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Override
    protected String numbers(int rows) throws SQLException {
        run("CREATE FUNCTION counted(n INTEGER) RETURNS TABLE (x INTEGER) LANGUAGE PYTHON AS "
                + "'def counted(n): return range(1, n + 1)'");
        return "SELECT x FROM TABLE(counted(" + rows + "))";
    }

    /** A Calcite database is one connection's. */
    @Override
    @Test
    protected void two_connections_share_no_state() throws SQLException {
        String create =
                "CREATE AGGREGATE FUNCTION counted(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n" + """
                rows = 0
                class counted:
                    def accumulate(self, x):
                        global rows
                        rows += 1
                    def finish(self): return rows
                """ + "$$";
        String count = "SELECT counted(x) FROM (VALUES (1), (2)) AS t(x)";
        run(create);
        assertEquals(2, value(count));
        try (var other = connect()) {
            assertThrows(SQLException.class, () -> value(other, count, Object.class));
            run(other, create);
            assertEquals(2, value(other, count, Object.class));
        }
        assertEquals(4, value(count));
    }
}
