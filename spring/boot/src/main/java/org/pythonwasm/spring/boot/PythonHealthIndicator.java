package org.pythonwasm.spring.boot;

import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Up if a fresh interpreter opens and computes. It takes none of the pool: one that is all lent is busy, not broken. */
final class PythonHealthIndicator extends AbstractHealthIndicator {
    private final PythonRuntime runtime;
    private final InterpreterPool pool;

    PythonHealthIndicator(PythonRuntime runtime, InterpreterPool pool) {
        super("no interpreter could be opened");
        this.runtime = runtime;
        this.pool = pool;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        try (var python = runtime.open()) {
            health.up().withDetail("version", python.eval("__import__('sys').version.split()[0]"));
        }
        var use = pool.statistics();
        health.withDetail("idle", use.idle()).withDetail("lent", use.lent()).withDetail("waiting", use.waiting());
    }
}
