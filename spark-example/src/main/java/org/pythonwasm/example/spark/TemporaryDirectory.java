package org.pythonwasm.example.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory that is deleted with all its content when it is closed. */
record TemporaryDirectory(Path path) implements AutoCloseable {

    static TemporaryDirectory create() throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory("spark-example-"));
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(path).sorted(Comparator.reverseOrder())) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }
    }
}
