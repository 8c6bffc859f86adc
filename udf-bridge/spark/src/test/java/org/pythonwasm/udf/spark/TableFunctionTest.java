package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TableFunctionTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        spark.sql("""
                CREATE FUNCTION words(s STRING) RETURNS TABLE (place INTEGER, word STRING) LANGUAGE PYTHON AS $$
                def words(s: str):
                    for place, word in enumerate(s.split()):
                        yield place, word
                $$""");
    }

    @Test
    void its_rows_are_a_table() {
        assertEquals(List.of("0 a", "1 bc"), column(spark, "SELECT concat_ws(' ', place, word) FROM words('a bc')"));
        assertEquals(List.of(), column(spark, "SELECT word FROM words(NULL)"));
    }

    @Test
    void it_takes_values_of_the_tables_before_it() {
        spark.range(3).selectExpr("concat('x', id, ' y') AS s").createOrReplaceTempView("texts");
        assertEquals(
                List.of("x0", "x1", "x2"),
                column(spark, "SELECT word FROM texts, LATERAL words(s) WHERE place = 0 ORDER BY word"));
        assertEquals(
                3L, value(spark, "SELECT count(*) FROM texts LATERAL VIEW words(s) w AS place, word WHERE word = 'y'"));
    }

    @Test
    void it_may_stand_in_a_select_list() {
        assertEquals(
                List.of("0 a", "1 bc"),
                column(
                        spark,
                        "SELECT concat_ws(' ', place, word) FROM (SELECT words(concat('a bc', s)) FROM VALUES ('') AS t(s))"));
        assertEquals(List.of(0, 1), column(spark, "SELECT words('a b')"));
    }

    @Test
    void a_limit_ends_an_endless_generator() {
        spark.sql("""
                CREATE FUNCTION numbers() RETURNS TABLE (n BIGINT) LANGUAGE PYTHON AS $$
                def numbers():
                    n = 0
                    while True:
                        yield n,
                        n += 1
                $$""");
        assertEquals(List.of(0L, 1L, 2L), column(spark, "SELECT n FROM numbers() LIMIT 3"));
    }

    @Test
    void a_table_function_becomes_a_scalar_one_and_goes() {
        spark.sql(
                "CREATE OR REPLACE FUNCTION words(s STRING) RETURNS INTEGER LANGUAGE PYTHON AS 'def words(s): return 7'");
        assertEquals(7, value(spark, "SELECT words('a b')"));
        spark.sql("DROP FUNCTION words");
        assertEquals(List.of(), PythonWasm.list(spark));
    }
}
