package org.pythonwasm.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.micrometer.PoolMetrics;
import org.pythonwasm.micrometer.PythonMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Meters {@code python.*}, where the application has Micrometer. */
@AutoConfiguration(after = PythonWasmAutoConfiguration.class)
@ConditionalOnClass({MeterRegistry.class, PythonMetrics.class})
public class PythonMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PythonMetrics pythonMetrics() {
        return new PythonMetrics();
    }

    @Bean
    @ConditionalOnMissingBean
    PoolMetrics pythonPoolMetrics(InterpreterPool pool, PythonWasmProperties properties) {
        return new PoolMetrics(pool, properties.pool().name());
    }
}
