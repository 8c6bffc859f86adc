package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlKindContract;

@Timeout(300)
class H2KindTest extends SqlKindContract {

    H2KindTest(Guest guest) {
        super(new H2Database(guest));
    }

    /** H2's grammar has neither ROLLUP nor GROUPING SETS. */
    @Override
    @Test
    protected void groups_of_several_sizes_are_computed_apart() {
        assertThrows(
                SQLException.class, () -> run("SELECT x FROM (VALUES (1)) AS t(x) GROUP BY GROUPING SETS ((x), ())"));
    }

    @Test
    void a_table_function_takes_an_array_of_a_query() throws SQLException {
        run("CREATE FUNCTION halves(x INTEGER ARRAY) RETURNS TABLE (y DOUBLE PRECISION) LANGUAGE PYTHON AS "
                + "'def halves(x): return [i / 2 for i in x]'");
        run("CREATE TABLE t AS SELECT x FROM SYSTEM_RANGE(1, 3)");
        assertEquals(List.of(0.5, 1.0, 1.5), column("SELECT y FROM halves(ARRAY(SELECT x FROM t ORDER BY x))"));
        assertEquals(
                List.of(1.5, 1.0, 0.5), column("SELECT y FROM halves((SELECT ARRAY_AGG(x ORDER BY x DESC) FROM t))"));
        assertEquals(List.of(), column("SELECT y FROM halves(ARRAY(SELECT x FROM t WHERE x > 9))"));
    }

    /** Row by row, since H2 evaluates so. */
    @Test
    void a_vectorized_function_gets_lists_of_one_element() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = true) AS "
                + "'def f(x): return [len(x)] * len(x)'");
        assertEquals(List.of(1, 1, 1), column("SELECT f(x) FROM SYSTEM_RANGE(1, 3)"));
    }

    /** Also for its own aggregates. */
    @Test
    void distinct_leaves_out_null() throws SQLException {
        run("CREATE AGGREGATE FUNCTION gather(x INTEGER) RETURNS VARCHAR LANGUAGE PYTHON CALLED ON NULL INPUT AS $$\n"
                + """
                class gather:
                    def __init__(self): self.values = []
                    def accumulate(self, x): self.values.append(x)
                    def finish(self): return '+'.join(map(str, self.values))
                """ + "$$");
        run("CREATE TABLE t AS SELECT * FROM (VALUES (1), (NULL), (1), (2)) AS t(x)");
        assertEquals(List.of("1+None+1+2 1+2"), rows("SELECT gather(x), gather(DISTINCT x) FROM t"));
    }
}
