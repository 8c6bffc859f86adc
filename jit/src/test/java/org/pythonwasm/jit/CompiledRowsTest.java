package org.pythonwasm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.TypedFunction;
import org.pythonwasm.jit.rows.RowCompiler;
import org.pythonwasm.machine.code.CodeTable;

/** Typed functions whose rows are done without Python, one of forty of them at random with it (pom.xml). */
class CompiledRowsTest {
    private static final int ROWS = 300;

    @AfterEach
    void the_JVM_accepts_each_class() {
        assertEquals(0, PythonCompiler.broken());
    }

    private static List<Object[]> numbers(int rows) {
        var values = new ArrayList<Object[]>();
        for (int i = 0; i < rows; i++) {
            values.add(new Object[] {(long) i - rows / 2});
        }
        return values;
    }

    private static TypedFunction integers(PythonInterpreter python, String source) {
        python.exec(source);
        return Rows.define(python, "f", true, ColumnType.INT64, ColumnType.INT64);
    }

    /** Calls until the function is compiled, and proves that it was. */
    private static List<String> compiled(TypedFunction function, List<Object[]> rows) {
        Rows.call(function, rows);
        long done = CodeTable.doneRows();
        var outcomes = Rows.call(function, rows);
        assertTrue(CodeTable.doneRows() - done >= rows.size() / 2, () -> CodeTable.doneRows() - done + " rows");
        return outcomes;
    }

    private static List<String> expected(List<Object[]> rows, java.util.function.LongUnaryOperator function) {
        return rows.stream()
                .map(row -> Long.toString(function.applyAsLong((Long) row[0])))
                .toList();
    }

    @Test
    void rows_are_done_without_python() {
        try (var python = Interpreters.compiled()) {
            assertEquals(
                    expected(numbers(ROWS), x -> x * 2 + 1),
                    compiled(integers(python, "def f(x): return x * 2 + 1"), numbers(ROWS)));
        }
    }

    @Test
    void helpers_and_globals_are_part_of_a_function() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    LIMIT = 20
                    def square(n):
                        return n * n
                    def f(x):
                        total = 0
                        for i in range(LIMIT):
                            if i % 2 == 0:
                                total += square(x + i)
                        return max(total, 5)
                    """);
            assertEquals(
                    expected(numbers(ROWS), x -> {
                        long total = 0;
                        for (int i = 0; i < 20; i += 2) {
                            total += (x + i) * (x + i);
                        }
                        return Math.max(total, 5);
                    }),
                    compiled(function, numbers(ROWS)));
        }
    }

    @Test
    void a_range_may_go_down_as_far_as_an_int_of_64_bits() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    def f(n):
                        for i in range(0, n, -1):
                            return 1 + i
                        return 7
                    """);
            var rows = numbers(ROWS);
            for (long edge : List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE)) {
                rows.add(new Object[] {edge});
            }
            assertEquals(expected(rows, n -> n < 0 ? 1 : 7), compiled(function, rows));
        }
    }

    @Test
    void random_functions_have_the_results_of_python() {
        var chance = new Random(20);
        long done = CodeTable.doneRows();
        try (var interpreted = Interpreters.interpreted();
                var compiled = Interpreters.compiled()) {
            for (int turn = 0; turn < 200; turn++) {
                var result = List.of(ColumnType.INT64, ColumnType.FLOAT64, ColumnType.BOOLEAN)
                        .get(chance.nextInt(3));
                String conversion = chance.nextInt(6) == 0
                        ? ""
                        : result == ColumnType.INT64 ? "int" : result == ColumnType.FLOAT64 ? "float" : "bool";
                String source = """
                        RATE = 1.25
                        LIMIT = 12
                        FLAG = False
                        def helper(n):
                            if n > 5:
                                return n - 1
                            return n
                        """ + RandomFunction.text(chance, conversion);
                boolean strict = chance.nextInt(3) != 0;
                var rows = edges(chance, strict ? 20 : 8);
                assertEquals(
                        outcomes(interpreted, source, strict, result, rows),
                        outcomes(compiled, source, strict, result, rows),
                        source);
            }
        }
        assertTrue(CodeTable.doneRows() - done > 5_000, () -> CodeTable.doneRows() - done + " rows");
    }

    private static List<String> outcomes(
            PythonInterpreter python, String source, boolean strict, ColumnType result, List<Object[]> rows) {
        python.exec(source);
        var function =
                Rows.define(python, "f", strict, ColumnType.INT64, ColumnType.FLOAT64, ColumnType.BOOLEAN, result);
        var outcomes = Rows.call(function, rows);
        outcomes.addAll(Rows.call(function, rows));
        return outcomes;
    }

    private static List<Object[]> edges(Random chance, int oneNullOf) {
        long[] wholes = {
            0,
            1,
            -1,
            2,
            5,
            -7,
            1L << 31,
            -(1L << 31) - 1,
            1L << 53,
            (1L << 53) + 1,
            1L << 62,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        };
        double[] floats = {
            0,
            -0.0,
            1,
            -1.5,
            2.5,
            1e300,
            -1e-310,
            9.3e18,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < 120; i++) {
            rows.add(new Object[] {
                chance.nextInt(oneNullOf) == 0
                        ? null
                        : chance.nextInt(4) == 0
                                ? (Object) wholes[chance.nextInt(wholes.length)]
                                : (Object) (long) chance.nextInt(-50, 50),
                chance.nextInt(oneNullOf) == 0
                        ? null
                        : chance.nextInt(4) == 0 ? floats[chance.nextInt(floats.length)] : chance.nextInt(-9, 9) / 4.0,
                chance.nextInt(oneNullOf) == 0 ? null : chance.nextBoolean()
            });
        }
        return rows;
    }

    @Test
    void a_null_that_the_function_handles_needs_no_python() {
        try (var python = Interpreters.compiled()) {
            python.exec("""
                    def f(x):
                        if x is None:
                            return -1
                        return None if x < 0 else x
                    """);
            var rows = new ArrayList<Object[]>();
            var expected = new ArrayList<String>();
            for (long i = 0; i < ROWS; i++) {
                Long x = i % 3 == 0 ? null : i % 3 == 1 ? -i : i;
                rows.add(new Object[] {x});
                expected.add(x == null ? "-1" : x < 0 ? "None" : Long.toString(x));
            }
            assertEquals(expected, compiled(Rows.define(python, "f", false, ColumnType.INT64, ColumnType.INT64), rows));
        }
    }

    @Test
    void an_error_names_its_row_and_keeps_the_results_before_it() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    def f(x):
                        if x == 40:
                            raise ValueError(f"no {x}")
                        return 100 // x + x * 4611686018427387904 if x > 145 else 100 // x
                    """);
            var rows = numbers(ROWS);
            Rows.call(function, rows);
            var outcomes = Rows.call(function, rows);
            assertEquals("ZeroDivisionError", outcomes.get(150).substring(0, 17));
            assertEquals("ValueError", outcomes.get(190).substring(0, 10));
            assertEquals("OverflowError", outcomes.get(299).substring(0, 13));
            assertEquals("-1", outcomes.get(10));
            assertEquals("100", outcomes.get(151));
        }
    }

    @Test
    void a_function_that_changes_is_called_as_it_is() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    STEP = 1
                    def more(n): return n + STEP
                    def f(x): return more(abs(x))
                    """);
            var rows = numbers(ROWS);
            assertEquals(expected(rows, x -> Math.abs(x) + 1), compiled(function, rows));
            python.exec("STEP = 5");
            assertEquals(expected(rows, x -> Math.abs(x) + 5), compiled(function, rows));
            python.exec("STEP = 1\ndef more(n): return n - 1");
            assertEquals(expected(rows, x -> Math.abs(x) - 1), compiled(function, rows));
            python.exec("more.__code__ = (lambda n: n * 3).__code__");
            assertEquals(expected(rows, x -> Math.abs(x) * 3), Rows.call(function, rows));
            python.exec("import builtins\nbuiltins.abs = lambda n: n");
            assertEquals(expected(rows, x -> x * 3), Rows.call(function, rows));
            python.exec("f.__code__ = (lambda x: 7).__code__");
            assertEquals(expected(rows, x -> 7), Rows.call(function, rows));
        }
    }

    @Test
    void a_global_that_no_row_can_use_is_for_python() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, "STEP = 1\ndef f(x): return x % STEP + 2");
            var rows = numbers(ROWS);
            assertEquals(expected(rows, x -> 2), compiled(function, rows));
            python.exec("STEP = 2 ** 70");
            assertEquals(
                    expected(rows.subList(ROWS / 2, ROWS), x -> x + 2),
                    Rows.call(function, rows.subList(ROWS / 2, ROWS)));
            python.exec("STEP = 'text'");
            assertEquals("TypeError", Rows.call(function, rows).get(3).substring(0, 9));
            python.exec("del STEP");
            assertEquals("NameError", Rows.call(function, rows).get(3).substring(0, 9));
            python.exec("STEP = 4");
            assertEquals(expected(rows, x -> Math.floorMod(x, 4) + 2), Rows.call(function, rows));
        }
    }

    @Test
    void a_row_may_change_the_function_for_the_next_one() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    STEP = 1
                    seen = []
                    def f(x):
                        if x % 50 == 0:
                            global STEP
                            STEP = x
                            seen.append(x)
                        return x + STEP
                    """);
            var rows = numbers(ROWS);
            Rows.call(function, rows);
            assertEquals(expected(rows, x -> x + Math.floorDiv(x, 50) * 50), Rows.call(function, rows));
            assertEquals("[-150, -100, -50, 0, 50, 100]", python.eval("repr(seen[6:])"));
        }
    }

    @Test
    void tracers_and_monitors_see_each_row() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, "def f(x): return x * 2 + 1");
            var rows = numbers(100);
            compiled(function, rows);
            python.exec("""
                    import sys
                    calls = 0
                    def tracer(frame, event, argument):
                        global calls
                        calls += frame.f_code.co_name == "f" and event == "call"
                    sys.settrace(tracer)
                    """);
            assertEquals(expected(rows, x -> x * 2 + 1), Rows.call(function, rows));
            python.exec("sys.settrace(None)");
            assertEquals(100, ((Number) python.eval("calls")).intValue());
            python.exec("""
                    calls = 0
                    def count(*ignored):
                        global calls
                        calls += 1
                    sys.monitoring.use_tool_id(3, "test")
                    sys.monitoring.register_callback(3, sys.monitoring.events.PY_START, count)
                    sys.monitoring.set_local_events(3, f.__code__, sys.monitoring.events.PY_START)
                    """);
            Rows.call(function, rows);
            assertEquals(100, ((Number) python.eval("calls")).intValue());
        }
    }

    @Test
    void a_row_that_starts_a_tracer_is_the_last_without_one() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    import sys
                    calls = 0
                    def tracer(frame, event, argument):
                        global calls
                        calls += frame.f_code.co_name == "f" and event == "call"
                    def f(x):
                        if x == 0:
                            sys.settrace(tracer)
                        return x
                    """);
            var rows = numbers(100);
            Rows.call(function, rows.subList(0, 40));
            Rows.call(function, rows);
            python.exec("sys.settrace(None)");
            assertEquals(49, ((Number) python.eval("calls")).intValue());
        }
    }

    @Test
    void interrupts_an_endless_row_and_keeps_serving() {
        try (var python = Interpreters.compiled()) {
            var function = integers(python, """
                    def f(x):
                        n = 0
                        while x > 0:
                            n = (n + x) % 1000
                        return n
                    """);
            compiled(
                    function,
                    numbers(2).subList(0, 1).stream()
                            .flatMap(row ->
                                    java.util.stream.Stream.generate(() -> row).limit(ROWS))
                            .toList());
            python.setLimits(Interpreters.LIMITS.withWallTime(Duration.ofMillis(300)));
            for (int i = 0; i < 3; i++) {
                try (var batch = function.newBatch(1)) {
                    batch.clear();
                    batch.setLong(0, 0, 1);
                    assertEquals(
                            "TimeoutError",
                            assertThrows(PythonException.class, () -> function.call(batch, 1))
                                    .typeName());
                }
            }
            assertEquals(List.of("0"), Rows.call(function, List.<Object[]>of(new Object[] {-1L})));
        }
    }

    @Test
    void forks_and_sleepers_have_rows_of_their_own() {
        try (var first = Interpreters.compiled()) {
            var function = integers(first, "STEP = 3\ndef f(x): return x + STEP");
            var rows = numbers(ROWS);
            var expected = expected(rows, x -> x + 3);
            assertEquals(expected, compiled(function, rows));
            assertTrue(first.sleep());
            assertEquals(expected, compiled(function, rows));
            var runtime = Interpreters.runtime(true).startingFrom(first).orElseThrow();
            for (int i = 0; i < 3; i++) {
                try (var fork = runtime.open()) {
                    fork.exec("STEP = " + i);
                    long step = i;
                    assertEquals(
                            expected(rows, x -> x + step),
                            compiled(Rows.define(fork, "f", true, ColumnType.INT64, ColumnType.INT64), rows));
                }
            }
            assertEquals(expected, compiled(function, rows));
        }
    }

    @Test
    void interpreters_with_the_same_function_share_its_kernel() {
        var rows = numbers(ROWS);
        int kept = -1;
        for (int i = 0; i < 5; i++) {
            try (var python = Interpreters.compiled()) {
                compiled(integers(python, "def f(x): return x * 3 - 11"), rows);
            }
            assertTrue(kept < 0 || kept == RowCompiler.kept());
            kept = RowCompiler.kept();
        }
    }

    @Test
    void closed_interpreters_keep_no_rows() {
        long before = CodeTable.sizeOfAll();
        try (var python = Interpreters.compiled()) {
            compiled(integers(python, "def f(x): return x * 2 + 1"), numbers(ROWS));
            assertTrue(CodeTable.sizeOfAll() > before);
        }
        assertEquals(before, CodeTable.sizeOfAll());
    }
}
