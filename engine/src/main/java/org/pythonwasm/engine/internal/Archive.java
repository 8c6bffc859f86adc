package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.NOENT;
import static org.pythonwasm.engine.internal.Errno.ROFS;

import java.io.IOException;
import java.util.function.Supplier;

/** The place of one file, the standard library. Thread-safe. */
final class Archive implements Place {
    private final String name;
    private final Supplier<byte[]> content;

    /** @param content asked for when the guest first looks at it */
    Archive(String name, Supplier<byte[]> content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public FileStat stat(String path) throws IOException {
        if (!path.isEmpty()) {
            throw new Refusal(NOENT);
        }
        return stat();
    }

    private FileStat stat() {
        return FileStat.of(FileStat.REGULAR_FILE, content.get().length, name, 0);
    }

    @Override
    public OpenFile open(String path, Opening how) throws IOException {
        if (!path.isEmpty()) {
            throw new Refusal(how.creates() ? ROFS : NOENT);
        }
        how.requireReadOnly();
        return new Open();
    }

    private final class Open extends OpenFile {
        @Override
        FileStat stat() {
            return Archive.this.stat();
        }

        @Override
        int read(long at, byte[] into, int start, int length) {
            byte[] bytes = content.get();
            int size = (int) Math.min(length, Math.max(0, bytes.length - at));
            System.arraycopy(bytes, (int) Math.min(at, bytes.length), into, start, size);
            return size;
        }
    }
}
