package org.pythonwasm.spring.boot;

import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The health component {@code pythonWasm}, where the application has the actuator. */
@AutoConfiguration(after = PythonWasmAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
public class PythonHealthAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean(name = "pythonWasmHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("pythonwasm")
    HealthIndicator pythonWasmHealthIndicator(PythonRuntime runtime, InterpreterPool pool) {
        return new PythonHealthIndicator(runtime, pool);
    }
}
