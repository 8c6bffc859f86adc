package org.pythonwasm.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.stream.Stream;

/** The databases in the jar. */
final class Databases {
    private Databases() {}

    /** Returns name and version of each. */
    static Stream<String> versions() {
        var versions = new Properties();
        try (var in = Databases.class.getResourceAsStream("databases.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of("H2", "Calcite").map(name -> name + " " + versions.getProperty(name));
    }
}
