package org.pythonwasm.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;

class PythonMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private double counted(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double gauged(String name) {
        return registry.get(name).gauge().value();
    }

    @Test
    void interpreters_calls_errors_and_deaths_are_counted() {
        new PythonMetrics().bindTo(registry);
        double calls = counted("python.calls");
        double errors = counted("python.errors");
        double exits = counted("python.deaths", "reason", "EXIT");
        double open = gauged("python.interpreters");
        try (var python = PythonRuntime.shared().open()) {
            assertEquals(open + 1, gauged("python.interpreters"));
            assertEquals(open == 0 ? python.memoryBytes() : gauged("python.memory"), gauged("python.memory"));
            python.eval("1 + 1");
            assertThrows(PythonException.class, () -> python.eval("1 / 0"));
            assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(1)"));
        }
        assertEquals(open, gauged("python.interpreters"));
        assertEquals(calls + 3, counted("python.calls"));
        assertEquals(errors + 1, counted("python.errors"));
        assertEquals(exits + 1, counted("python.deaths", "reason", "EXIT"));
    }

    @Test
    void a_pool_says_how_it_is_used() throws InterruptedException {
        // region: pool-metrics
        InterpreterPool pool = InterpreterPool.of(PythonRuntime.shared())
                .withSize(1)
                .withMaxWait(Duration.ZERO)
                .build();
        new PythonMetrics().bindTo(registry);
        new PoolMetrics(pool, "rules").bindTo(registry);
        // endregion
        try (pool) {
            try (var loan = pool.borrow()) {
                loan.interpreter().eval("1");
                assertEquals(1, gauged("python.pool.lent"));
                assertThrows(InterpreterPool.ExhaustedException.class, pool::borrow);
            }
            assertEquals(0, gauged("python.pool.lent"));
            assertEquals(1, gauged("python.pool.idle"));
            assertEquals(1, counted("python.pool.loans", "pool", "rules"));
            assertEquals(1, counted("python.pool.timeouts", "pool", "rules"));
        }
    }
}
