package org.pythonwasm.machine.files;

import java.io.IOException;
import java.util.Optional;

/** A file or directory that a guest has opened. Same thread rule as the guest, but for {@link #close()}. */
public abstract class OpenFile {
    /** All of WASI. */
    public static final int FLAGS = 31;
    /** Bytes of the Java heap that the listings of the host's directories which a guest has open may take. */
    public static final int MOST_LISTED = 16 << 20;
    private static final int APPEND = 1;

    /** Where the next reading or writing begins. */
    public long offset;
    /** Those but {@link #APPEND} change nothing here, and are remembered. */
    public int flags;

    /**
     * A name in a directory.
     *
     * @param cookie what the search for the next one begins with
     * @param type as in {@link FileStat}, or unknown
     */
    public record Entry(String name, long cookie, long inode, byte type) {
        static final byte UNKNOWN = 0;
    }

    /** Whether it is written at its end, wherever the offset is. */
    public final boolean appends() {
        return (flags & APPEND) != 0;
    }

    public abstract FileStat stat() throws IOException;

    /** Reads at a place; answers how many bytes, 0 at the end. A directory has no content. */
    public int read(long at, byte[] into, int start, int length) throws IOException {
        throw new ErrnoException(Errno.ISDIR);
    }

    /** Writes at a place; answers how many bytes there was room for, at least one. */
    public int write(long at, byte[] from, int start, int length) throws IOException {
        throw new ErrnoException(Errno.BADF);
    }

    public void setSize(long size) throws IOException {
        throw new ErrnoException(Errno.INVAL);
    }

    public void setTimes(FileTimes times) throws IOException {
        throw new ErrnoException(Errno.ROFS);
    }

    /** The rights that its opener asked for and got. */
    public boolean isReadable() {
        return true;
    }

    public boolean isWritable() {
        return false;
    }

    /** Of a directory: its path from the root, where it is now. */
    public String path() throws IOException {
        throw new ErrnoException(Errno.NOTDIR);
    }

    /** Of a directory: the first name for a cookie of 0, the next one for that of a name; empty behind the last. */
    public Optional<Entry> entryAfter(long cookie) throws IOException {
        throw new ErrnoException(Errno.NOTDIR);
    }

    /** Bytes of the Java heap that the names in it take, of a directory of the host. */
    public int listedBytes() {
        return 0;
    }

    public void close() throws IOException {
    }

    /** What was open when a snapshot was taken, and is not in what is forked from it. Its number waits to be closed there. */
    public static final class Lost extends OpenFile {
        @Override
        public FileStat stat() throws IOException {
            throw new ErrnoException(Errno.BADF);
        }

        @Override
        public int read(long at, byte[] into, int start, int length) throws IOException {
            throw new ErrnoException(Errno.BADF);
        }
    }
}
