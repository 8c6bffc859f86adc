package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

/** Each limit by itself, and each of the places where limits are set. */
@Timeout(120)
class LimitKindsTest {
    private static final Duration AGES = Duration.ofSeconds(60);

    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void cpu_time_ends_a_script_that_computes() {
        python.setLimits(Limits.defaults().withWallTime(AGES).withCpuTime(Duration.ofMillis(200)));
        var error = assertThrows(PythonException.class, () -> python.eval("while True: pass"));
        assertEquals("TimeoutError", error.typeName());
        assertEquals("TimeoutError: the limit of a call is 200 ms of CPU time (Limits)", error.getMessage());
        assertEquals(1, error.line());
    }

    @Test
    void cpu_time_does_not_pass_while_a_script_sleeps() {
        python.eval("import time\ntime.sleep(0.01)");
        python.setLimits(Limits.defaults().withCpuTime(Duration.ofMillis(200)));
        assertEquals(5, python.eval("import time\ntime.sleep(0.6)\n5"));
    }

    @Test
    void who_ignores_that_its_cpu_time_is_over_is_killed_and_told_why() {
        python.setLimits(Limits.defaults().withCpuTime(Duration.ofMillis(100)));
        var error = assertThrows(GuestDiedException.class, () -> python.eval("""
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
                """));
        assertEquals(Reason.TIMEOUT, error.reason());
        assertEquals("killed after 100 ms of CPU time: it ignored the TimeoutError", error.getMessage());
    }

    @Test
    void cpu_time_follows_wall_time_unless_it_is_set() {
        var longer = Limits.defaults().withWallTime(Duration.ofMinutes(5));
        assertEquals(Duration.ofMinutes(5), longer.cpuTime());
        assertEquals(
                AGES,
                longer.withCpuTime(AGES).withWallTime(Duration.ofMinutes(6)).cpuTime());
    }

    @Test
    void a_sleep_ends_with_the_exception_and_its_line() {
        python.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(100)));
        var error = assertThrows(PythonException.class, () -> python.eval("import time\n\ntime.sleep(1000)"));
        assertEquals("TimeoutError", error.typeName());
        assertEquals(3, error.line());
        LimitsTest.assertLivesOn(python);
    }

    @Test
    void sleeping_works_after_a_timeout_was_caught() {
        python.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(200)));
        assertEquals(true, python.eval("""
                import time
                try:
                    time.sleep(1000)
                except TimeoutError:
                    start = time.monotonic()
                    time.sleep(0.1)
                    slept = time.monotonic() - start
                slept >= 0.09
                """));
    }

    @Test
    void a_value_to_java_that_is_too_large_ends_the_guest() {
        python.setLimits(Limits.defaults().withValueBytes(1 << 20));
        assertEquals(900_000, ((String) python.eval("'x' * 900_000")).length());
        var error = assertThrows(GuestDiedException.class, () -> python.eval("'x' * 3_000_000"));
        assertEquals(Reason.VALUE, error.reason());
        assertTrue(error.getMessage().endsWith("the limit is 1048576 (Limits.valueBytes)"), error.getMessage());
        assertFalse(python.isUsable());
    }

    @Test
    void a_value_to_python_that_is_too_large_is_refused_and_nothing_else_happens() {
        python.setLimits(Limits.defaults().withValueBytes(1 << 20));
        var error = assertThrows(IllegalArgumentException.class, () -> python.set("x", "x".repeat(2_000_000)));
        assertEquals("a value is longer than 1048576 bytes, its limit (Limits.valueBytes)", error.getMessage());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_result_that_a_java_function_answers_meets_the_limit_in_the_script() {
        python.setLimits(Limits.defaults().withValueBytes(1 << 20));
        python.set("huge", (Supplier<Object>) () -> "x".repeat(2_000_000));
        assertEquals("java.lang.IllegalArgumentException", python.eval("""
                import python_wasm
                try:
                    huge()
                except python_wasm.JavaError as e:
                    answer = e.java_class
                answer
                """));
    }

    @Test
    void more_handles_than_allowed_end_the_guest() {
        python.setLimits(Limits.defaults().withHandles(100));
        assertEquals(100, ((List<?>) python.eval("[object() for _ in range(100)]")).size());
        assertEquals(100, ((List<?>) python.eval("[object() for _ in range(100)]")).size());
        var error = assertThrows(GuestDiedException.class, () -> python.eval("[object() for _ in range(101)]"));
        assertEquals("handed more than 100 objects to Java in one call (Limits.handles)", error.getMessage());
        assertEquals(Reason.VALUE, error.reason());
    }

    @Test
    void memory_may_be_limited_anew_for_the_next_call() {
        assertEquals(60_000_000, python.eval("len(bytes(60_000_000))"));
        python.setLimits(Limits.defaults().withMemoryBytes(16 << 20));
        assertEquals(
                "MemoryError",
                assertThrows(PythonException.class, () -> python.eval("bytes(150_000_000)"))
                        .typeName());
        python.reset();
        assertEquals(150_000_000, python.eval("len(bytes(150_000_000))"));
    }

    @Test
    void the_limits_of_a_call_end_with_the_reset() {
        python.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(50)));
        assertThrows(PythonException.class, () -> python.eval("while True: pass"));
        python.reset();
        assertEquals(Limits.defaults(), python.limits());
    }

    private static final String STEPS = "def steps(n): return 0 if n == 0 else 1 + steps(n - 1)";

    @Test
    void recursion_ends_at_the_depth_of_the_interpreter() {
        python.setLimits(Limits.defaults().withRecursionDepth(200));
        python.exec(STEPS);
        assertEquals(150, python.call("steps", 150));
        assertEquals(
                "RecursionError",
                assertThrows(PythonException.class, () -> python.call("steps", 300))
                        .typeName());
        python.setLimits(Limits.defaults().withRecursionDepth(20_000));
        assertEquals(15_000, python.call("steps", 15_000));
        python.reset();
        assertEquals(1_000, python.eval("import sys\nsys.getrecursionlimit()"));
    }

    @Test
    void the_depth_of_recursion_is_that_of_the_limits_also_after_a_preparation_with_others() {
        var runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withRecursionDepth(300))
                .withPreparation("import sys")
                .build();
        try (var same = runtime.open();
                var other = runtime.open(Limits.defaults())) {
            assertEquals(300, same.eval("sys.getrecursionlimit()"));
            assertEquals(1_000, other.eval("sys.getrecursionlimit()"));
        }
    }

    @Test
    void a_preparation_may_take_longer_than_a_call() {
        var runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofMillis(50)))
                .withPreparation("import time\ntime.sleep(0.5)\nprepared = True")
                .build();
        try (var python = runtime.open()) {
            assertEquals(Duration.ofMillis(50), python.limits().wallTime());
            assertEquals(
                    "TimeoutError",
                    assertThrows(PythonException.class, () -> python.exec("time.sleep(1000)"))
                            .typeName());
        }
    }

    @Test
    void rows_meet_the_depth_of_recursion_too() {
        python.exec(STEPS);
        var parameter = new Signature.Parameter(ColumnType.INT64, false);
        var steps = python.define("steps", new Signature(List.of(parameter), ColumnType.INT64));
        python.setLimits(Limits.defaults().withRecursionDepth(200));
        var batch = steps.newBatch(1);
        batch.setLong(0, 0, 150);
        steps.call(batch, 1);
        assertEquals(150, batch.getLong(0));
        batch.setLong(0, 0, 300);
        assertEquals(
                "RecursionError",
                assertThrows(PythonException.class, () -> steps.call(batch, 1)).typeName());
    }

    @Test
    void a_depth_of_recursion_that_is_out_of_bounds_is_refused() {
        var tooSmall = assertThrows(
                IllegalArgumentException.class, () -> Limits.defaults().withRecursionDepth(99));
        assertEquals("recursion depth must be between 100 and 100000, got 99", tooSmall.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Limits.defaults().withRecursionDepth(100_001));
    }

    @Test
    void some_calls_have_limits_of_their_own_and_those_from_before_come_back() {
        var strict = Limits.defaults().withWallTime(Duration.ofSeconds(1)).withRecursionDepth(200);
        python.exec("import sys");
        assertEquals(200, python.withLimits(strict, () -> python.eval("sys.getrecursionlimit()")));
        assertEquals(Limits.defaults(), python.limits());
        var error = assertThrows(
                PythonException.class, () -> python.withLimits(strict, () -> python.eval("while True: pass")));
        assertEquals("TimeoutError", error.typeName());
        assertEquals(Limits.defaults(), python.limits());
        assertEquals(1_000, python.eval("sys.getrecursionlimit()"));
    }

    @Test
    void a_reset_ends_the_limits_of_some_calls_too() {
        var strict = Limits.defaults().withHandles(1);
        var within = python.withLimits(strict, () -> {
            python.reset();
            return python.limits();
        });
        assertEquals(Limits.defaults(), within);
        assertEquals(Limits.defaults(), python.limits());
    }

    @Test
    void a_script_that_catches_many_java_exceptions_does_not_fill_the_host() {
        python.set("fail", (Supplier<Object>) () -> {
            throw new IllegalStateException("again");
        });
        var error = assertThrows(PythonException.class, () -> python.eval("""
                for _ in range(3000):
                    try:
                        fail()
                    except Exception as e:
                        last = e
                raise last
                """));
        assertEquals("again", error.getCause().getMessage());
    }

    @Test
    void a_full_java_heap_is_an_error_of_the_guest_and_none_of_the_host() throws Exception {
        assertEquals("""
                MemoryError: the Java heap is full, below the interpreter's limit of 1073741824 bytes; enlarge it (-Xmx), or have fewer or smaller interpreters
                the host allocated all the time
                2
                OUT_OF_MEMORY: the Java heap has no room for an interpreter: enlarge it (-Xmx) or have fewer open
                3
                """, FullHeap.outputOf(FullHeap.class));
    }

    @Test
    void a_result_for_which_the_java_heap_has_no_room_is_an_error_of_the_guest_and_none_of_the_host() throws Exception {
        assertEquals("""
                TEXT OUT_OF_MEMORY: the Java heap is exhausted false
                2
                BYTES OUT_OF_MEMORY: the Java heap is exhausted false
                2
                VALUE OUT_OF_MEMORY: the Java heap is exhausted false
                2
                """, FullHeap.outputOf(FullColumns.class));
    }
}
