package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMX;
import javax.management.ObjectName;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.EngineMXBean;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

/** Which interpreter a task has. */
@Timeout(300)
class InterpreterTest {
    private static final String TICK = "SELECT tick(id) FROM range(0, 2, 1, 1)";

    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void create() {
        create(spark);
    }

    private static void create(SparkSession session) {
        session.sql("""
                CREATE FUNCTION tick(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                count = 0
                def tick(x):
                    global count
                    if x < 0:
                        raise ValueError('negative')
                    count += 1
                    return count
                $$""");
    }

    @Test
    void the_next_task_finds_the_interpreter_of_the_last() {
        assertEquals(List.of(1L, 2L), column(spark, TICK));
        assertEquals(List.of(3L, 4L), column(spark, TICK));
    }

    /** A task keeps awake what it calls row by row. */
    @Test
    void all_interpreters_sleep_when_no_task_runs() throws Exception {
        assertEquals(
                List.of(1L, 2L), column(spark, "SELECT CASE WHEN id >= 0 THEN tick(id) END FROM range(0, 2, 1, 1)"));
        PythonRuntime.registerActivity();
        var engine = JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(), new ObjectName(EngineMXBean.NAME), EngineMXBean.class);
        while (engine.getAsleep() < engine.getInterpreters()) {
            Thread.sleep(50);
        }
        assertEquals(
                List.of(3L, 4L), column(spark, "SELECT CASE WHEN id >= 0 THEN tick(id) END FROM range(0, 2, 1, 1)"));
    }

    @Test
    void the_interpreter_of_a_task_that_failed_is_not_used_again() {
        assertEquals(List.of(1L, 2L), column(spark, TICK));
        assertThrows(PythonFunctionException.class, () -> column(spark, "SELECT tick(-1 - id) FROM range(0, 2, 1, 1)"));
        assertEquals(List.of(1L, 2L), column(spark, TICK));
    }

    @Test
    void the_same_function_of_another_session_has_its_own() {
        assertEquals(List.of(1L, 2L), column(spark, TICK));
        var other = LocalSpark.newSession();
        create(other);
        assertEquals(List.of(1L, 2L), column(other, TICK));
    }

    @Test
    void two_functions_of_a_task_share_nothing() {
        spark.sql("""
                CREATE FUNCTION look(x BIGINT) RETURNS BOOLEAN LANGUAGE PYTHON AS $$
                import builtins
                def look(x):
                    before = hasattr(builtins, 'secret')
                    builtins.secret = 1
                    return before
                $$""");
        spark.sql("CREATE FUNCTION see(x BIGINT) RETURNS BOOLEAN LANGUAGE PYTHON AS $$\nimport builtins\n"
                + "def see(x): return hasattr(builtins, 'secret')\n$$");
        var row = spark.sql("SELECT look(id), see(id) FROM range(1)").head();
        assertEquals(List.of(false, false), List.of(row.get(0), row.get(1)));
    }

    /** In the same task, when the function has been called. */
    @Test
    void its_memory_is_part_of_what_spark_shares_out_among_operators() {
        spark.udf()
                .register(
                        "used",
                        (UDF1<Long, Long>)
                                x -> TaskContext.get().taskMemoryManager().getMemoryConsumptionForThisTask(),
                        DataTypes.LongType);
        spark.sql("""
                CREATE FUNCTION grow(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                kept = []
                def grow(x):
                    if x == 1000:
                        kept.append(bytearray(30_000_000))
                    return x
                $$""");
        long one = (Long) LocalSpark.value(spark, "SELECT min(used(grow(id))) FROM range(0, 9, 1, 1)");
        assertTrue(one >= 8_000_000, () -> "one interpreter: " + one);
        long grown = (Long) LocalSpark.value(spark, "SELECT max(used(grow(id))) FROM range(0, 2000, 1, 1)");
        assertTrue(grown >= one + 20_000_000, () -> one + " and 30 MB make " + grown);
        long without = (Long) LocalSpark.value(spark, "SELECT max(used(id)) FROM range(0, 9, 1, 1)");
        assertTrue(without <= one - 8_000_000, () -> "without it: " + without + " of " + one);
    }
}
