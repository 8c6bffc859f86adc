package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.guest.GuestMemory;

/** How guests of a module end, and that nothing of them is left. */
@Timeout(300)
class ModuleDeathTest {
    private static PythonInterpreter open(Limits limits) {
        return Guests.runtime(Guests.official()).open(limits);
    }

    private static Set<Thread> guestThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("python-wasm-guest-"))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "while True: pass                       | TIMEOUT",
                "import time; time.sleep(1000)          | TIMEOUT",
                "import os; os._exit(3)                 | EXIT",
                "import os; os.abort()                  | TRAP",
                "import os; os.read(0, 10)              | TRAP",
                "while True: print('x' * 100000)        | OUTPUT",
                "import os; exec('while True: os.write(1, b\"x\" * 9999)') | OUTPUT",
            })
    void a_guest_that_ends_or_must_be_ended_is_reported(String script, Reason reason) {
        var limits = Limits.defaults().withOutputBytes(50_000);
        try (var python = open(reason == Reason.TIMEOUT ? limits.withWallTime(Duration.ofMillis(500)) : limits)) {
            var error = assertThrows(GuestDiedException.class, () -> python.eval(script));
            assertEquals(reason, error.reason(), error.toString());
            assertFalse(python.isUsable());
            assertThrows(IllegalStateException.class, () -> python.eval("1"));
        }
    }

    @Test
    void the_time_that_the_guest_computes_is_limited() {
        var limits = Limits.defaults().withCpuTime(Duration.ofMillis(700));
        try (var python = open(limits)) {
            var error = assertThrows(GuestDiedException.class, () -> python.eval("while True: pass"));
            assertEquals(Reason.TIMEOUT, error.reason());
            assertTrue(error.getMessage().contains("CPU time"), error.getMessage());
        }
    }

    @Test
    void limits_of_some_calls_are_their_own() {
        try (var python = open(Limits.defaults())) {
            var error = assertThrows(
                    PythonException.class,
                    () -> python.withLimits(
                            Limits.defaults().withRecursionDepth(200),
                            () -> python.eval("def f(n): return n and f(n - 1)\nf(400)")));
            assertEquals("RecursionError", error.typeName());
            assertEquals(0, python.eval("f(400)"));
        }
    }

    @Test
    void reset_replaces_a_guest_also_a_dead_one() {
        try (var python = open(Limits.defaults())) {
            assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(1)"));
            python.reset();
            assertEquals(2, python.eval("x = 2\nx"));
            python.reset();
            assertThrows(PythonException.class, () -> python.eval("x"));
        }
    }

    @Test
    void a_guest_that_answers_garbage_is_ended() {
        try (var python = open(Limits.defaults())) {
            var error = assertThrows(GuestDiedException.class, () -> python.eval("""
                    import os, _python_wasm.channel
                    os.write(1, b'\\x1e' + _python_wasm.channel._token.encode() + b'garbage\\n')
                    """));
            assertEquals(Reason.TRAP, error.reason());
            assertTrue(error.getMessage().contains("breaks the protocol"), error.getMessage());
        }
    }

    @Test
    void recursion_ends_in_recursion_error() {
        try (var python = open(Limits.defaults())) {
            var error = assertThrows(PythonException.class, () -> python.eval("def f(): return f()\nf()"));
            assertEquals("RecursionError", error.typeName());
            assertEquals(2, python.eval("1 + 1"));
        }
    }

    @Test
    void memory_is_limited() {
        try (var python = open(Limits.defaults().withMemoryBytes(64 << 20))) {
            var error = assertThrows(PythonException.class, () -> python.eval("x = bytearray(200_000_000)"));
            assertEquals("MemoryError", error.typeName());
            assertEquals(2, python.eval("1 + 1"));
            assertTrue(python.memoryBytes() <= 64 << 20, () -> "has " + python.memoryBytes());
        }
    }

    @Test
    void interrupting_the_thread_ends_the_guest() throws InterruptedException {
        var running = new CountDownLatch(1);
        var thrown = new AtomicReference<GuestDiedException>();
        try (var python = open(Limits.defaults())) {
            python.set("running", (PythonCallable) (arguments, keywords) -> {
                running.countDown();
                return null;
            });
            var thread = new Thread(() -> thrown.set(
                    assertThrows(GuestDiedException.class, () -> python.eval("running()\nwhile True: pass"))));
            thread.start();
            running.await();
            thread.interrupt();
            thread.join();
            assertEquals(Reason.INTERRUPTED, thrown.get().reason());
        }
    }

    @Test
    void interrupt_and_close_from_another_thread_end_the_call() throws InterruptedException {
        for (boolean close : new boolean[] {true, false}) {
            var running = new CountDownLatch(1);
            var thrown = new AtomicReference<GuestDiedException>();
            var python = open(Limits.defaults());
            python.set("running", (PythonCallable) (arguments, keywords) -> {
                running.countDown();
                return null;
            });
            var thread = new Thread(() -> thrown.set(
                    assertThrows(GuestDiedException.class, () -> python.eval("running()\nwhile True: pass"))));
            thread.start();
            running.await();
            if (close) {
                python.close();
            } else {
                python.interrupt();
            }
            thread.join();
            assertEquals(Reason.INTERRUPTED, thrown.get().reason());
            python.close();
        }
    }

    @Test
    void a_pool_replaces_what_died_and_hands_out_fresh_ones() throws InterruptedException {
        var runtime = PythonRuntime.builder()
                .withModule(Guests.official())
                .withPreparation("import json\nready = 1")
                .build();
        try (var pool = InterpreterPool.of(runtime).withSize(1).build()) {
            try (var loan = pool.borrow()) {
                assertEquals(1, loan.interpreter().eval("x = ready\nx"));
            }
            try (var loan = pool.borrow()) {
                assertThrows(PythonException.class, () -> loan.interpreter().eval("x"));
                assertThrows(GuestDiedException.class, () -> loan.interpreter().eval("import os\nos._exit(1)"));
            }
            try (var loan = pool.borrow()) {
                assertEquals("[1]", loan.interpreter().eval("json.dumps([ready])"));
            }
        }
    }

    /** What belongs to it, such as a handle, may live on. */
    @Test
    void a_closed_interpreter_keeps_no_memory() {
        var python = open(Limits.defaults());
        assertTrue(GuestMemory.bytesOfModule(python.session()) > 1 << 20);
        python.close();
        assertEquals(0, GuestMemory.bytesOfModule(python.session()));
    }

    @Test
    void closed_interpreters_leave_no_thread() throws InterruptedException {
        var before = guestThreads();
        var python = open(Limits.defaults());
        var own = guestThreads();
        own.removeAll(before);
        assertEquals(1, own.size());
        python.close();
        for (Thread thread : own) {
            thread.join();
        }
    }
}
