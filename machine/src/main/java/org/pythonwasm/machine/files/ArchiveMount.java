package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.ROFS;

import java.io.IOException;
import java.util.function.Supplier;

/** The place of one file, the standard library. Thread-safe. */
public final class ArchiveMount implements Mount {
    private final String name;
    private final Supplier<byte[]> content;

    /** @param content asked for when the guest first looks at it */
    public ArchiveMount(String name, Supplier<byte[]> content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public FileStat stat(String path) throws IOException {
        if (!path.isEmpty()) {
            throw new ErrnoException(NOENT);
        }
        return stat();
    }

    private FileStat stat() {
        return FileStat.of(FileStat.REGULAR_FILE, content.get().length, name, 0);
    }

    @Override
    public OpenFile open(String path, OpenFlags how) throws IOException {
        if (!path.isEmpty()) {
            throw new ErrnoException(how.creates() ? ROFS : NOENT);
        }
        how.requireReadOnly();
        return new Open();
    }

    private final class Open extends OpenFile {
        @Override
        public FileStat stat() {
            return ArchiveMount.this.stat();
        }

        @Override
        public int read(long at, byte[] into, int start, int length) {
            byte[] bytes = content.get();
            int size = (int) Math.min(length, Math.max(0, bytes.length - at));
            System.arraycopy(bytes, (int) Math.min(at, bytes.length), into, start, size);
            return size;
        }
    }
}
