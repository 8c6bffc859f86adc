package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.spark.plan.DefinitionException;

@Timeout(300)
class VectorizedFunctionTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        spark.sql("""
                CREATE FUNCTION sizes(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def sizes(x: list) -> list:
                    return [len(x)] * len(x)
                $$""");
        spark.sql("""
                CREATE FUNCTION plus(x BIGINT, y BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def plus(x, y):
                    return [a + b for a, b in zip(x, y)]
                $$""");
        spark.sql("""
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def twice(x):
                    return [2 * a for a in x]
                $$""");
    }

    @Test
    void it_receives_many_rows_at_a_time() {
        assertEquals(
                List.of(1024L, 976L),
                column(spark, "SELECT DISTINCT sizes(id) s FROM range(0, 2000, 1, 1) ORDER BY s DESC"));
    }

    @Test
    void it_is_called_where_an_expression_may_stand() {
        assertEquals(List.of(0L, 2L, 4L), column(spark, "SELECT plus(id, id) FROM range(3)"));
        assertEquals(List.of(12L), column(spark, "SELECT twice(twice(id)) FROM range(3, 4)"));
        assertEquals(List.of(9L), column(spark, "SELECT plus(twice(id), id) FROM range(3, 4)"));
        assertEquals(List.of(3L), column(spark, "SELECT id FROM range(5) WHERE plus(id, 1) = 4"));
        assertEquals(9900L, value(spark, "SELECT sum(twice(id)) FROM range(0, 100, 1, 4)"));
        assertTrue((Long) value(spark, "SELECT twice(CAST(rand(1) * 100 AS BIGINT)) FROM range(1)") >= 0);
    }

    @Test
    void arguments_of_all_types_arrive_computed_or_not() {
        spark.sql("""
                CREATE FUNCTION shown(a BOOLEAN, b TINYINT, c SMALLINT, d INTEGER, e BIGINT, f REAL, g DOUBLE, h DECIMAL(9, 2), i STRING)
                RETURNS STRING LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def shown(*columns):
                    return [' '.join(map(str, row)) for row in zip(*columns)]
                $$""");
        spark.sql("""
                SELECT true AS a, 1Y AS b, -2S AS c, 3 AS d, 4L AS e, 0.5F AS f, 0.1D AS g, 1.50BD AS h, 'x' AS i
                UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL""").createOrReplaceTempView("all_types");
        var expected = List.of("None None None None None None None None None", "True 1 -2 3 4 0.5 0.1 1.50 x");
        assertEquals(expected, column(spark, "SELECT shown(a, b, c, d, e, f, g, h, i) AS s FROM all_types ORDER BY s"));
        assertEquals(expected, column(spark, """
                        SELECT shown(a AND a, abs(b), -abs(c), d + 0, e + 0L, f, g, h, lower(i)) AS s FROM all_types
                        ORDER BY s"""));
    }

    @Test
    void an_argument_may_be_a_call_of_the_same_function_row_by_row() {
        spark.sql("""
                CREATE FUNCTION sum_up(x BIGINT, y BIGINT DEFAULT 1) RETURNS BIGINT LANGUAGE PYTHON
                WITH (vectorized = true) AS $$
                def sum_up(x, y):
                    return [a + b for a, b in zip(x, y)]
                $$""");
        assertEquals(List.of(1L, 3L, 5L), column(spark, "SELECT sum_up(sum_up(id), id) FROM range(0, 3, 1, 1)"));
    }

    @Test
    void an_argument_of_another_type_is_refused() {
        var error = assertThrows(DefinitionException.class, () -> spark.sql("SELECT twice('a') FROM range(1)"));
        assertEquals("42K09", error.getSqlState());
        assertEquals("PythonFunction twice: argument 1 is STRING, which is not assignable to BIGINT", error.reason());
    }

    @Test
    void the_plan_shows_its_name_and_not_its_source() {
        String plan =
                spark.sql("SELECT twice(id) FROM range(3)").queryExecution().toString();
        assertTrue(plan.contains("PythonWasm [twice(id"), plan);
        assertTrue(!plan.contains("for a in x"), plan);
    }
}
