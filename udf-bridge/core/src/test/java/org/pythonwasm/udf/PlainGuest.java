package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** CPython unchanged, as {@code guest/build.sh --plain} makes it. */
public final class PlainGuest {
    private static final Optional<Path> PREFIX = build();

    private PlainGuest() {
    }

    private static Optional<Path> build() {
        try {
            var process = new ProcessBuilder(Path.of("..", "guest", "build.sh").toString(), "--plain")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return process.waitFor() != 0 || lines.isEmpty()
                    ? Optional.empty() : Optional.of(Path.of(lines.get(lines.size() - 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The install prefix with {@code python.wasm} and {@code lib/python3.13} in it. */
    public static Path prefix() {
        assumeTrue(PREFIX.isPresent(), "guest/build.sh --plain failed, see its message above: needs apt");
        return PREFIX.orElseThrow();
    }
}
