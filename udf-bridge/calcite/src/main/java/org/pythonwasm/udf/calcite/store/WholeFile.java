package org.pythonwasm.udf.calcite.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes and reads text files that others read and write at the same moment, including other processes: nobody sees a
 * part of one. The text is first written to a draft beside the file, whose name ends with {@code .tmp}. Stateless.
 */
final class WholeFile {
    private WholeFile() {}

    /** Creates a new file; returns false, and changes nothing, if it exists. If several try, one succeeds. */
    static boolean create(Path file, String text) throws IOException {
        var draft = draft(file);
        try {
            write(draft, text);
            name(draft, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** A move would replace the file; a link appears with all of its text, or not at all. */
    private static void name(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            // On a file system such as FAT, an empty file takes the name, which others may see for a moment.
            Files.createFile(file);
            move(draft, file);
        }
    }

    /** Writes a file, new or existing. */
    static void replace(Path file, String text) throws IOException {
        var draft = draft(file);
        try {
            write(draft, text);
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path draft(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private static void write(Path draft, String text) throws IOException {
        Files.writeString(draft, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
