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
 * Text files that others read and write at the same moment, also from other processes: nobody sees a part of one. What is
 * written goes to a draft beside the file first, whose name ends with {@code .tmp}. Stateless.
 */
final class WholeFile {
    private WholeFile() {
    }

    /** Writes a file that is not there yet; answers false, and leaves it alone, where it is. Of several who try, one succeeds. */
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

    /** Moving would replace; a link is there with all of its text, or not at all. */
    private static void name(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            // A file system like FAT: the name is taken by an empty file, which others may see for a moment.
            Files.createFile(file);
            move(draft, file);
        }
    }

    /** Writes a file, whether it is there or not. */
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
