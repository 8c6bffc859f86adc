package org.pythonwasm.jit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** Interpreters that compile code at its first use, whose guards fail at random (pom.xml), and such as compile none. */
final class Interpreters {
    static final Limits LIMITS = Limits.defaults().withWallTime(Duration.ofMinutes(5));

    private Interpreters() {}

    static PythonRuntime runtime(boolean compiled) {
        return PythonRuntime.builder()
                .withLimits(LIMITS)
                .withCompiledCode(compiled)
                .build();
    }

    static PythonInterpreter compiled() {
        return runtime(true).open();
    }

    static PythonInterpreter interpreted() {
        return runtime(false).open();
    }

    static String resource(String name) {
        try (var in = Interpreters.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
