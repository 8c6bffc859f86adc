package org.pythonwasm.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.pythonwasm.engine.InterpreterPool;

/** How an {@link InterpreterPool} is used, as meters {@code python.pool.*} with the tag {@code pool}. */
public final class PoolMetrics implements MeterBinder {
    private static final String POOL = "pool";

    private final InterpreterPool pool;
    private final String name;

    /** @param name the value of the tag */
    public PoolMetrics(InterpreterPool pool, String name) {
        this.pool = Objects.requireNonNull(pool, POOL);
        this.name = Objects.requireNonNull(name, "name");
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "python.pool.idle",
                "interpreters that wait to be borrowed",
                of -> of.statistics().idle());
        gauge(
                registry,
                "python.pool.lent",
                "interpreters on loan",
                of -> of.statistics().lent());
        gauge(
                registry,
                "python.pool.waiting",
                "threads that wait for one",
                of -> of.statistics().waiting());
        counter(
                registry,
                "python.pool.loans",
                "loans so far",
                of -> of.statistics().borrowed());
        counter(
                registry,
                "python.pool.discarded",
                "loans that ended with a removal",
                of -> of.statistics().discarded());
        counter(
                registry,
                "python.pool.timeouts",
                "borrowers that got none in time",
                of -> of.usage().timeouts());
        time(
                registry,
                "python.pool.wait",
                "mean wait of the last hundred borrowers",
                of -> of.usage().meanWait().toMillis());
        time(
                registry,
                "python.pool.loan",
                "mean duration of the last hundred loans",
                of -> of.usage().meanLoan().toMillis());
    }

    private void gauge(MeterRegistry registry, String meter, String what, ToDoubleFunction<InterpreterPool> value) {
        Gauge.builder(meter, pool, value).description(what).tag(POOL, name).register(registry);
    }

    private void counter(MeterRegistry registry, String meter, String what, ToDoubleFunction<InterpreterPool> value) {
        FunctionCounter.builder(meter, pool, value)
                .description(what)
                .tag(POOL, name)
                .register(registry);
    }

    private void time(MeterRegistry registry, String meter, String what, ToDoubleFunction<InterpreterPool> value) {
        TimeGauge.builder(meter, pool, TimeUnit.MILLISECONDS, value)
                .description(what)
                .tag(POOL, name)
                .register(registry);
    }
}
