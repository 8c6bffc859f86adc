package org.pythonwasm.cpython;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The sources of what lies compiled in the guest's library.
 *
 * @param folders the first that has a file counts
 */
record LibrarySources(List<Path> folders) {
    /** @param name relative to the library's folder */
    Optional<byte[]> read(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name).normalize())
                .filter(this::isSource)
                .findFirst()
                .map(LibrarySources::content);
    }

    private boolean isSource(Path file) {
        return folders.stream().anyMatch(file::startsWith) && Files.isRegularFile(file);
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
