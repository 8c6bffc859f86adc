package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Executors in processes of their own, which receive functions with the plan. */
@Timeout(300)
class ClusterTest {
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        LocalSpark.stop();
        spark = LocalSpark.builder("local-cluster[2,1,1024]")
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void executors_receive_functions_with_the_plan() {
        spark.sql("""
                CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def twice(x: int) -> int:
                    return x * 2 + 1
                $$""");
        spark.udf()
                .register(
                        "process",
                        (UDF1<Long, Long>) x -> ProcessHandle.current().pid(),
                        DataTypes.LongType);
        var rows = spark.sql("""
                SELECT process(twice(id)), count(*), sum(twice(id)) FROM range(0, 100000, 1, 8) GROUP BY 1""").collectAsList();
        var processes = new TreeSet<Long>();
        long count = 0;
        long sum = 0;
        for (var row : rows) {
            processes.add(row.getLong(0));
            count += row.getLong(1);
            sum += row.getLong(2);
        }
        assertEquals(100_000L, count);
        assertEquals(100_000L * 99_999 + 100_000, sum);
        assertEquals(2, processes.size());
        assertTrue(!processes.contains(ProcessHandle.current().pid()), "the driver called it");
    }
}
