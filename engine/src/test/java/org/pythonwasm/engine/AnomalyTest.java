package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.internal.guest.GuestMemory;
import org.pythonwasm.engine.script.PythonScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;
import org.pythonwasm.machine.memory.GuestInstance;

/** The n-th step fails, for every n: what comes after it works. */
@Timeout(120)
class AnomalyTest {
    private static final int CALLS = 20;

    /** Not a RuntimeException, so that nothing that handles those hides it. */
    private static final class Failure extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void the_nth_growth_of_the_memory_fails() {
        String script = "import csv, difflib\nkept = [str(n) * 50 for n in range(8_000)]\nlen(kept)";
        int failures = 0;
        boolean enough = false;
        for (int more = 0; !enough; more++) {
            try (var python = PythonRuntime.shared().open()) {
                var guest = GuestMemory.of(python.session());
                guest.limitMemory((long) (guest.pages() + more) * GuestInstance.PAGE);
                enough = succeeds(python, script);
                failures += enough ? 0 : 1;
                guest.limitMemory(256L << 20);
                if (!python.isUsable()) {
                    python.reset();
                }
                assertEquals(8_000, python.eval(script));
            }
        }
        assertTrue(failures > 5, failures + " failures");
    }

    private static boolean succeeds(PythonInterpreter python, String script) {
        try {
            return python.eval(script).equals(8_000);
        } catch (PythonException e) {
            assertEquals("MemoryError", e.typeName(), e::traceback);
        } catch (GuestDiedException e) {
            assertEquals(GuestDiedException.Reason.TRAP, e.reason());
        }
        return false;
    }

    @Test
    void the_nth_call_of_a_java_function_fails() {
        try (var python = PythonRuntime.shared().open()) {
            var count = new AtomicInteger();
            var failing = new AtomicInteger();
            python.set("step", (Supplier<Object>) () -> {
                if (count.incrementAndGet() == failing.get()) {
                    throw new IllegalStateException("step " + count.get());
                }
                return count.get();
            });
            python.exec("def work(): return [step() for _ in range(%d)][-1]".formatted(CALLS));
            for (int n = 1; n <= CALLS; n++) {
                count.set(0);
                failing.set(n);
                var error = assertThrows(PythonException.class, () -> python.call("work"));
                assertEquals("step " + n, error.getCause().getMessage());
                count.set(0);
                failing.set(-1);
                assertEquals(CALLS, python.call("work"));
            }
            assertEquals(1, python.session().references().objectCount());
        }
    }

    @Test
    void the_nth_write_of_output_fails() {
        try (var python = PythonRuntime.shared().open()) {
            var count = new AtomicInteger();
            var failing = new AtomicInteger();
            python.setOutput(
                    text -> {
                        if (count.incrementAndGet() == failing.get()) {
                            throw new IllegalStateException("write " + count.get());
                        }
                    },
                    text -> {});
            python.exec("def work():\n    for n in range(%d): print(n)\n    return n".formatted(CALLS));
            for (int n = 1; n <= CALLS; n++) {
                count.set(0);
                failing.set(n);
                var error = assertThrows(PythonException.class, () -> python.call("work"));
                assertEquals("OSError", error.typeName());
                failing.set(-1);
                assertEquals(CALLS - 1, python.call("work"));
            }
        }
    }

    @Test
    void an_error_of_the_jvm_in_the_nth_call_ends_the_guest_alone() throws InterruptedException {
        try (var pool = InterpreterPool.of(PythonRuntime.shared()).withSize(1).build()) {
            for (int n = 1; n <= 5; n++) {
                try (var loan = pool.borrow()) {
                    var left = new AtomicInteger(n);
                    loan.interpreter().set("step", (Supplier<Object>) () -> {
                        if (left.decrementAndGet() == 0) {
                            throw new OutOfMemoryError("of the test");
                        }
                        return null;
                    });
                    var error = assertThrows(
                            GuestDiedException.class, () -> loan.interpreter().eval("while True: step()"));
                    assertEquals(GuestDiedException.Reason.OUT_OF_MEMORY, error.reason());
                }
                try (var loan = pool.borrow()) {
                    assertEquals(2, loan.interpreter().eval("1 + 1"));
                }
            }
            assertEquals(0, pool.statistics().lent());
        }
    }

    @Test
    void the_nth_interpreter_of_a_pool_cannot_be_opened() throws InterruptedException {
        for (int n = 1; n <= 8; n++) {
            var left = new AtomicInteger(n);
            var runtime = PythonRuntime.builder()
                    .withListener(new EngineListener() {
                        @Override
                        public void opened() {
                            if (left.decrementAndGet() == 0) {
                                throw new Failure();
                            }
                        }
                    })
                    .build();
            try (var pool = InterpreterPool.of(runtime).withSize(2).build()) {
                int failures = 0;
                for (int i = 0; i < 6; i++) {
                    failures += borrowTwo(pool) ? 0 : 1;
                    assertEquals(0, pool.statistics().lent());
                }
                assertEquals(1, failures, "the failure is told once, of " + n);
            }
        }
    }

    private static boolean borrowTwo(InterpreterPool pool) throws InterruptedException {
        try (var one = pool.borrow();
                var two = pool.borrow()) {
            assertEquals(
                    List.of(1, 2),
                    List.of(one.interpreter().eval("1"), two.interpreter().eval("2")));
        } catch (Failure e) {
            return false;
        }
        return true;
    }

    @Test
    void the_nth_interpreter_of_a_script_engine_cannot_be_opened() throws Exception {
        for (int n = 1; n <= 3; n++) {
            var left = new AtomicInteger(n);
            var runtime = PythonRuntime.builder()
                    .withListener(new EngineListener() {
                        @Override
                        public void opened() {
                            if (left.decrementAndGet() == 0) {
                                throw new Failure();
                            }
                        }
                    })
                    .build();
            try (var engine = (PythonScriptEngine) new PythonScriptEngineFactory(runtime).getScriptEngine()) {
                int failures = 0;
                for (int i = 0; i < 4; i++) {
                    failures += evaluateTwo(engine) ? 0 : 1;
                }
                assertEquals(n == 3 ? 0 : 1, failures, "of two interpreters, the failure of " + n);
            }
        }
    }

    /** A script during which another thread runs another one. */
    private static boolean evaluateTwo(PythonScriptEngine engine) throws Exception {
        var inner = new AtomicReference<Object>();
        Runnable other = () -> {
            var thread = new Thread(() -> {
                try {
                    inner.set(engine.eval("2", new SimpleBindings()));
                } catch (Throwable e) {
                    inner.set(e);
                }
            });
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try {
            assertEquals(1, engine.eval("other()\n1", new SimpleBindings(new HashMap<>(Map.of("other", other)))));
        } catch (Failure e) {
            return false;
        }
        if (inner.get() instanceof Failure) {
            return false;
        }
        assertEquals(2, inner.get());
        return true;
    }
}
