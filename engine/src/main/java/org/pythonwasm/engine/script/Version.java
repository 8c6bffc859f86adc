package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this artifact, which the build wrote. */
final class Version {
    /** Such as 1.2.3, also before that is released. */
    static final String NUMBER = read().replace("-SNAPSHOT", "");

    private Version() {}

    private static String read() {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
