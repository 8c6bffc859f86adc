package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.pythonwasm.engine.GuestDiedException.Reason;

@Timeout(120)
class ThreadsTest {
    private static final String WITHOUT_END = """
            seen = []
            try:
                started()
                while True: pass
            except KeyboardInterrupt:
                seen.append('interrupted')
                %s
            seen
            """;

    @Test
    void an_interpreter_is_bound_to_no_thread() throws Exception {
        try (var python = PythonRuntime.shared().open()) {
            python.eval("import decimal, random\ncount = 0");
            for (int i = 0; i < 10; i++) {
                var thread = new Thread(() -> python.eval("count += 1\ndecimal.getcontext().prec = 5"));
                thread.start();
                thread.join();
            }
            assertEquals(10, python.eval("count"));
            assertEquals(5, python.eval("decimal.getcontext().prec"));
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtual_threads_run_scripts_and_share_a_pool() throws Exception {
        var executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (var pool = InterpreterPool.of(PythonRuntime.shared()).withSize(3).build()) {
            var futures = new ArrayList<Future<Object>>();
            for (int i = 0; i < 60; i++) {
                int number = i;
                futures.add(executor.submit(() -> {
                    try (var loan = pool.borrow()) {
                        var python = loan.interpreter();
                        python.set("again", (Supplier<Object>) () -> python.eval("n * 2"));
                        return python.eval("n = " + number + "\nagain() + sum(range(100)) - 4950");
                    }
                }));
            }
            for (int i = 0; i < futures.size(); i++) {
                assertEquals(2 * i, futures.get(i).get());
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Runs a script, interrupts its thread once it has started, and answers what came of it. */
    private static Object interrupted(PythonInterpreter python, String script) throws InterruptedException {
        var result = new AtomicReference<>();
        var started = new CountDownLatch(1);
        python.set("started", (Runnable) started::countDown);
        // The grace time is for the script, not for the first use of the classes that report an error.
        assertThrows(PythonException.class, () -> python.eval("raise KeyboardInterrupt"));
        var thread = new Thread(() -> {
            try {
                result.set(python.eval(script));
            } catch (RuntimeException e) {
                result.set(e);
            }
        });
        thread.start();
        started.await();
        thread.interrupt();
        thread.join();
        return result.get();
    }

    @Test
    void an_interrupt_is_first_a_keyboard_interrupt_that_a_script_may_clean_up_after() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            assertEquals(
                    java.util.List.of("interrupted", "cleaned up"),
                    interrupted(python, WITHOUT_END.formatted("seen.append('cleaned up')")));
            assertEquals(2, python.eval("1 + 1"));
        }
    }

    @Test
    void an_interrupt_that_is_not_caught_is_a_python_exception() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            var error = (PythonException) interrupted(python, "started()\nwhile True: pass");
            assertEquals("KeyboardInterrupt", error.typeName());
            assertTrue(python.isUsable());
        }
    }

    @Test
    void an_interrupt_that_is_ignored_kills_the_guest_after_the_grace_time() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            var death = (GuestDiedException) interrupted(python, WITHOUT_END.formatted("while True: pass"));
            assertEquals(Reason.INTERRUPTED, death.reason());
            assertFalse(python.isUsable());
        }
    }

    @Test
    void a_sleeping_script_wakes_up_to_its_interrupt() throws InterruptedException {
        try (var python = PythonRuntime.shared().open()) {
            var error =
                    (PythonException) interrupted(python, "import time\nstarted()\ntime.sleep(3600)\nwhile True: pass");
            assertEquals("KeyboardInterrupt", error.typeName());
        }
    }
}
