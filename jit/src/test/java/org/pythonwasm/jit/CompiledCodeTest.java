package org.pythonwasm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.jit.frames.FrameCompiler;
import org.pythonwasm.machine.code.CodeTable;

/** Limits, memory and the life of interpreters whose code is compiled. */
class CompiledCodeTest {
    private static final String LOOP = """
            def turns(n):
                total = 0
                for i in range(n):
                    total += i % 7
                return total
            def endless():
                n = 0
                while True:
                    n += 1
            """;

    /** What describes an exception is compiled at its first use here, too: else in the second that code has after its limit. */
    @BeforeAll
    static void describe_an_exception() {
        try (var python = Interpreters.compiled()) {
            assertThrows(
                    PythonException.class, () -> python.exec("def fail(): raise ValueError('x')\nfail()", "fail.py"));
        }
    }

    private static PythonInterpreter open() {
        PythonInterpreter python = Interpreters.compiled();
        long before = CodeTable.compiled();
        python.exec(LOOP);
        python.eval("turns(100)");
        assertTrue(CodeTable.compiled() > before, "nothing was compiled");
        return python;
    }

    @Test
    void without_the_tier_nothing_is_compiled() {
        try (var python = Interpreters.interpreted()) {
            long before = CodeTable.compiled();
            python.exec(LOOP);
            python.eval("turns(10_000)");
            assertEquals(before, CodeTable.compiled());
        }
    }

    @Test
    void without_a_word_code_is_compiled() {
        try (var python = PythonRuntime.builder().build().open()) {
            long before = CodeTable.compiled();
            python.exec(LOOP);
            python.eval("turns(10_000)");
            assertTrue(CodeTable.compiled() > before, "nothing was compiled");
        }
    }

    @Test
    void interrupts_an_endless_loop_and_keeps_serving() {
        try (var python = open()) {
            python.setLimits(Interpreters.LIMITS.withWallTime(Duration.ofMillis(300)));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "TimeoutError",
                        assertThrows(PythonException.class, () -> python.eval("endless()"))
                                .typeName());
            }
            python.setLimits(Interpreters.LIMITS);
            assertEquals(295, ((Number) python.eval("turns(100)")).intValue());
        }
    }

    @Test
    void a_loop_that_ignores_its_timeout_is_killed() {
        try (var python = open()) {
            python.setLimits(Interpreters.LIMITS.withWallTime(Duration.ofMillis(300)));
            assertThrows(GuestDiedException.class, () -> python.exec("""
                    def stubborn():
                        n = 0
                        while True:
                            try:
                                while True:
                                    n = n + 1
                            except BaseException:
                                pass
                    stubborn()
                    """));
        }
    }

    /** Nothing of such a loop is left to the interpreter but what has to hear that the guest must stop. */
    @ParameterizedTest
    @ValueSource(
            strings = {"while True: pass", "while True: n = 1", "while True: len([])", "for n in iter(int, 1): pass"})
    void a_loop_of_nothing_that_ignores_its_timeout_is_killed(String loop) {
        try (var python = open()) {
            python.setLimits(Interpreters.LIMITS.withWallTime(Duration.ofMillis(300)));
            assertThrows(GuestDiedException.class, () -> python.exec("""
                    def stubborn():
                        while True:
                            try:
                                %s
                            except BaseException:
                                pass
                    stubborn()
                    """.formatted(loop)));
        }
        try (var python = open()) {
            python.setLimits(Interpreters.LIMITS.withWallTime(Duration.ofMillis(300)));
            assertEquals(
                    "TimeoutError",
                    assertThrows(PythonException.class, () -> python.exec(loop)).typeName());
        }
    }

    @Test
    void numbers_without_memory_are_a_memory_error_and_the_interpreter_goes_on() {
        try (var python = open()) {
            python.setLimits(Interpreters.LIMITS.withMemoryBytes(48 << 20));
            assertEquals("MemoryError 295", python.eval("""
                    def fill():
                        kept = []
                        x = 0.5
                        try:
                            while True:
                                x = x + 1.25
                                kept = (x, x * 2.0, kept)
                        except MemoryError as e:
                            kept = None
                            return type(e).__name__
                    f"{fill()} {turns(100)}"
                    """));
        }
    }

    @Test
    void allocated_blocks_stay_flat() {
        try (var python = Interpreters.compiled()) {
            python.exec(Interpreters.resource("language.py"));
            python.exec("""
                    import gc, sys
                    def blocks(times):
                        run(times)
                        gc.collect()
                        return sys.getallocatedblocks()
                    """);
            python.eval("blocks(10)");
            int first = ((Number) python.eval("blocks(5)")).intValue();
            int later = ((Number) python.eval("blocks(40)")).intValue();
            assertTrue(later - first < 400, () -> "from " + first + " to " + later);
        }
    }

    @Test
    void interpreters_that_start_where_code_was_hot_compile_for_themselves() {
        try (var first = open()) {
            first.exec("def other(n):\n    return [i * 2.5 for i in range(n)][-1]\nx = turns(5000), other(5000)");
            Object expected = first.eval("repr((x, turns(700), other(700)))");
            var runtime = Interpreters.runtime(true).startingFrom(first).orElseThrow();
            for (int i = 0; i < 3; i++) {
                try (var fork = runtime.open()) {
                    // In another order: words of the image mean nothing here.
                    assertEquals(expected, fork.eval("(lambda o: repr((x, turns(700), o)))(other(700))"));
                    assertEquals(expected, fork.eval("repr((x, turns(700), other(700)))"));
                }
            }
        }
    }

    @Test
    void compiled_code_goes_on_in_an_interpreter_that_has_slept() {
        try (var python = open()) {
            Object expected = python.eval("turns(5000)");
            for (int i = 0; i < 3; i++) {
                assertTrue(python.sleep());
                assertEquals(expected, python.eval("turns(5000)"));
            }
        }
    }

    @Test
    void interpreters_with_the_same_code_share_its_class() {
        try (var first = open()) {
            first.eval("turns(1000)");
        }
        long made = FrameCompiler.made();
        for (int i = 0; i < 5; i++) {
            try (var another = open()) {
                another.eval("turns(1000)");
            }
        }
        assertTrue(FrameCompiler.made() - made < 10, () -> FrameCompiler.made() - made + " more classes");
    }

    /** Code ends after it was given up for objects of another type, and code that reads another attribute comes to lie in its place. */
    @Test
    void code_in_the_place_of_other_code_has_no_history() {
        try (var python = openWithThreshold(500)) {
            assertEquals("['other', 'one'] True", python.eval("""
                    class One:
                        def __init__(self):
                            self.value, self.last = "wrong", "one"

                    class Other:
                        def __init__(self):
                            self.first, self.last, self.value = 0, "other", "wrong"

                    def reading(name):
                        return eval(compile(f"lambda o: o.{name}", "reading", "eval"))

                    def use(function, value, times):
                        for _ in range(times):
                            function(value)

                    def replace():
                        first = reading("value")
                        use(first, One(), 700)
                        use(first, Other(), 340)
                        place = id(first.__code__)
                        del first
                        second = reading("last")
                        use(second, Other(), 700)
                        return {second(Other()) for _ in range(9)} | {second(One()) for _ in range(9)}, id(second.__code__) == place

                    reading("value"), reading("last")
                    results = [replace() for _ in range(5)]
                    f"{sorted(set().union(*(r for r, _ in results)), reverse=True)} {any(same for _, same in results)}"
                    """));
        }
    }

    @Test
    void generators_that_delegate_are_within_the_limit_of_recursion() {
        try (var python = openWithThreshold(500)) {
            assertEquals("['1', 'RecursionError']", python.eval("""
                    import sys

                    def end():
                        yield 1

                    def wrapped(inner):
                        yield from inner

                    def use(depth):
                        # All are kept, so that they end one by one.
                        generators = [end()]
                        for _ in range(depth):
                            generators.append(wrapped(generators[-1]))
                        total = 0
                        for x in generators[-1]:
                            total += x
                        return total

                    def limited(depth):
                        frames, frame = 0, sys._getframe()
                        while frame:
                            frames, frame = frames + 1, frame.f_back
                        before = sys.getrecursionlimit()
                        sys.setrecursionlimit(frames + 20)
                        try:
                            return str(use(depth))
                        except RecursionError as e:
                            return type(e).__name__
                        finally:
                            sys.setrecursionlimit(before)

                    for _ in range(700):
                        use(6)
                    repr([*sorted({limited(5) for _ in range(20)} | {limited(35) for _ in range(20)})])
                    """));
        }
    }

    private static PythonInterpreter openWithThreshold(int threshold) {
        String name = "python-wasm.jitThreshold";
        String before = System.setProperty(name, Integer.toString(threshold));
        try {
            return Interpreters.compiled();
        } finally {
            System.setProperty(name, before);
        }
    }

    @Test
    void closed_interpreters_keep_no_compiled_form() {
        long before;
        try (var python = open()) {
            python.eval("turns(1000)");
            before = CodeTable.sizeOfAll();
        }
        assertTrue(CodeTable.sizeOfAll() < before);
    }
}
