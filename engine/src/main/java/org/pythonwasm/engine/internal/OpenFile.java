package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.util.Optional;

/** A file or directory that a guest has opened. Same thread rule as the guest, but for {@link #close()}. */
abstract class OpenFile {
    /** All of WASI. */
    static final int FLAGS = 31;
    /** Bytes of the Java heap that the listings of the host's directories which a guest has open may take. */
    static final int MOST_LISTED = 16 << 20;
    private static final int APPEND = 1;

    /** Where the next reading or writing begins. */
    long offset;
    /** Those but {@link #APPEND} change nothing here, and are remembered. */
    int flags;

    /**
     * A name in a directory.
     *
     * @param cookie what the search for the next one begins with
     * @param type as in {@link FileStat}, or unknown
     */
    record Entry(String name, long cookie, long inode, byte type) {
        static final byte UNKNOWN = 0;
    }

    /** Whether it is written at its end, wherever the offset is. */
    final boolean appends() {
        return (flags & APPEND) != 0;
    }

    abstract FileStat stat() throws IOException;

    /** Reads at a place; answers how many bytes, 0 at the end. A directory has no content. */
    int read(long at, byte[] into, int start, int length) throws IOException {
        throw new Refusal(Errno.ISDIR);
    }

    /** Writes at a place; answers how many bytes there was room for, at least one. */
    int write(long at, byte[] from, int start, int length) throws IOException {
        throw new Refusal(Errno.BADF);
    }

    void setSize(long size) throws IOException {
        throw new Refusal(Errno.INVAL);
    }

    void setTimes(FileTimes times) throws IOException {
        throw new Refusal(Errno.ROFS);
    }

    /** The rights that its opener asked for and got. */
    boolean isReadable() {
        return true;
    }

    boolean isWritable() {
        return false;
    }

    /** Of a directory: its path from the root, where it is now. */
    String path() throws IOException {
        throw new Refusal(Errno.NOTDIR);
    }

    /** Of a directory: the first name for a cookie of 0, the next one for that of a name; empty behind the last. */
    Optional<Entry> entryAfter(long cookie) throws IOException {
        throw new Refusal(Errno.NOTDIR);
    }

    /** Bytes of the Java heap that the names in it take, of a directory of the host. */
    int listedBytes() {
        return 0;
    }

    void close() throws IOException {
    }

    /** What was open when a snapshot was taken, and is not in what is forked from it. Its number waits to be closed there. */
    static final class Lost extends OpenFile {
        @Override
        FileStat stat() throws IOException {
            throw new Refusal(Errno.BADF);
        }

        @Override
        int read(long at, byte[] into, int start, int length) throws IOException {
            throw new Refusal(Errno.BADF);
        }
    }
}
