package org.pythonwasm.example.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL files and other texts beside the classes. */
final class Resources {
    private Resources() {
    }

    static String text(String name) {
        try (var stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the example's jar lacks " + name + ": build it with mvn package");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the example's " + name + " cannot be read", e);
        }
    }
}
