package org.pythonwasm.udf.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The snippets of docs/sql-spark.md. */
@Timeout(300)
class SparkPageTest {
    private final SparkSession spark = LocalSpark.newSession();

    @Test
    void a_function_is_created_and_called() {
        // region: statement
        spark.sql("""
                CREATE FUNCTION initials(name STRING) RETURNS STRING LANGUAGE PYTHON AS $$
                def initials(name: str) -> str:
                    return ''.join(word[0].upper() for word in name.split())
                $$""");
        spark.sql("SELECT initials(concat('grace brewster ', id)) FROM range(3)")
                .show();
        // endregion
        assertEquals(
                List.of("GB0", "GB1"),
                LocalSpark.column(spark, "SELECT initials(concat('grace brewster ', id)) FROM range(2)"));
    }

    @Test
    void the_dataset_api_calls_it() {
        // region: dataset
        PythonWasm.register(spark, """
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def twice(x: int) -> int:
                    return 2 * x
                $$""");
        var doubled = spark.range(3).select(call_udf("twice", col("id")));
        // endregion
        assertEquals(List.of(0L, 2L, 4L), doubled.as(Encoders.LONG()).collectAsList());
    }

    @Test
    void an_aggregate_travels() {
        // region: aggregate
        spark.sql("""
                CREATE AGGREGATE FUNCTION spread(x DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON AS $$
                class spread:
                    def __init__(self):
                        self.least, self.most = float('inf'), float('-inf')
                    def accumulate(self, x: float):
                        self.least, self.most = min(self.least, x), max(self.most, x)
                    def merge(self, other):
                        self.least, self.most = min(self.least, other.least), max(self.most, other.most)
                    def finish(self):
                        return self.most - self.least
                $$""");
        // endregion
        assertEquals(99.0, LocalSpark.value(spark, "SELECT spread(id) FROM range(0, 100, 1, 4)"));
    }
}
