package org.pythonwasm.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** The snippets of docs/limits.md. */
@Timeout(120)
class LimitsPageTest {
    @Test
    void some_calls_have_limits_of_their_own() {
        // region: limits
        Limits strict = Limits.defaults()
                .withWallTime(Duration.ofMillis(500))
                .withMemoryBytes(32 << 20)
                .withOutputBytes(10_000);
        PythonRuntime runtime = PythonRuntime.builder().withLimits(strict).build();
        PythonInterpreter python = runtime.open();
        Limits longer = strict.withWallTime(Duration.ofSeconds(30));
        Object sum = python.withLimits(longer, () -> python.eval("sum(i * i for i in range(100_000))"));
        // endregion
        assertEquals(333328333350000L, sum);
        assertEquals(Duration.ofMillis(500), python.limits().wallTime());
        python.close();
    }

    @Test
    void a_limit_that_a_script_obeys_leaves_its_interpreter() {
        Limits limits = Limits.defaults().withWallTime(Duration.ofMillis(500));
        // region: outcomes
        PythonRuntime runtime = PythonRuntime.builder().withLimits(limits).build();
        PythonInterpreter python = runtime.open();
        try {
            python.exec("while True: pass");
        } catch (PythonException e) {
            // Its state is as the script left it, and it can be used again.
            log(e.typeName(), python.isUsable());
        } catch (GuestDiedException e) {
            // It was killed, because it ignored the exception: open another.
            log(e.getMessage(), python.isUsable());
        }
        // endregion
        assertTrue(logged.contains("TimeoutError"), logged);
        python.close();
    }

    @Test
    void a_script_that_ignores_its_limit_is_killed() {
        var runtime = PythonRuntime.builder()
                .withLimits(Limits.defaults().withWallTime(Duration.ofMillis(500)))
                .build();
        var python = runtime.open();
        assertThrows(GuestDiedException.class, () -> python.exec("""
                while True:
                    try:
                        while True: pass
                    except TimeoutError: pass
                """));
        assertFalse(python.isUsable());
    }

    @Test
    void another_thread_ends_a_call() throws InterruptedException {
        PythonInterpreter python = PythonRuntime.shared().open();
        var started = new CountDownLatch(1);
        python.set("started", (Runnable) started::countDown);
        var running = CompletableFuture.runAsync(() -> python.exec("started()\nwhile True: pass"));
        assertTrue(started.await(60, TimeUnit.SECONDS));
        // region: interrupt
        python.interrupt();
        // endregion
        var failure = assertThrows(ExecutionException.class, running::get);
        assertTrue(failure.getCause().getMessage().contains("KeyboardInterrupt"), failure.toString());
    }

    private String logged = "";

    private void log(String reason, boolean usable) {
        logged += reason + " " + usable;
    }
}
