package org.pythonwasm.example.tpch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The SQL files and other texts beside a class. */
final class Resources {
    private Resources() {}

    /** Returns a text of this module. */
    static String text(String name) {
        return find(Resources.class, name)
                .orElseThrow(() ->
                        new IllegalStateException("the example's jar lacks " + name + ": build it with mvn package"));
    }

    static Optional<String> find(Class<?> neighbour, String name) {
        try (var stream = neighbour.getResourceAsStream(name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the example's " + name + " cannot be read", e);
        }
    }
}
