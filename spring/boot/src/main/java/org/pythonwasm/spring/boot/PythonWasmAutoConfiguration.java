package org.pythonwasm.spring.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.script.ScriptEngine;
import org.pythonwasm.engine.EngineListener;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The runtime that the properties describe, and a pool of its interpreters; an application's own beans take their place. */
@AutoConfiguration
@EnableConfigurationProperties(PythonWasmProperties.class)
public class PythonWasmAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    PythonRuntime pythonRuntime(
            PythonWasmProperties properties,
            ObjectProvider<EngineListener> listener,
            ObjectProvider<PythonRuntimeCustomizer> customizers)
            throws IOException {
        var limits = properties.limits();
        var runtime = PythonRuntime.builder()
                .withSettings(properties.settings())
                .withLimits(limits.toLimits())
                .withHostAccess(properties.access());
        if (properties.timeZone() != null) {
            runtime.withTimeZone(properties.timeZone());
        }
        if (properties.preparation() != null) {
            runtime.withPreparation(properties.preparation().getContentAsString(StandardCharsets.UTF_8));
        }
        if (limits.totalMemory() != null) {
            runtime.withTotalMemory(limits.totalMemory().toBytes());
        }
        if (limits.sleepAfter() != null) {
            runtime.withSleepAfter(limits.sleepAfter());
        }
        listener.ifUnique(runtime::withListener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(runtime));
        return runtime.build();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    InterpreterPool pythonPool(PythonRuntime runtime, PythonWasmProperties properties) {
        var settings = properties.pool();
        var pool = InterpreterPool.of(runtime)
                .withMinIdle(settings.minIdle())
                .withMaxWait(settings.maxWait())
                .withName(settings.name());
        if (settings.size() != null) {
            pool.withSize(settings.size());
        }
        if (settings.maxIdle() != null) {
            pool.withMaxIdle(settings.maxIdle());
        }
        if (settings.idleTimeout() != null) {
            pool.withIdleTimeout(settings.idleTimeout());
        }
        return pool.build();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @ConditionalOnProperty("python-wasm.script-engine.enabled")
    ScriptEngine pythonScriptEngine(PythonRuntime runtime) {
        return new PythonScriptEngineFactory(runtime).getScriptEngine();
    }
}
