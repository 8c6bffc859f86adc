package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlKindContract;

@Timeout(300)
class CalciteKindTest extends SqlKindContract {

    CalciteKindTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    private void repeat() throws SQLException {
        run("CREATE FUNCTION letters(word VARCHAR, n INTEGER) RETURNS TABLE (letter VARCHAR) LANGUAGE PYTHON AS "
                + "'def letters(word, n): return list(word * n)'");
        run("CREATE TABLE words(word VARCHAR, n INTEGER)");
        run("INSERT INTO words VALUES ('ab', 2), ('', 9), ('c', 1), ('de', 0)");
    }

    @Test
    void a_table_function_takes_the_columns_of_the_row_beside_it() throws SQLException {
        repeat();
        assertEquals(
                List.of("ab a", "ab b", "ab a", "ab b", "c c"),
                rows("SELECT word, letter FROM words AS w, LATERAL TABLE(letters(w.word, w.n)) AS l"));
        assertEquals(
                List.of("ab a", "ab b", "ab a", "ab b", " null", "c c", "de null"),
                rows("SELECT word, letter FROM words AS w LEFT JOIN LATERAL TABLE(letters(w.word, w.n)) AS l ON TRUE"));
    }

    @Test
    void a_table_function_stands_in_a_correlated_subquery() throws SQLException {
        repeat();
        assertEquals(
                List.of("ab 4", " 0", "c 1", "de 0"),
                rows("SELECT word, (SELECT COUNT(*) FROM TABLE(letters(w.word, w.n)) AS l) FROM words AS w"));
        assertEquals(
                List.of("ab"),
                column(
                        "SELECT word FROM words AS w WHERE EXISTS (SELECT 1 FROM TABLE(letters(w.word, w.n)) AS l WHERE l.letter = 'b')"));
    }

    @Test
    void a_vectorized_function_enters_the_guest_once_a_chunk() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = true) AS "
                + "'def f(x): return [len(x)] * len(x)'");
        run(
                "CREATE FUNCTION numbers(n INTEGER) RETURNS TABLE (x INTEGER) LANGUAGE PYTHON AS 'def numbers(n): return range(n)'");
        assertEquals(
                List.of("1 1", "2 2", "4 4", "8 8", "5 5"),
                rows("SELECT y, COUNT(*) FROM (SELECT f(x) AS y FROM TABLE(numbers(20))) AS t GROUP BY y "
                        + "ORDER BY CASE y WHEN 5 THEN 9 ELSE y END"));
        assertEquals(List.of("20 0"), rows("SELECT CALLS, ERRORS FROM PYTHON_FUNCTIONS WHERE NAME = 'F'"));
    }

    /** Calcite ignores it, also for its own functions. */
    @Override
    @Test
    protected void distinct_in_a_window_counts_each_value_once() throws SQLException {
        run("CREATE AGGREGATE FUNCTION gather(x INTEGER) RETURNS VARCHAR LANGUAGE PYTHON AS $$\n" + """
                class gather:
                    def __init__(self): self.values = []
                    def accumulate(self, x): self.values.append(x)
                    def finish(self): return '+'.join(map(str, self.values))
                """ + "$$");
        assertEquals(
                List.of("10+10+20 40", "10+10+20 40", "10+10+20 40"),
                rows(
                        "SELECT gather(DISTINCT x) OVER w, "
                                + "SUM(DISTINCT x) OVER w FROM (VALUES (10), (10), (20)) AS t(x) WINDOW w AS (PARTITION BY 1)"));
    }

    @Test
    void texts_in_values_are_padded_to_the_longest() throws SQLException {
        run("CREATE FUNCTION size(x VARCHAR) RETURNS INTEGER LANGUAGE PYTHON AS 'def size(x): return len(x)'");
        assertEquals(List.of(3, 3), column("SELECT size(x) FROM (VALUES ('a'), ('abc')) AS t(x)"));
        assertEquals(
                List.of(1, 3),
                column("SELECT size(CAST(x AS VARCHAR)) FROM (VALUES (CAST('a' AS VARCHAR)), ('abc')) AS t(x)"));
    }

    @Test
    void a_filter_in_a_window_is_refused_as_for_its_own_aggregates() throws SQLException {
        run("CREATE AGGREGATE FUNCTION total(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n" + """
                class total:
                    def __init__(self): self.sum = 0
                    def accumulate(self, x): self.sum += x
                    def finish(self): return self.sum
                """ + "$$");
        for (String function : List.of("total", "SUM")) {
            String error =
                    error("SELECT " + function + "(x) FILTER (WHERE x > 1) OVER () FROM (VALUES (1), (2)) AS t(x)");
            assertTrue(error.contains("OVER must be applied to aggregate function"), error);
        }
    }
}
