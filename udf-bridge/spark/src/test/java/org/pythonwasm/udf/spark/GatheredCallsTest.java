package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

/** Functions of numbers that are no vectorized ones get many rows at a time where that makes no difference. */
@Timeout(300)
class GatheredCallsTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        spark.sql("""
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def twice(x: int) -> int:
                    return x * 2 + 1
                $$""");
        spark.sql("""
                CREATE FUNCTION bad(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def bad(x):
                    return 10 // (x - 2003)
                $$""");
    }

    private boolean isGathered(String query) {
        return spark.sql(query).queryExecution().executedPlan().toString().contains("PythonWasm [");
    }

    @Test
    void calls_of_every_row_are_gathered_and_others_are_not() {
        assertTrue(isGathered("SELECT twice(id) FROM range(3)"));
        assertTrue(isGathered("SELECT twice(twice(id)) + 1 FROM range(3)"));
        assertTrue(isGathered("SELECT sum(twice(id)) FROM range(3)"));
        assertTrue(isGathered("SELECT count(*) FROM range(3) GROUP BY twice(id)"));
        assertFalse(isGathered("SELECT CASE WHEN id > 0 THEN twice(id) END FROM range(3)"));
        assertFalse(isGathered("SELECT sum(twice(id)) FILTER (WHERE id > 0) FROM range(3)"));
        assertFalse(isGathered("SELECT id < 3 AND twice(id) > 0 FROM range(3)"));
        assertFalse(isGathered("SELECT if(id < 3, NULL, id) + twice(id) FROM range(3)"));
        assertFalse(isGathered("SELECT transform(array(id), x -> twice(x)) FROM range(3)"));
        spark.sql(
                "CREATE FUNCTION seven() RETURNS BIGINT LANGUAGE PYTHON NOT DETERMINISTIC AS 'def seven(): return 7'");
        assertFalse(isGathered("SELECT seven() FROM range(3)"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void results_are_those_of_calls_row_by_row(boolean generated) {
        spark.conf().set("spark.sql.codegen.wholeStage", generated);
        assertEquals(5000L * 5000, value(spark, "SELECT sum(twice(id)) FROM range(0, 5000, 1, 2)"));
        assertEquals(List.of(3L, 7L, 11L), column(spark, "SELECT twice(twice(id)) FROM range(0, 3, 1, 1)"));
        assertEquals(
                List.of(2L, 2L),
                column(spark, "SELECT count(*) FROM range(4) GROUP BY twice(id % 2) ORDER BY twice(id % 2)"));
        assertEquals(
                List.of(1L, 3L),
                column(
                        spark,
                        "SELECT twice(k) FROM (SELECT id % 2 AS k, id FROM range(9)) GROUP BY k HAVING sum(twice(id)) > 0 ORDER BY k"));
        assertEquals(
                Arrays.asList(null, 5L),
                column(spark, "SELECT twice(x) FROM VALUES (CAST(NULL AS BIGINT)), (2L) AS t(x) ORDER BY x"));
        assertEquals(
                3L, value(spark, "SELECT count(DISTINCT twice(id % 3)) + 0 * sum(twice(id)) FROM range(0, 100, 1, 2)"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_query_that_takes_no_row_that_fails_has_no_error(boolean generated) {
        spark.conf().set("spark.sql.codegen.wholeStage", generated);
        assertEquals(
                List.of(-1L),
                column(spark, "SELECT bad(id) FROM range(0, 9000, 1, 1) LIMIT 1 OFFSET 2002").stream()
                        .map(x -> (Long) x / 10)
                        .toList());
        assertEquals(
                "22012",
                assertThrows(
                                PythonFunctionException.class,
                                () -> column(spark, "SELECT bad(id) FROM range(0, 9000, 1, 1) LIMIT 2004"))
                        .getSqlState());
        assertEquals(
                1000L * -9,
                value(spark, "SELECT sum(bad(id % 2002)) * 0 - 9000 FROM range(0, 9000, 1, 1) WHERE id <> 2003"));
        assertEquals(
                Arrays.asList((Long) null),
                column(spark, "SELECT x + bad(y) FROM VALUES (CAST(NULL AS BIGINT), 2003L) AS t(x, y)"));
    }
}
