package org.pythonwasm.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.pythonwasm.engine.EngineMXBean;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonRuntime;

/** The activity of all interpreters of this JVM, {@link PythonRuntime#activity()}, as meters {@code python.*}. */
public final class PythonMetrics implements MeterBinder {
    private final EngineMXBean activity = PythonRuntime.activity();

    public PythonMetrics() {}

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "python.interpreters", "interpreters that are open", EngineMXBean::getInterpreters);
        gauge(registry, "python.interpreters.asleep", "open interpreters that sleep", EngineMXBean::getAsleep);
        bytes(registry, "python.memory", "linear memory of the open interpreters", EngineMXBean::getMemoryBytes);
        bytes(registry, "python.memory.held", "what they hold of the Java heap", EngineMXBean::getHeldBytes);
        counter(registry, "python.opened", "interpreters that were opened", EngineMXBean::getOpened);
        counter(registry, "python.calls", "calls of Java into Python", EngineMXBean::getCalls);
        counter(registry, "python.wakes", "interpreters that a call woke", EngineMXBean::getWakes);
        counter(
                registry,
                "python.errors",
                "calls that ended with an exception",
                engine -> engine.getErrors().values().stream()
                        .mapToDouble(Long::doubleValue)
                        .sum());
        for (var reason : GuestDiedException.Reason.values()) {
            FunctionCounter.builder(
                            "python.deaths",
                            activity,
                            engine -> engine.getDeaths().getOrDefault(reason.name(), 0L))
                    .description("interpreters that were killed or crashed")
                    .tag("reason", reason.name())
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String what, ToDoubleFunction<EngineMXBean> value) {
        Gauge.builder(name, activity, value).description(what).register(registry);
    }

    private void bytes(MeterRegistry registry, String name, String what, ToDoubleFunction<EngineMXBean> value) {
        Gauge.builder(name, activity, value).description(what).baseUnit("bytes").register(registry);
    }

    private void counter(MeterRegistry registry, String name, String what, ToDoubleFunction<EngineMXBean> value) {
        FunctionCounter.builder(name, activity, value).description(what).register(registry);
    }
}
