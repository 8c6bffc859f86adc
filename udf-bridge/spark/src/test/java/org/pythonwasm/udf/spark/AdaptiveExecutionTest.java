package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans that Spark changes while they run. */
@Timeout(300)
class AdaptiveExecutionTest {
    private static final String FUNCTION = """
            CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON %s AS $$
            def twice(%s):
                return %s
            $$""";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_skewed_partition_of_a_join_is_split(boolean vectorized) {
        var spark = LocalSpark.newSession();
        Map.of(
                        "spark.sql.autoBroadcastJoinThreshold", "-1",
                        "spark.sql.adaptive.advisoryPartitionSizeInBytes", "1000",
                        "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes", "1000",
                        "spark.sql.adaptive.skewJoin.skewedPartitionFactor", "1.5")
                .forEach(spark.conf()::set);
        spark.sql(
                vectorized
                        ? FUNCTION.formatted("WITH (vectorized = true)", "xs", "[2 * x + 1 for x in xs]")
                        : FUNCTION.formatted("", "x", "2 * x + 1"));
        var rows = spark.sql("""
                SELECT a.id, twice(a.id) AS y
                FROM (SELECT id, IF(id < 9000, 0, id) AS k FROM range(0, 10000, 1, 4)) a
                JOIN (SELECT id AS k FROM range(0, 100, 1, 4)) b ON a.k = b.k AND twice(a.id) > b.k""");
        var sums =
                rows.collectAsList().stream().mapToLong(row -> row.getLong(1)).summaryStatistics();
        assertEquals(9_000, sums.getCount());
        assertEquals(9_000L * 9_000, sums.getSum());
        String plan = rows.queryExecution().executedPlan().toString();
        assertTrue(plan.contains("SortMergeJoin(skew=true)"), plan);
    }

    @Test
    void a_join_becomes_a_broadcast_when_a_function_has_left_few_rows() {
        var spark = LocalSpark.newSession();
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        spark.conf().set("spark.sql.adaptive.autoBroadcastJoinThreshold", "100000");
        spark.sql(FUNCTION.formatted("", "x", "2 * x + 1"));
        var rows = spark.sql("""
                SELECT a.id FROM range(0, 20000, 1, 4) a
                JOIN (SELECT id FROM range(0, 20000, 1, 4) WHERE twice(id) < 7) b ON a.id = b.id ORDER BY 1""");
        assertEquals("[[0], [1], [2]]", rows.collectAsList().toString());
        String plan = rows.queryExecution().executedPlan().toString();
        assertTrue(plan.contains("BroadcastHashJoin"), plan);
    }
}
