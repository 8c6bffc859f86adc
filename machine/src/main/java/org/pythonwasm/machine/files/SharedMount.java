package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.NOTDIR;
import static org.pythonwasm.machine.files.Errno.ROFS;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A mount of {@link SharedFiles}: read-only, and it takes nothing of the Java heap per guest. Thread-safe. */
public final class SharedMount implements Mount {
    private final String name;
    private final SharedFiles files;

    /** @param name the path in the guest */
    public SharedMount(String name, SharedFiles files) {
        this.name = name;
        this.files = files;
    }

    private String inTree(String path) {
        return path.isEmpty() ? name : name + "/" + path;
    }

    @Override
    public FileStat stat(String path) throws IOException {
        byte[] content = files.content(path);
        if (content != null) {
            return FileStat.of(FileStat.REGULAR_FILE, content.length, inTree(path), 0);
        }
        if (files.names(path) == null) {
            throw new ErrnoException(isBelowAFile(path) ? NOTDIR : NOENT);
        }
        return FileStat.of(FileStat.DIRECTORY, 0, inTree(path), 0);
    }

    private boolean isBelowAFile(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (files.content(path.substring(0, slash)) != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public OpenFile open(String path, OpenFlags how) throws IOException {
        byte[] content = files.content(path);
        if (content != null) {
            how.requireReadOnly();
            return new Open(path, content);
        }
        List<String> names = files.names(path);
        if (names == null) {
            throw new ErrnoException(isBelowAFile(path) ? NOTDIR : how.creates() ? ROFS : NOENT);
        }
        how.requireDirectory();
        return new OpenDirectory(path, names);
    }

    private final class Open extends OpenFile {
        private final String path;
        private final byte[] content;

        Open(String path, byte[] content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public FileStat stat() throws IOException {
            return SharedMount.this.stat(path);
        }

        @Override
        public int read(long at, byte[] into, int start, int length) {
            int from = (int) Math.min(at, content.length);
            int size = Math.min(length, content.length - from);
            System.arraycopy(content, from, into, start, size);
            return size;
        }
    }

    private final class OpenDirectory extends OpenFile {
        private final String path;
        private final List<String> names;

        OpenDirectory(String path, List<String> names) {
            this.path = path;
            this.names = names;
        }

        @Override
        public FileStat stat() throws IOException {
            return SharedMount.this.stat(path);
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
