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
