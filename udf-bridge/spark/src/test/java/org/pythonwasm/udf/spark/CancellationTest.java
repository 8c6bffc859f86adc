package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

/** A killed task leaves Python; the thread of the task does nothing to that. */
@Timeout(300)
class CancellationTest {
    private final SparkSession spark = LocalSpark.newSession();

    private static long threadsInPython() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("Executor task launch")
                        && Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().startsWith("org.pythonwasm.engine.guest")))
                .count();
    }

    static boolean isInPython() {
        return threadsInPython() > 0;
    }

    private void endless() {
        spark.sql("""
                CREATE FUNCTION forever(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def forever(x):
                    while x >= 0:
                        pass
                    return 7
                $$""");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cancelled_job_leaves_python(boolean interruptThread) throws Exception {
        endless();
        var context = spark.sparkContext();
        String group = "cancelled " + interruptThread;
        var job = CompletableFuture.supplyAsync(() -> {
            context.setJobGroup(group, group, interruptThread);
            return assertThrows(
                    SparkException.class, () -> value(spark, "SELECT sum(forever(id)) FROM range(0, 9, 1, 2)"));
        });
        while (threadsInPython() < 2) {
            Thread.onSpinWait();
        }
        context.cancelJobGroup(group);
        assertTrue(job.get().getMessage().contains("cancelled"), job.get()::getMessage);
        while (threadsInPython() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(7L, value(spark, "SELECT max(forever(-1 - id)) FROM range(0, 9, 1, 2)"));
    }

    @Test
    void a_job_that_is_cancelled_in_a_batch_leaves_python() throws Exception {
        spark.sql("""
                CREATE FUNCTION forever(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                def forever(x):
                    while x[0] >= 2048:
                        pass
                    return x
                $$""");
        var context = spark.sparkContext();
        var job = CompletableFuture.supplyAsync(() -> {
            context.setJobGroup("batch", "batch", false);
            return assertThrows(
                    SparkException.class, () -> value(spark, "SELECT sum(forever(id)) FROM range(0, 9000, 1, 2)"));
        });
        while (threadsInPython() < 2) {
            Thread.onSpinWait();
        }
        context.cancelJobGroup("batch");
        assertTrue(job.get().getMessage().contains("cancelled"), job.get()::getMessage);
        while (threadsInPython() > 0) {
            Thread.onSpinWait();
        }
        assertEquals(2047L, value(spark, "SELECT max(forever(id)) FROM range(0, 2048, 1, 2)"));
    }

    @Test
    void a_time_limit_ends_a_call() {
        spark.sql("""
                CREATE FUNCTION forever(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (timeout = '100 ms') AS $$
                def forever(x):
                    while True:
                        pass
                $$""");
        var error = assertThrows(
                PythonFunctionException.class, () -> value(spark, "SELECT sum(forever(id)) FROM range(0, 9, 1, 2)"));
        assertEquals("57014", error.getSqlState());
    }
}
