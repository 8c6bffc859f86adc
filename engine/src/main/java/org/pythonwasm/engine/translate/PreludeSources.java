package org.pythonwasm.engine.translate;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts the sources of the guest's prelude into the jar, for guests that do not hold it: an object of names and texts. */
final class PreludeSources {
    private PreludeSources() {
    }

    static void write(Path prelude, Path target) throws IOException {
        Files.createDirectories(target);
        try (var files = Files.newDirectoryStream(prelude, "*.py");
                var json = new JsonFactory().createGenerator(Files.newOutputStream(target.resolve("prelude.json")))) {
            json.writeStartObject();
            for (Path file : files) {
                String name = file.getFileName().toString();
                json.writeStringField(name.substring(0, name.length() - ".py".length()), Files.readString(file));
            }
            json.writeEndObject();
        }
    }
}
