package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

@Timeout(300)
class TableArgumentTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        spark.sql("""
                CREATE FUNCTION running(rows TABLE, step INTEGER) RETURNS TABLE (k STRING, total BIGINT)
                LANGUAGE PYTHON AS $$
                def running(rows: list, step: int):
                    total = 0
                    for row in rows:
                        total += step * row.v
                        yield row.k, total
                $$""");
        spark.sql("""
                CREATE FUNCTION row_count(rows TABLE) RETURNS TABLE (n BIGINT) LANGUAGE PYTHON AS $$
                def row_count(rows):
                    yield len(rows),
                $$""");
        spark.sql("SELECT concat('k', id % 3) AS k, id AS v FROM range(0, 9, 1, 3)")
                .createOrReplaceTempView("items");
    }

    @Test
    void all_rows_of_a_query_are_one_call() {
        assertEquals(
                List.of(1000L), column(spark, "SELECT n FROM row_count(TABLE(SELECT * FROM range(0, 1000, 1, 8)))"));
        assertEquals(9L, value(spark, "SELECT n FROM row_count(TABLE(items))"));
        assertEquals(36L * 2, value(spark, "SELECT max(total) FROM running(TABLE(items), 2)"));
    }

    @Test
    void no_rows_are_a_call_too_but_no_part() {
        assertEquals(List.of(0L), column(spark, "SELECT n FROM row_count(TABLE(SELECT * FROM range(0)))"));
        assertEquals(List.of(0L), column(spark, "SELECT n FROM row_count(TABLE(SELECT * FROM items WHERE v < 0))"));
        assertEquals(
                List.of(),
                column(spark, "SELECT n FROM row_count(TABLE(SELECT * FROM items WHERE v < 0) PARTITION BY k)"));
    }

    @Test
    void each_part_is_a_call_of_its_own() {
        assertEquals(List.of("k0 9", "k1 12", "k2 15"), column(spark, """
                        SELECT concat(k, ' ', max(total)) FROM running(TABLE(items) PARTITION BY (k), 1)
                        GROUP BY k ORDER BY k"""));
        assertEquals(
                List.of(3L, 3L, 3L), column(spark, "SELECT n FROM row_count(TABLE(items) PARTITION BY (v % 3, k))"));
    }

    @Test
    void a_part_that_is_null_is_a_part() {
        assertEquals(List.of(1L, 2L), column(spark, """
                        SELECT n FROM row_count(TABLE(SELECT * FROM VALUES (NULL), (NULL), (1) AS t(x)) PARTITION BY x)
                        ORDER BY n"""));
    }

    @Test
    void the_rows_of_a_part_are_ordered() {
        assertEquals(
                List.of("k0 6", "k0 9", "k0 9", "k1 11", "k1 12", "k1 7", "k2 13", "k2 15", "k2 8"),
                column(spark, """
                        SELECT concat(k, ' ', total) AS line
                        FROM running(TABLE(items) PARTITION BY (k) ORDER BY (v DESC), 1) ORDER BY line"""));
        assertEquals(List.of(8L, 15L, 21L), column(spark, """
                        SELECT total FROM running(TABLE(items) WITH SINGLE PARTITION ORDER BY (v DESC), 1)
                        ORDER BY total LIMIT 3"""));
    }

    @Test
    void a_query_may_use_its_rows_twice() {
        assertEquals(9L, value(spark, """
                        WITH sums AS (SELECT * FROM running(TABLE(items) PARTITION BY (k), 1))
                        SELECT count(*) FROM sums a JOIN sums b ON a.k = b.k AND a.total = b.total"""));
        spark.sql("SELECT * FROM row_count(TABLE(items))").createOrReplaceTempView("counted");
        assertEquals(1L, value(spark, "SELECT count(*) FROM counted a JOIN counted b ON a.n = b.n"));
    }

    @Test
    void columns_that_nothing_else_needs_arrive() {
        spark.sql("""
                CREATE FUNCTION shown(rows TABLE) RETURNS TABLE (row STRING, other INTEGER) LANGUAGE PYTHON AS $$
                def shown(rows):
                    for row in rows:
                        yield repr(tuple(row)), 1
                $$""");
        assertEquals(
                "(1, 'x', None, Decimal('1.50'), datetime.date(2024, 2, 29), [1, 2], Row(a=1, b='y'))",
                value(spark, """
                        SELECT row FROM shown(TABLE(SELECT 1, 'x', CAST(NULL AS DOUBLE), 1.50BD, DATE'2024-02-29',
                                                           array(1, 2), named_struct('a', 1, 'b', 'y')))"""));
    }

    @Test
    void a_limit_ends_an_endless_generator_of_a_part() {
        spark.sql("""
                CREATE FUNCTION endless(rows TABLE) RETURNS TABLE (n BIGINT) LANGUAGE PYTHON AS $$
                def endless(rows):
                    while True:
                        yield len(rows),
                $$""");
        assertEquals(List.of(9L, 9L), column(spark, "SELECT n FROM endless(TABLE(items)) LIMIT 2"));
    }

    @Test
    void an_error_is_that_of_a_call() {
        spark.sql("""
                CREATE FUNCTION bad(rows TABLE) RETURNS TABLE (n BIGINT) LANGUAGE PYTHON AS $$
                def bad(rows):
                    yield 1 // (len(rows) - 3),
                $$""");
        var error = assertThrows(
                PythonFunctionException.class, () -> column(spark, "SELECT n FROM bad(TABLE(items) PARTITION BY k)"));
        assertEquals("22012", error.getSqlState());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT running(1, 2)                          | 42K09 | has a TABLE parameter, so that it stands in FROM: running(TABLE(SELECT …))
            SELECT * FROM running(1, 2)                   | 42K09 | argument 1 is INT, but its parameter is TABLE
            SELECT * FROM running(TABLE(items), TABLE(items)) | 0A000 | takes one TABLE in Spark
            SELECT * FROM words(TABLE(items))             | 42K09 | argument 1 is a TABLE, but its parameter is VARCHAR
            SELECT * FROM running(TABLE(items))           | 42605 | takes 2 arguments, got 1: (rows TABLE, step INTEGER) RETURNS TABLE (k VARCHAR, total BIGINT)
            SELECT * FROM running(TABLE(items), 'x')      | 42K09 | argument 2 is STRING, which is not assignable to INTEGER
            SELECT * FROM running(TABLE(items), step => 2) | 0A000 | argument 2 has a name (=>), which Spark does not support here; give all by their places: (rows TABLE, step INTEGER) RETURNS TABLE (k VARCHAR, total BIGINT)
            SELECT * FROM running(rows => TABLE(items), step => 2) | 0A000 | argument 1 has a name (=>), which Spark does not support here; give all by their places: (rows TABLE, step INTEGER) RETURNS TABLE (k VARCHAR, total BIGINT)
            SELECT * FROM items, LATERAL running(TABLE(SELECT 'a' AS k, 1 AS v), int(items.v)) | 0A000 | argument 2 stands beside a TABLE and so cannot be of another table
            SELECT * FROM row_count(TABLE(SELECT NULL AS x)) | 0A000 | column x: a function receives no values of the type VOID; cast them
            """)
    void a_call_of_a_wrong_form_is_refused(String query, String state, String reason) {
        spark.sql("""
                CREATE FUNCTION words(s STRING) RETURNS TABLE (word STRING) LANGUAGE PYTHON AS 'def words(s): return []'""");
        var error = assertThrows(DefinitionException.class, () -> spark.sql(query));
        assertEquals(state, error.getSqlState(), error::getMessage);
        assertEquals(reason, error.reason().replaceFirst("PythonFunction \\w+: ", ""));
    }
}
