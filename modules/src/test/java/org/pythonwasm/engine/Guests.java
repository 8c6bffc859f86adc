package org.pythonwasm.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pythonwasm.test.GuestBuilds;

/** Modules to test with, of {@link GuestBuilds}, and their runtimes. */
final class Guests {
    static final int MINOR = 13;

    private static final Map<PythonModule, PythonRuntime> RUNTIMES = new ConcurrentHashMap<>();

    private Guests() {}

    /** An install prefix with {@code python.wasm} in it and {@code lib/python3.13}. */
    static Path plain() {
        return GuestBuilds.plain();
    }

    /** One of {@code packed-compiled}, {@code packed-sources}, {@code reactor}, {@code library}. */
    static PythonModule layout(String name) {
        return PythonModule.of(GuestBuilds.layouts().resolve(name + ".wasm"));
    }

    /** A single file that holds its library. */
    static Path npm() {
        return GuestBuilds.npm();
    }

    static PythonModule official() {
        return PythonModule.of(plain().resolve("python.wasm")).withLibrary(plain());
    }

    /** Compiled once a machine: the cache is the user's. */
    static PythonRuntime runtime(PythonModule module) {
        return RUNTIMES.computeIfAbsent(
                module,
                key -> PythonRuntime.builder()
                        .withModule(key)
                        .withProgress(System.out::println)
                        .build());
    }

    static PythonInterpreter open(PythonModule module) {
        return runtime(module).open();
    }
}
