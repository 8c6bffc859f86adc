package org.pythonwasm.spring.boot;

import org.pythonwasm.engine.PythonRuntime;

/** A bean that sets what has no property, such as a clock, before the runtime is built. */
@FunctionalInterface
public interface PythonRuntimeCustomizer {
    void customize(PythonRuntime.Builder runtime);
}
