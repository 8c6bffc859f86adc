package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.vectorized.VectorizedExec;

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

    private static String plan(SparkSession spark, String query) {
        return spark.sql(query).queryExecution().executedPlan().toString();
    }

    @Test
    void it_is_part_of_the_code_that_spark_generates() {
        assertTrue(plan(spark, "SELECT id, twice(id) FROM range(3)").contains("*(1) PythonWasm [twice(id"));
    }

    private void setCodegen(boolean generated) {
        spark.conf().set("spark.sql.codegen.factoryMode", generated ? "CODEGEN_ONLY" : "NO_CODEGEN");
        spark.conf().set("spark.sql.codegen.wholeStage", generated);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void columns_beside_a_call_keep_their_values(boolean generated) {
        setCodegen(generated);
        spark.sql("""
                SELECT true AS a, 1Y AS b, -2S AS c, 3 AS d, 4L AS e, 0.5F AS f, 0.1D AS g, 1.50BD AS h, 'x' AS i,
                       DATE'2024-02-29' AS j, TIMESTAMP_NTZ'2024-02-29 01:02:03' AS k, X'00FF' AS l, array(1, NULL) AS m,
                       map('a', 1) AS n, struct(1 AS p, 'q' AS r) AS o, INTERVAL '1' MONTH AS s, INTERVAL '1' SECOND AS t
                UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                                 NULL, NULL""").createOrReplaceTempView("all_types");
        spark.sql("""
                CREATE FUNCTION lengths(x STRING) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def lengths(x):
                    return [text and len(text) for text in x]
                $$""");
        String shown = "SELECT struct(* EXCEPT (l, length)), hex(l), length FROM ";
        var all = spark.sql(shown + "(SELECT *, length(i) AS length FROM all_types)")
                .collectAsList();
        var rows = spark.sql(shown + "(SELECT *, lengths(i) AS length FROM all_types)")
                .collectAsList();
        assertEquals(2, rows.size());
        assertEquals(all.toString(), rows.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void results_of_all_types_leave_it(boolean generated) {
        setCodegen(generated);
        var calls = new ArrayList<String>();
        for (String type : List.of(
                "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "REAL", "DOUBLE", "DECIMAL(9, 2)", "STRING")) {
            String name = "same" + calls.size();
            spark.sql("CREATE FUNCTION " + name + "(x " + type + ") RETURNS " + type
                    + " LANGUAGE PYTHON HANDLER 'same' WITH (vectorized = true) AS 'def same(x): return x'");
            calls.add("coalesce(CAST(CAST(" + name + "(CAST(x AS " + type + ")) AS "
                    + (type.equals("STRING") ? type : "INTEGER") + ") AS STRING), 'NULL')");
        }
        assertEquals(
                List.of("1 1 1 1 1 1 1 1 1", "NULL NULL NULL NULL NULL NULL NULL NULL NULL"),
                column(
                        spark,
                        "SELECT concat_ws(' ', " + String.join(", ", calls) + ") FROM VALUES ('1'), (NULL) AS t(x)"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void operators_around_it_take_and_give_rows(boolean generated) {
        setCodegen(generated);
        assertEquals(
                List.of(0L, 2L, 0L, 2L),
                column(
                        spark,
                        "SELECT twice(id) FROM range(0, 2, 1, 1) UNION ALL SELECT twice(id) FROM range(0, 2, 1, 1)"));
        assertEquals(List.of(0L, 2L, 0L, 2L), column(spark, """
                        SELECT twice(id) FROM (SELECT id FROM range(0, 2, 1, 1) UNION ALL SELECT id FROM range(0, 2, 1, 1))"""));
        assertEquals(List.of(0L, 2L), column(spark, "SELECT twice(id) FROM range(0, 5000, 1, 1) LIMIT 2"));
        assertEquals(List.of(8L), column(spark, "SELECT twice(id) FROM range(0, 5000, 1, 1) LIMIT 1 OFFSET 4"));
        assertEquals(List.of(6L), column(spark, """
                        SELECT y FROM (SELECT id, twice(id) AS y FROM range(5000)) a JOIN range(4) b ON a.y = b.id * 2
                        WHERE y > 4"""));
        assertEquals(
                List.of(4998L * 2, 4999L * 2),
                column(spark, "SELECT y FROM (SELECT twice(id) AS y FROM range(5000)) ORDER BY y DESC LIMIT 2").stream()
                        .sorted()
                        .toList());
        assertEquals(2500L, value(spark, "SELECT count(*) FROM range(5000) WHERE twice(id) % 4 = 0"));
        assertEquals(
                List.of(0L, 0L, 2L, 2L),
                column(
                        spark,
                        "SELECT x FROM (SELECT twice(id) AS y FROM range(0, 2, 1, 1)) LATERAL VIEW explode(array(y, y)) AS x"));
    }

    @Test
    void rows_of_many_bytes_are_given_to_python_in_parts() {
        spark.sql("""
                CREATE FUNCTION sizes_of(x STRING) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def sizes_of(x):
                    return [len(x)] * len(x)
                $$""");
        assertEquals(List.of(2L, 1L), column(spark, """
                        SELECT DISTINCT sizes_of(repeat(id % 10, 600000)) AS s FROM range(0, 9, 1, 1) ORDER BY s DESC"""));
    }

    @Test
    void the_operator_counts_rows_calls_and_interpreters() {
        spark.sql("""
                CREATE FUNCTION alone(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true, memory = '32 MB') AS $$
                import os
                def alone(x):
                    if len(x) > 1000:
                        os._exit(3)
                    return x
                $$""");
        var query = spark.sql("SELECT alone(id) FROM range(0, 1024, 1, 1)");
        assertEquals(1024, query.collectAsList().size());
        var plan = query.queryExecution().executedPlan();
        while (!(plan instanceof VectorizedExec)) {
            plan = plan.children().apply(0);
        }
        var figures = new TreeMap<String, Long>();
        for (var metric : Sequences.list(plan.metrics().toSeq())) {
            figures.put(metric._1(), metric._2().value());
        }
        assertTrue(figures.remove("pythonTime") > 0);
        assertEquals(
                "{pythonCalls=1, pythonInterpreters=2, pythonInterpretersEnded=1, pythonRows=1024}",
                figures.toString());
    }
}
