package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.EXIST;
import static org.pythonwasm.machine.files.Errno.ISDIR;
import static org.pythonwasm.machine.files.Errno.NOTDIR;
import static org.pythonwasm.machine.files.Errno.ROFS;

/**
 * How a file is to be opened.
 *
 * @param creates where it is not there
 * @param isDirectory anything else is refused
 * @param isNew one that is there already is refused
 */
public record OpenFlags(boolean creates, boolean isDirectory, boolean isNew, boolean truncates, boolean reads, boolean writes) {
    public static final long RIGHT_READ = 1 << 1;
    public static final long RIGHT_WRITE = 1 << 6;

    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    /** From the arguments of {@code path_open}. */
    public static OpenFlags of(int open, long rights) {
        return new OpenFlags((open & CREATE) != 0, (open & DIRECTORY) != 0, (open & CREATE) != 0 && (open & EXCLUSIVE) != 0,
                (open & TRUNCATE) != 0, (rights & RIGHT_READ) != 0, (rights & RIGHT_WRITE) != 0);
    }

    /** Of a path that ends with a slash. */
    public OpenFlags ofDirectory() {
        return new OpenFlags(creates, true, isNew, truncates, reads, writes);
    }

    private boolean changes() {
        return truncates || writes;
    }

    /** Refuses what cannot be done with a directory that is there. */
    void requireDirectory() throws ErrnoException {
        if (isNew) {
            throw new ErrnoException(EXIST);
        }
        if (changes()) {
            throw new ErrnoException(ISDIR);
        }
    }

    /** Refuses what cannot be done with a file that is there. */
    void requireFile() throws ErrnoException {
        if (isNew) {
            throw new ErrnoException(EXIST);
        }
        if (isDirectory) {
            throw new ErrnoException(NOTDIR);
        }
    }

    /** Refuses what cannot be done with a file that cannot be changed. */
    void requireReadOnly() throws ErrnoException {
        requireFile();
        if (changes()) {
            throw new ErrnoException(ROFS);
        }
    }
}
