package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

/** Spark's listeners on the driver receive the interpreters of each task with its end. */
@Timeout(300)
class InterpreterEventsTest {
    private final SparkSession spark = LocalSpark.newSession();
    private final InterpreterEvents events = new InterpreterEvents();

    @BeforeEach
    void create() throws Exception {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(events);
        spark.sql("""
                CREATE FUNCTION leave(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                import os
                def leave(x):
                    if x == 7:
                        os._exit(3)
                    while x == 8:
                        pass
                    return x
                $$""");
        spark.sql("""
                CREATE FUNCTION leave_all(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (vectorized = true) AS $$
                import os
                def leave_all(xs):
                    if 7 in xs:
                        os._exit(3)
                    return xs
                $$""");
        spark.sql("""
                CREATE FUNCTION leave_rows(x BIGINT) RETURNS TABLE (y BIGINT) LANGUAGE PYTHON AS $$
                import os
                def leave_rows(x):
                    yield x,
                    if x == 7:
                        os._exit(3)
                $$""");
        String group = """
                (x BIGINT) RETURNS BIGINT LANGUAGE PYTHON HANDLER 'leave_group' AS $$
                import os
                class leave_group:
                    def accumulate(self, x):
                        if x == 7:
                            os._exit(3)
                    def finish(self):
                        return 1
                """;
        spark.sql("CREATE AGGREGATE FUNCTION leave_collected" + group + "$$");
        spark.sql("CREATE AGGREGATE FUNCTION leave_merged" + group + "    def merge(self, other):\n        pass\n$$");
    }

    @AfterEach
    void remove() {
        spark.sparkContext().removeSparkListener(events);
    }

    private InterpreterEvents.Sums sums() throws Exception {
        spark.sparkContext().listenerBus().waitUntilEmpty();
        return events.sums();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CASE WHEN x > 0 THEN leave(x) END FROM (SELECT id AS x FROM range(%s, 1, 1))",
                "leave(x) FROM (SELECT id AS x FROM range(%s, 1, 1))",
                "leave_all(x) FROM (SELECT id AS x FROM range(%s, 1, 1))",
                "y FROM range(%s, 1, 1), LATERAL leave_rows(id)",
                "leave_collected(id) FROM range(%s, 1, 1)",
                "leave_merged(id) FROM range(%s, 1, 1)",
            })
    void an_interpreter_that_is_opened_and_one_that_dies_are_counted(String form) throws Exception {
        String query = "SELECT " + form;
        spark.sql(query.formatted("1, 3")).collectAsList();
        assertEquals(new InterpreterEvents.Sums(1, 0, 0), sums());
        assertThrows(
                PythonFunctionException.class,
                () -> spark.sql(query.formatted("7, 8")).collectAsList());
        assertEndedInFailure();
    }

    /** Python is interrupted; nothing but the task's end reports that its interpreter is used no more. */
    @ParameterizedTest
    @ValueSource(strings = {"leave", "leave_body"})
    void the_interpreter_of_a_task_that_is_killed_is_counted(String function) throws Exception {
        spark.sql("""
                CREATE FUNCTION leave_body(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (image = false) AS $$
                for i in range(10_000_000):
                    pass
                def leave_body(x):
                    return x
                $$""");
        var context = spark.sparkContext();
        var job = CompletableFuture.supplyAsync(() -> {
            context.setJobGroup(function, function, false);
            return assertThrows(
                    SparkException.class,
                    () -> spark.sql("SELECT " + function + "(id) FROM range(8, 9, 1, 1)")
                            .collectAsList());
        });
        long task = events.nextTask();
        while (!CancellationTest.isInPython()) {
            Thread.onSpinWait();
        }
        assertTrue(context.killTaskAttempt(task, false, "a test"));
        // Spark runs the task again.
        assertTrue(events.nextTask() > task);
        context.cancelJobGroup(function);
        assertTrue(job.get().getMessage().contains("cancelled"), job.get()::getMessage);
        assertEndedInFailure();
    }

    /** The interpreters of functions that an earlier task has called in the same place go with it. */
    private void assertEndedInFailure() throws Exception {
        var sums = sums();
        assertTrue(sums.endedInFailure() >= 1, sums::toString);
        assertEquals(sums.ended(), sums.endedInFailure());
    }
}
