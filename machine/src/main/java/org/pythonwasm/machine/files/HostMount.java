package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.INTR;
import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.NOMEM;
import static org.pythonwasm.machine.files.Errno.ROFS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A granted directory of the host, with everything below it; read-only. A path of the guest is mapped to one of the
 * host name by name. Only regular files and directories are visible; a symbolic link is not, wherever it leads.
 * Thread-safe.
 */
public final class HostMount implements Mount {
    private static final int ATTEMPTS = 10;
    /** For each read the JVM allocates as much memory outside its heap, and keeps it for the thread. */
    private static final int SLICE = 1 << 16;
    /** The Java heap that a name needs in addition to its characters. */
    private static final int BYTES_OF_A_NAME = 64;

    private final String name;
    private final Path root;

    /** @param name the path in the guest */
    public HostMount(String name, Path root) {
        this.name = name;
        this.root = root;
    }

    @Override
    public FileStat stat(String path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes =
                    Files.readAttributes(require(path, NOENT), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException unreadable) {
            throw new ErrnoException(NOENT);
        }
        boolean directory = attributes.isDirectory();
        return FileStat.of(
                directory ? FileStat.DIRECTORY : FileStat.REGULAR_FILE,
                directory ? 0 : attributes.size(),
                inTree(path),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    private String inTree(String path) {
        return path.isEmpty() ? name : name + "/" + path;
    }

    @Override
    public OpenFile open(String path, OpenFlags how) throws IOException {
        Path host = require(path, how.creates() ? ROFS : NOENT);
        boolean directory = Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS);
        if (directory) {
            how.requireDirectory();
        } else {
            how.requireReadOnly();
        }
        try {
            return directory ? new OpenDirectory(path, host) : new Open(path, host);
        } catch (ErrnoException e) {
            throw e;
        } catch (IOException unreadable) {
            throw new ErrnoException(NOENT);
        }
    }

    private Path require(String path, int otherwise) throws ErrnoException {
        return (path.isEmpty() ? Optional.of(root) : descend(path)).orElseThrow(() -> new ErrnoException(otherwise));
    }

    private Optional<Path> descend(String path) {
        Path place = root;
        try {
            for (String step : path.split("/")) {
                Path next = place.resolve(step);
                // The name contains a separator or drive of the host.
                if (!place.equals(next.getParent()) || !isVisible(next)) {
                    return Optional.empty();
                }
                place = next;
            }
            return place.toRealPath().startsWith(root) ? Optional.of(place) : Optional.empty();
        } catch (InvalidPathException | IOException noSuchFile) {
            return Optional.empty();
        }
    }

    private static boolean isVisible(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private final class Open extends OpenFile {
        private final FileStat atFirst;
        private final String path;
        private final Object key;
        private FileChannel channel;
        private boolean closed;

        Open(String path, Path host) throws IOException {
            this.atFirst = HostMount.this.stat(path);
            this.path = path;
            this.channel = channel(host);
            this.key = key(host);
        }

        /** The size is that of the open file, whatever file has its name now. */
        @Override
        public FileStat stat() throws IOException {
            return FileStat.of(
                    FileStat.REGULAR_FILE, uninterrupted(FileChannel::size), inTree(path), atFirst.modified());
        }

        @Override
        public int read(long at, byte[] into, int start, int length) throws IOException {
            int total = 0;
            int read = SLICE;
            while (total < length && read == SLICE) {
                int done = total;
                int slice = Math.min(SLICE, length - done);
                read = Math.max(
                        0, uninterrupted(open -> open.read(ByteBuffer.wrap(into, start + done, slice), at + done)));
                total += read;
            }
            return total;
        }

        /**
         * An interruption of the thread is meant for the script, not for the file: an interrupted channel closes
         * itself, but the script may continue. So the interrupt flag is set aside meanwhile, and a channel that has
         * seen it nevertheless is opened again.
         */
        private <T> T uninterrupted(Use<T> use) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                for (int i = 0; i < ATTEMPTS; i++) {
                    try {
                        return use.of(channel);
                    } catch (ClosedByInterruptException e) {
                        interrupted |= Thread.interrupted();
                        reopen(e);
                    }
                }
                // The guest tries again, within its limits.
                throw new ErrnoException(INTR);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Opens the same file only, whatever file has its name now. */
        private synchronized void reopen(IOException otherwise) throws IOException {
            Path host = require(path, NOENT);
            if (closed || !Objects.equals(key, key(host))) {
                throw otherwise;
            }
            channel = channel(host);
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            channel.close();
        }
    }

    /** An operation on a channel. */
    private interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    private static FileChannel channel(Path host) throws IOException {
        return FileChannel.open(host, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a key that identifies the file; null if the file system has none. */
    private static Object key(Path host) throws IOException {
        return Files.readAttributes(host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** A directory as it was when it was opened. */
    private final class OpenDirectory extends OpenFile {
        private final String path;
        private final List<String> names = new ArrayList<>();
        private final int size;

        OpenDirectory(String path, Path host) throws IOException {
            this.path = path;
            int bytes = 0;
            try (var entries = Files.newDirectoryStream(host)) {
                for (Path entry : entries) {
                    String found = entry.getFileName().toString();
                    bytes += BYTES_OF_A_NAME + 2 * found.length();
                    if (bytes > OpenFile.MOST_LISTED) {
                        throw new ErrnoException(NOMEM);
                    }
                    if (isVisible(entry)) {
                        names.add(found);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            Collections.sort(names);
            this.size = bytes;
        }

        @Override
        public int listedBytes() {
            return size;
        }

        @Override
        public FileStat stat() throws IOException {
            return HostMount.this.stat(path);
        }

        @Override
        public String path() {
            return inTree(path);
        }

        @Override
        public Optional<Entry> entryAfter(long cookie) {
            if (cookie < 0 || cookie >= names.size()) {
                return Optional.empty();
            }
            String entry = names.get((int) cookie);
            return Optional.of(new Entry(entry, cookie + 1, FileStat.inode(path() + "/" + entry), Entry.UNKNOWN));
        }
    }
}
