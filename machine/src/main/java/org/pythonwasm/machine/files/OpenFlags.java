package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.EXIST;
import static org.pythonwasm.machine.files.Errno.ISDIR;
import static org.pythonwasm.machine.files.Errno.NOTDIR;
import static org.pythonwasm.machine.files.Errno.ROFS;

/**
 * The mode in which a file is opened.
 *
 * @param creates creates the file if it does not exist
 * @param isDirectory anything but a directory is refused
 * @param isNew an existing file is refused
 */
public record OpenFlags(
        boolean creates, boolean isDirectory, boolean isNew, boolean truncates, boolean reads, boolean writes) {
    public static final long RIGHT_READ = 1 << 1;
    public static final long RIGHT_WRITE = 1 << 6;

    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    /** Reads the arguments of {@code path_open}. */
    public static OpenFlags of(int open, long rights) {
        return new OpenFlags(
                (open & CREATE) != 0,
                (open & DIRECTORY) != 0,
                (open & CREATE) != 0 && (open & EXCLUSIVE) != 0,
                (open & TRUNCATE) != 0,
                (rights & RIGHT_READ) != 0,
                (rights & RIGHT_WRITE) != 0);
    }

    /** Returns the flags for a path that ends with a slash. */
    public OpenFlags ofDirectory() {
        return new OpenFlags(creates, true, isNew, truncates, reads, writes);
    }

    private boolean changes() {
        return truncates || writes;
    }

    /** Refuses operations that are impossible on an existing directory. */
    void requireDirectory() throws ErrnoException {
        if (isNew) {
            throw new ErrnoException(EXIST);
        }
        if (changes()) {
            throw new ErrnoException(ISDIR);
        }
    }

    /** Refuses operations that are impossible on an existing file. */
    void requireFile() throws ErrnoException {
        if (isNew) {
            throw new ErrnoException(EXIST);
        }
        if (isDirectory) {
            throw new ErrnoException(NOTDIR);
        }
    }

    /** Refuses operations that are impossible on a read-only file. */
    void requireReadOnly() throws ErrnoException {
        requireFile();
        if (changes()) {
            throw new ErrnoException(ROFS);
        }
    }
}
