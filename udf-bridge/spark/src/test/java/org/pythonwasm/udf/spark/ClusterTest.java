package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.TestWheel;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

/** Executors in processes of their own, which receive functions with the plan. */
@Timeout(300)
class ClusterTest {
    private static SparkSession spark;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() throws IOException {
        LocalSpark.stop();
        spark = LocalSpark.builder("local-cluster[2,1,1024]")
                .config("spark.archives", archive() + "#wheels")
                .config("spark.pythonwasm.packages", "wheels")
                .config("spark.executor.memory", "1g")
                // No task before both executors are there: on a busy machine the first would do all the work.
                .config("spark.cores.max", "2")
                .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
    }

    /** A test that ended an executor leaves the cluster with one, until its successor has registered. */
    @BeforeEach
    void both_executors_are_there() throws InterruptedException {
        while (spark.sparkContext().getExecutorIds().size() < 2) {
            Thread.sleep(50);
        }
    }

    /** Returns a zip file with a package. */
    private static Path archive() throws IOException {
        TestWheel.of("word-lib", "1")
                .withFile("wordlib.py", "def shout(text):\n    return text.upper() + '!'\n")
                .writeTo(directory);
        var archive = directory.resolve("packages.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(archive));
                var wheels = Files.newDirectoryStream(directory, "*.whl")) {
            for (var wheel : wheels) {
                out.putNextEntry(new ZipEntry(wheel.getFileName().toString()));
                Files.copy(wheel, out);
                out.closeEntry();
            }
        }
        return archive;
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

    @Test
    void a_listener_receives_the_interpreters_of_executors() throws Exception {
        spark.sql("CREATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def one(x): return 1'");
        var events = new InterpreterEvents();
        spark.sparkContext().addSparkListener(events);
        assertEquals(100L, LocalSpark.value(spark, "SELECT sum(one(id)) FROM range(0, 100, 1, 8)"));
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().removeSparkListener(events);
        long opened = events.sums().opened();
        assertTrue(opened >= 1 && opened <= 2, () -> opened + " interpreters in two executors of one core");
    }

    private static void registerAttempt() {
        spark.udf()
                .register(
                        "attempt", (UDF1<Long, Integer>) x -> TaskContext.get().attemptNumber(), DataTypes.IntegerType);
    }

    @Test
    void states_of_aggregates_go_from_one_executor_to_another() {
        spark.sql("""
                CREATE AGGREGATE FUNCTION distinct_last(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class distinct_last:
                    def __init__(self):
                        self.seen = set()
                    def accumulate(self, x: int):
                        self.seen.add(x % 1000)
                    def merge(self, other):
                        self.seen |= other.seen
                    def finish(self):
                        return len(self.seen)
                $$""");
        assertEquals(List.of(500L, 500L), LocalSpark.column(spark, """
                        SELECT distinct_last(id) FROM range(0, 20000, 1, 8) GROUP BY id % 2"""));
    }

    @Test
    void an_error_on_an_executor_arrives_at_the_driver() {
        spark.sql(
                "CREATE FUNCTION odd(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def odd(x): return 1 // (x - 500)'");
        var error = assertThrows(
                PythonFunctionException.class,
                () -> LocalSpark.value(spark, "SELECT sum(odd(id)) FROM range(0, 1000, 1, 8)"));
        assertEquals("22012", error.getSqlState());
        assertTrue(error.reason().startsWith("PythonFunction odd: ZeroDivisionError"), error::reason);
    }

    @Test
    void a_task_whose_guest_died_runs_again() {
        registerAttempt();
        spark.sql("""
                CREATE FUNCTION leave(x BIGINT, attempt INTEGER) RETURNS BIGINT LANGUAGE PYTHON AS $$
                import os
                def leave(x, attempt):
                    if attempt == 0 and x == 77:
                        os._exit(3)
                    return x
                $$""");
        assertEquals(4950L, LocalSpark.value(spark, "SELECT sum(leave(id, attempt(id))) FROM range(0, 100, 1, 8)"));
    }

    @Test
    void executors_have_the_packages_of_an_archive_and_the_modules_of_the_session() {
        var session = spark.newSession();
        session.sql("""
                CREATE PYTHON MODULE greeting WITH (packages = 'wordlib') AS $$
                from wordlib import shout
                def greet(name):
                    return 'hello ' + shout(name)
                $$""");
        session.sql("""
                CREATE FUNCTION greet(x STRING) RETURNS STRING LANGUAGE PYTHON AS $$
                from greeting import greet
                $$""");
        assertEquals(
                List.of("hello A0!", "hello A1!"),
                LocalSpark.column(session, "SELECT greet(concat('a', id)) FROM range(0, 2, 1, 2)"));
    }

    @Test
    void a_job_survives_an_executor_that_is_lost() {
        registerAttempt();
        spark.udf()
                .register(
                        "halt",
                        (UDF1<Long, Long>) x -> {
                            if (TaskContext.get().attemptNumber() == 0 && x == 50) {
                                Runtime.getRuntime().halt(1);
                            }
                            return x;
                        },
                        DataTypes.LongType);
        spark.sql("CREATE FUNCTION same(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def same(x): return x'");
        assertEquals(4950L, LocalSpark.value(spark, "SELECT sum(same(halt(same(id)))) FROM range(0, 100, 1, 8)"));
    }
}
