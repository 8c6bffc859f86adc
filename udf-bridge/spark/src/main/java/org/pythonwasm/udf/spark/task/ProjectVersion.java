package org.pythonwasm.udf.spark.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this jar. */
final class ProjectVersion {
    static final String HERE = read();

    private ProjectVersion() {}

    private static String read() {
        var properties = new Properties();
        try (var file = ProjectVersion.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
