package org.pythonwasm.regex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** Interpreters that compile each pattern at its first use, and such as compile none. */
final class Interpreters {
    private static final Limits LIMITS = Limits.defaults().withWallTime(Duration.ofMinutes(5));

    private Interpreters() {}

    static PythonRuntime runtime(boolean compiled) {
        System.setProperty("python-wasm.regexThreshold", "1");
        return PythonRuntime.builder()
                .withLimits(LIMITS)
                .withCompiledRegexes(compiled)
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
