package org.pythonwasm.translator;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Puts the sources of the guest's prelude into the jar, for guests that do not contain it: an object of names and
 * texts.
 */
final class PreludeSources {
    private PreludeSources() {}

    static void write(Path prelude, Path target) throws IOException {
        Files.createDirectories(target);
        try (Stream<Path> files = Files.walk(prelude);
                var json = new JsonFactory().createGenerator(Files.newOutputStream(target.resolve("prelude.json")))) {
            json.writeStartObject();
            for (Path file : files.filter(file -> file.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                json.writeStringField(module(prelude.relativize(file).toString()), Files.readString(file));
            }
            json.writeEndObject();
        }
    }

    /** A package is the module in its {@code __init__.py}. */
    private static String module(String file) {
        String name = file.substring(0, file.length() - ".py".length()).replace(File.separatorChar, '.');
        return name.endsWith(".__init__") ? name.substring(0, name.length() - ".__init__".length()) : name;
    }
}
