package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ScalarFunctionTest {
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
                    return 10 // (x - 3)
                $$""");
    }

    @Test
    void a_function_is_called_where_an_expression_may_stand() {
        assertEquals(List.of(1L, 3L, 5L), column(spark, "SELECT twice(id) FROM range(3)"));
        assertEquals(List.of(3L), column(spark, "SELECT id FROM range(5) WHERE twice(id) = 7"));
        assertEquals(100L * 99 + 100, value(spark, "SELECT sum(twice(id)) FROM range(0, 100, 1, 4)"));
        assertEquals(List.of(3L, 7L), column(spark, "SELECT twice(twice(id)) FROM range(2)"));
        assertEquals(
                List.of(2L, 2L),
                column(spark, "SELECT count(*) FROM range(4) GROUP BY twice(id % 2) ORDER BY twice(id % 2)"));
        assertEquals(List.of(2L, 1L, 0L), column(spark, "SELECT id FROM range(3) ORDER BY twice(id) DESC"));
        assertEquals(
                List.of(7L),
                column(spark, "SELECT b.id FROM range(4) a JOIN range(8) b ON twice(a.id) = b.id WHERE a.id = 3"));
        assertEquals(
                List.of(1L, 4L, 9L),
                column(spark, "SELECT sum(twice(id)) OVER (ORDER BY id) FROM range(3) ORDER BY 1"));
    }

    @Test
    void a_branch_that_is_not_taken_is_not_evaluated() {
        assertEquals(-9L, value(spark, "SELECT sum(CASE WHEN id = 3 THEN 0 ELSE bad(id) END) FROM range(0, 5, 1, 2)"));
        assertEquals(List.of(3L), column(spark, "SELECT coalesce(id, bad(id)) FROM range(3, 4)"));
        assertEquals(
                List.of(-4L, -5L, -10L, 10L),
                column(spark, "SELECT bad(id) FROM range(5) WHERE id <> 3 AND bad(id) > -11 ORDER BY id"));
    }

    @Test
    void a_lambda_function_calls_it() {
        assertEquals(
                "[1, 3, 5]",
                value(spark, "SELECT to_json(transform(array(0L, 1L, id), x -> twice(x))) FROM range(2, 3)")
                        .toString()
                        .replace(",", ", "));
    }

    @Test
    void the_operator_around_it_is_compiled_as_a_whole() {
        String plan = spark.sql("SELECT if(id > 0, twice(id), 1) FROM range(3)")
                .queryExecution()
                .executedPlan()
                .toString();
        assertTrue(plan.contains("*(1) Project [if ((id") && plan.contains("twice(id"), plan);
    }

    /** Interpreted where code cannot be generated. */
    @ParameterizedTest
    @ValueSource(strings = {"CODEGEN_ONLY", "NO_CODEGEN"})
    void it_is_evaluated_with_and_without_generated_code(String mode) {
        spark.conf().set("spark.sql.codegen.factoryMode", mode);
        spark.conf().set("spark.sql.codegen.wholeStage", mode.equals("CODEGEN_ONLY"));
        spark.sql("""
                CREATE FUNCTION shown(a BOOLEAN, b TINYINT, c REAL, d STRING, e DATE) RETURNS STRING LANGUAGE PYTHON AS $$
                def shown(*row):
                    return ' '.join(map(str, row))
                $$""");
        spark.sql("""
                CREATE FUNCTION even(x BIGINT) RETURNS BOOLEAN LANGUAGE PYTHON AS $$
                def even(x):
                    return None if x == 2 else x % 2 == 0
                $$""");
        assertEquals(List.of("True -1 0.5 x 2024-02-29", "None None None None None"), column(spark, """
                        SELECT shown(a, b, c, d, e) FROM VALUES
                        (true, -1Y, 0.5F, 'x', DATE'2024-02-29'), (NULL, NULL, NULL, NULL, NULL) AS t(a, b, c, d, e)"""));
        assertEquals(Arrays.asList(true, false, null, false), column(spark, "SELECT even(id) FROM range(0, 4, 1, 1)"));
        assertEquals(
                List.of(7L, 7L),
                column(spark, "SELECT twice(twice(id) + 0 * twice(5)) FROM range(1, 2) UNION ALL SELECT 7"));
    }

    @Test
    void null_makes_a_null_call_where_the_hint_says_so() {
        spark.sql("""
                CREATE FUNCTION missing(x BIGINT) RETURNS BOOLEAN LANGUAGE PYTHON AS $$
                def missing(x):
                    return x is None
                $$""");
        assertEquals(
                Arrays.asList(null, 5L),
                column(spark, "SELECT twice(x) FROM VALUES (CAST(NULL AS BIGINT)), (2L) AS t(x) ORDER BY x"));
        assertEquals(
                List.of(true, false), column(spark, "SELECT missing(x) FROM VALUES (NULL), (2L) AS t(x) ORDER BY x"));
    }

    @Test
    void an_argument_is_cast_as_an_assignment_would() {
        assertEquals(List.of(5L), column(spark, "SELECT twice(CAST(id AS TINYINT)) FROM range(2, 3)"));
        assertEquals(List.of(5L), column(spark, "SELECT twice(CAST(id AS DECIMAL(9, 2))) FROM range(2, 3)"));
    }

    @Test
    void arguments_with_a_default_are_left_out_and_a_variadic_parameter_takes_the_rest() {
        spark.sql("""
                CREATE FUNCTION add(x BIGINT, y BIGINT DEFAULT 10, VARIADIC more BIGINT) RETURNS BIGINT
                LANGUAGE PYTHON AS $$
                def add(x, y, *more):
                    return x + y + sum(more)
                $$""");
        assertEquals(
                List.of("11 3 10"),
                column(spark, "SELECT concat_ws(' ', add(1L), add(1L, id), add(1L, 2, 3, 4)) FROM range(2, 3)"));
    }

    @Test
    void rows_of_values_call_deterministic_functions_only() {
        spark.sql(
                "CREATE FUNCTION next(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS 'def next(x): return x + 1'");
        assertEquals(List.of(2L, 3L), column(spark, "SELECT * FROM VALUES (next(1)), (next(2)) AS t(x) ORDER BY x"));
        var error = assertThrows(AnalysisException.class, () -> spark.sql("SELECT * FROM VALUES (twice(1)) AS t(x)"));
        assertEquals("INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE", error.getCondition());
    }

    @Test
    void an_aggregate_of_a_correlated_subquery_is_null_without_rows() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION number(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class number:
                    def __init__(self): self.rows = 0
                    def accumulate(self, x): self.rows += 1
                    def finish(self): return self.rows
                $$""");
        assertEquals(Arrays.asList(2L, null), column(spark, """
                        SELECT (SELECT number(b.id) FROM range(2) b WHERE b.id % 1 = a.id) FROM range(2) a ORDER BY a.id"""));
    }
}
