package org.pythonwasm.machine.files;

import java.io.IOException;
import java.util.Optional;

/** A file or directory that a guest has opened. Same thread rule as the guest, except for {@link #close()}. */
public abstract class OpenFile {
    /** All of WASI. */
    public static final int FLAGS = 31;
    /** The bytes of the Java heap that a guest's open listings of host directories may take. */
    public static final int MOST_LISTED = 16 << 20;

    private static final int APPEND = 1;

    /** The place of the next read or write. */
    public long offset;
    /** Flags other than {@link #APPEND} have no effect here, and are only remembered. */
    public int flags;

    /**
     * A name in a directory.
     *
     * @param cookie the start of the search for the next name
     * @param type as in {@link FileStat}, or unknown
     */
    public record Entry(String name, long cookie, long inode, byte type) {
        static final byte UNKNOWN = 0;
    }

    /** Returns whether writes go to the end, wherever the offset is. */
    public final boolean appends() {
        return (flags & APPEND) != 0;
    }

    public abstract FileStat stat() throws IOException;

    /** Reads at a place; returns the number of bytes, 0 at the end. A directory has no content. */
    public int read(long at, byte[] into, int start, int length) throws IOException {
        throw new ErrnoException(Errno.ISDIR);
    }

    /** Writes at a place; returns the number of bytes that fitted, at least one. */
    public int write(long at, byte[] from, int start, int length) throws IOException {
        throw new ErrnoException(Errno.BADF);
    }

    public void setSize(long size) throws IOException {
        throw new ErrnoException(Errno.INVAL);
    }

    public void setTimes(FileTimes times) throws IOException {
        throw new ErrnoException(Errno.ROFS);
    }

    /** Returns whether its opener requested and received this right. */
    public boolean isReadable() {
        return true;
    }

    public boolean isWritable() {
        return false;
    }

    /** Returns the current path of a directory from the root. */
    public String path() throws IOException {
        throw new ErrnoException(Errno.NOTDIR);
    }

    /**
     * Returns the first name of a directory for a cookie of 0, and the next name for that of a name; empty after the
     * last.
     */
    public Optional<Entry> entryAfter(long cookie) throws IOException {
        throw new ErrnoException(Errno.NOTDIR);
    }

    /** Returns the bytes of the Java heap that the names in a directory of the host take. */
    public int listedBytes() {
        return 0;
    }

    public void close() throws IOException {}

    /**
     * A file that was open when a snapshot was taken, and does not exist in its forks. Its number there waits to be
     * closed.
     */
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
