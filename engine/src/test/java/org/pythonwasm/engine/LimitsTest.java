package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.guest.CpuTime;
import org.pythonwasm.engine.internal.guest.UnresponsiveTimer;

@Timeout(120)
class LimitsTest {
    private static final Limits SHORT = Limits.defaults().withWallTime(Duration.ofMillis(200));

    /** With time for it: a machine with much other work may give a thread no processor for as long as a short limit lasts. */
    static void assertLivesOn(PythonInterpreter python) {
        python.setLimits(Limits.defaults());
        assertEquals(2, python.eval("1 + 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"while True: pass", "sum(range(10**12))", "import time\ntime.sleep(1000)"})
    void a_script_that_runs_too_long_is_ended(String script) {
        try (var python = PythonRuntime.shared().open(SHORT)) {
            var error = assertThrows(PythonException.class, () -> python.eval(script));
            assertEquals("TimeoutError", error.typeName());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(range(10**12))",
                "sum(range(10**30, 10**31))",
                "max(count())",
                "deque(repeat(None), maxlen=0)",
                "10 in cycle([1, 2])",
                "sorted(iter(int, 1))",
                "deque(product(range(100), repeat=10), maxlen=0)",
                "deque(permutations(range(100)), maxlen=0)",
                "deque(combinations(range(100), 50), maxlen=0)",
                "deque(combinations_with_replacement(range(100), 50), maxlen=0)",
                "class Mine(count): pass\nmax(Mine())",
                "dict.fromkeys(filterfalse(None, chain.from_iterable(map(repeat, count(1)))))",
                "7 ** 10 ** 8",
                "re.match('(a+)+$', 'a' * 50 + 'b')",
                "[*map(str, repeat(1))]"
            })
    void c_code_that_runs_for_long_hears_the_timeout_and_its_interpreter_lives_on(String script) {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("import re\nfrom collections import deque\nfrom itertools import *");
            python.setLimits(SHORT);
            var error = assertThrows(PythonException.class, () -> python.eval(script));
            assertEquals("TimeoutError", error.typeName());
            assertTrue(error.line() > 0, error::traceback);
            assertLivesOn(python);
        }
    }

    @Test
    void one_operation_that_no_exception_can_end_is_killed_and_told_so() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("zeros = [0.0] * 3_000_000");
            python.setLimits(SHORT);
            var error = assertThrows(
                    GuestDiedException.class, () -> python.eval("any(map(zeros.__contains__, [1] * 100_000))"));
            assertEquals(Reason.TIMEOUT, error.reason());
            assertEquals(
                    "killed after 200 ms: it was inside one operation that no exception can end", error.getMessage());
        }
    }

    @Test
    void a_kill_in_a_java_function_says_so() {
        try (var python = PythonRuntime.shared().open()) {
            python.set("wait", (Runnable) () -> {
                while (!python.session().guest().isKilled()) {
                    Thread.onSpinWait();
                }
            });
            python.setLimits(SHORT);
            var error = assertThrows(GuestDiedException.class, () -> python.eval("wait()"));
            assertEquals(
                    "killed after 200 ms: the Java code that it had called took too long to return",
                    error.getMessage());
        }
    }

    @Test
    void a_timeout_in_the_text_of_a_value_ends_the_call_only() {
        try (var python = PythonRuntime.shared().open(SHORT)) {
            var error = assertThrows(PythonException.class, () -> python.eval("""
                    class Endless:
                        def __repr__(self):
                            while True: pass
                    Endless()
                    """));
            assertEquals("TimeoutError", error.typeName());
            assertEquals(3, error.line());
            assertLivesOn(python);
        }
    }

    @Test
    void a_java_function_that_computes_for_long_is_not_taken_for_silence() {
        try (var python = PythonRuntime.shared().open()) {
            python.set("compute", (Runnable) () -> {
                while (!python.session().call().isInterrupted()) {
                    Thread.onSpinWait();
                }
                long end = CpuTime.nanos(Thread.currentThread()) + 3 * UnresponsiveTimer.LONGEST_CPU.toNanos();
                while (CpuTime.nanos(Thread.currentThread()) < end) {
                    Thread.onSpinWait();
                }
            });
            python.setLimits(SHORT);
            var error = assertThrows(PythonException.class, () -> python.eval("compute()\nwhile True: pass"));
            assertEquals("TimeoutError", error.typeName());
            assertTrue(python.isUsable());
        }
    }

    @Test
    void a_timeout_is_raised_in_the_script_with_its_line() {
        try (var python = PythonRuntime.shared().open(SHORT)) {
            var error = assertThrows(PythonException.class, () -> python.eval("x = 1\nwhile True:\n    x += 1\n"));
            assertEquals("TimeoutError", error.typeName());
            assertTrue(error.isInterruption());
            assertTrue(error.line() == 2 || error.line() == 3, "line " + error.line());
            assertLivesOn(python);
            assertFalse(assertThrows(PythonException.class, () -> python.eval("raise TimeoutError"))
                    .isInterruption());
        }
    }

    @Test
    void a_script_that_ignores_its_timeout_is_killed_and_its_interpreter_never_used_again() {
        try (var python = PythonRuntime.shared().open(SHORT)) {
            var error = assertThrows(GuestDiedException.class, () -> python.eval("""
                    while True:
                        try:
                            while True: pass
                        except BaseException:
                            continue
                    """));
            assertEquals(Reason.TIMEOUT, error.reason());
            assertFalse(python.isUsable());
            assertThrows(IllegalStateException.class, () -> python.eval("1"));
            python.reset();
            assertLivesOn(python);
        }
    }

    @Test
    void interrupting_the_thread_raises_keyboard_interrupt_in_the_script() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            var running = new CountDownLatch(1);
            var result = new AtomicReference<Object>();
            python.setOutput(text -> running.countDown(), text -> {});
            var thread = new Thread(() -> result.set(python.eval("""
                    caught = False
                    try:
                        print('running')
                        while True: pass
                    except KeyboardInterrupt:
                        caught = True
                    caught
                    """)));
            thread.start();
            running.await();
            thread.interrupt();
            thread.join();
            assertEquals(true, result.get());
        }
    }

    @Test
    void closing_while_a_call_runs_kills_it_and_the_limits_of_others_go_on() throws InterruptedException {
        var python = PythonRuntime.shared().open();
        var running = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        python.setOutput(text -> running.countDown(), text -> {});
        var thread = new Thread(() -> {
            try {
                python.eval("print('running')\nwhile True: pass");
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        thread.start();
        running.await();
        python.close();
        thread.join();
        assertTrue(failure.get() instanceof GuestDiedException, String.valueOf(failure.get()));
        try (var other = PythonRuntime.shared().open(SHORT)) {
            assertThrows(PythonException.class, () -> other.eval("while True: pass"));
        }
    }

    @Test
    void memory_beyond_the_limit_is_a_memory_error() {
        try (var python = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(32 << 20))) {
            var error = assertThrows(
                    PythonException.class,
                    () -> python.eval("x = []\nwhile True: x.append('a' * 1000000 + str(len(x)))"));
            assertEquals("MemoryError", error.typeName());
            assertEquals(2, python.eval("x = None\n1 + 1"));
        }
    }

    @Test
    void endless_recursion_is_a_recursion_error() {
        try (var python = PythonRuntime.shared().open()) {
            var error = assertThrows(PythonException.class, () -> python.eval("def f(): f()\nf()"));
            assertEquals("RecursionError", error.typeName());
        }
    }

    /** Each frame of the traceback takes memory, too, of which there is none left while the exception unwinds. */
    @Test
    void recursion_that_fills_the_memory_is_a_memory_error() {
        try (var python = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(32 << 20))) {
            var error = assertThrows(PythonException.class, () -> python.eval("""
                    import sys
                    sys.setrecursionlimit(2**31 - 1)
                    def f(): f()
                    f()
                    """));
            assertEquals("MemoryError", error.typeName());
            assertEquals(2, python.eval("1 + 1"));
        }
    }

    @Test
    void a_thread_with_a_stack_of_256_kib_runs_scripts() throws Exception {
        assertEquals("[[1, 2]]", onStack(256, () -> {
            try (var python = PythonRuntime.shared().open()) {
                assertThrows(PythonException.class, () -> python.eval("def f(): f()\nf()"));
                return String.valueOf(python.eval("import json\njson.loads('[[1, 2]]')"));
            }
        }));
    }

    /** The JVM compiles meanwhile what looks for room, and its frames grow. */
    @Test
    void one_thread_after_another_with_a_stack_of_256_kib_runs_scripts() throws Exception {
        for (int i = 0; i < 40; i++) {
            assertEquals("2", onStack(256, () -> {
                try (var python = PythonRuntime.shared().open()) {
                    return String.valueOf(python.eval("1 + 1"));
                }
            }));
        }
    }

    @Test
    void a_stack_without_room_for_python_discards_the_guest_and_says_what_to_do() throws Exception {
        var death = onStack(256, () -> {
            try (var python = PythonRuntime.shared().open()) {
                return deathOnTheWayDown(python);
            }
        });
        assertEquals(Reason.STACK_OVERFLOW, death.reason());
        assertTrue(
                death.getMessage()
                        .endsWith(": give it a larger one, 512 KiB or more (the last argument of Thread's "
                                + "constructor; -Xss for all threads)"),
                death.getMessage());
    }

    /** Calls the interpreter with less and less stack until it dies. */
    private static GuestDiedException deathOnTheWayDown(PythonInterpreter python) {
        try {
            python.eval("1 + 1");
        } catch (PythonException recursionError) {
            assertEquals("RecursionError", recursionError.typeName());
        } catch (GuestDiedException death) {
            return death;
        }
        return deathOnTheWayDown(python);
    }

    private static <T> T onStack(int kibibytes, Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        new Thread(null, task, "a small stack", kibibytes * 1024L).start();
        return task.get();
    }

    @Test
    void output_beyond_the_limit_ends_the_guest() {
        try (var python = PythonRuntime.shared().open(Limits.defaults().withOutputBytes(1000))) {
            var error = assertThrows(GuestDiedException.class, () -> python.eval("while True: print('flood')"));
            assertEquals(Reason.OUTPUT, error.reason());
        }
    }

    @Test
    void a_flood_without_line_ends_past_sys_stdout_meets_the_limit_too() {
        try (var python = PythonRuntime.shared().open(Limits.defaults().withOutputBytes(1_000_000))) {
            var error = assertThrows(
                    GuestDiedException.class, () -> python.eval("import os\nwhile True: os.write(1, b'x' * 100000)"));
            assertEquals(Reason.OUTPUT, error.reason());
        }
    }

    @Test
    void a_second_thread_is_turned_away_while_a_call_runs() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            var failure = new AtomicReference<Throwable>();
            python.setOutput(
                    text -> {
                        var intruder = new Thread(() -> {
                            try {
                                python.eval("1");
                            } catch (Throwable e) {
                                failure.set(e);
                            }
                        });
                        intruder.start();
                        try {
                            intruder.join();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    text -> {});
            python.eval("print('in a call')");
            assertEquals(
                    "the interpreter is in use by another call; open one for each thread",
                    failure.get().getMessage());
        }
    }
}
