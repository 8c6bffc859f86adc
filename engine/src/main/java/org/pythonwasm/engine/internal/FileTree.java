package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files that a guest sees: the archive of the standard library, and directories that were granted. All read-only.
 *
 * <p>A path of the guest becomes one of the host name by name. {@code ..} is resolved in the guest's own tree and ends at
 * its root; a symbolic link below a granted directory is not there, wherever it leads; only regular files and directories are.
 */
final class FileTree {
    /** Where the guest finds its standard library. */
    static final String ARCHIVE = "usr/local/lib/python313.zip";

    private final Supplier<byte[]> archive;
    private final Map<String, Path> directories;

    FileTree(Supplier<byte[]> archive, Map<String, Path> directories) {
        this.archive = archive;
        this.directories = directories;
    }

    /** A path without {@code .}, {@code ..} and doubled slashes, relative to the root; "" is the root. */
    static String normalize(String path) {
        var names = new ArrayDeque<String>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    /** Empty where there is none. */
    Optional<OpenFile> open(String path) throws IOException {
        if (path.equals(ARCHIVE)) {
            return Optional.of(new OpenFile.InMemory(archive.get()));
        }
        Path host = onHost(path);
        return host == null ? Optional.empty() : Optional.of(open(host));
    }

    private static OpenFile open(Path host) throws IOException {
        if (!Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
            return new OpenFile.OnHost(FileChannel.open(host, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        try (var entries = Files.list(host)) {
            return new OpenFile.Directory(
                    entries.filter(FileTree::isVisible).map(entry -> entry.getFileName().toString()).sorted().toList());
        }
    }

    /** Whether there is a directory, on the host or on the way to what the guest has. */
    boolean isDirectory(String path) {
        if (path.isEmpty() || ARCHIVE.startsWith(path + "/")
                || directories.keySet().stream().anyMatch(granted -> granted.startsWith(path + "/"))) {
            return true;
        }
        Path host = onHost(path);
        return host != null && Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS);
    }

    /** Size of a file; empty where there is none. */
    Optional<Long> sizeOf(String path) throws IOException {
        if (path.equals(ARCHIVE)) {
            return Optional.of((long) archive.get().length);
        }
        Path host = onHost(path);
        return host == null ? Optional.empty() : Optional.of(Files.size(host));
    }

    /** The file or directory of the host behind a path of the guest, or null. */
    private Path onHost(String path) {
        for (var granted : directories.entrySet()) {
            String root = granted.getKey();
            if (path.equals(root)) {
                return granted.getValue();
            }
            if (path.startsWith(root + "/")) {
                return descend(granted.getValue(), path.substring(root.length() + 1));
            }
        }
        return null;
    }

    private static Path descend(Path root, String path) {
        Path place = root;
        try {
            for (String name : path.split("/")) {
                Path next = place.resolve(name);
                // A separator or drive of the host's own in a name.
                if (!place.equals(next.getParent()) || !isVisible(next)) {
                    return null;
                }
                place = next;
            }
            return place.toRealPath().startsWith(root) ? place : null;
        } catch (InvalidPathException | IOException noSuchFile) {
            return null;
        }
    }

    private static boolean isVisible(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
