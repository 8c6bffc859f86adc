package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.EXIST;
import static org.pythonwasm.engine.internal.Errno.ISDIR;
import static org.pythonwasm.engine.internal.Errno.NOTDIR;
import static org.pythonwasm.engine.internal.Errno.ROFS;

/**
 * How a file is to be opened.
 *
 * @param creates where it is not there
 * @param isDirectory anything else is refused
 * @param isNew one that is there already is refused
 */
record Opening(boolean creates, boolean isDirectory, boolean isNew, boolean truncates, boolean reads, boolean writes) {
    static final long RIGHT_READ = 1 << 1;
    static final long RIGHT_WRITE = 1 << 6;

    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    /** From the arguments of {@code path_open}. */
    static Opening of(int open, long rights) {
        return new Opening((open & CREATE) != 0, (open & DIRECTORY) != 0, (open & CREATE) != 0 && (open & EXCLUSIVE) != 0,
                (open & TRUNCATE) != 0, (rights & RIGHT_READ) != 0, (rights & RIGHT_WRITE) != 0);
    }

    /** Of a path that ends with a slash. */
    Opening ofDirectory() {
        return new Opening(creates, true, isNew, truncates, reads, writes);
    }

    private boolean changes() {
        return truncates || writes;
    }

    /** Refuses what cannot be done with a directory that is there. */
    void requireDirectory() throws Refusal {
        if (isNew) {
            throw new Refusal(EXIST);
        }
        if (changes()) {
            throw new Refusal(ISDIR);
        }
    }

    /** Refuses what cannot be done with a file that is there. */
    void requireFile() throws Refusal {
        if (isNew) {
            throw new Refusal(EXIST);
        }
        if (isDirectory) {
            throw new Refusal(NOTDIR);
        }
    }

    /** Refuses what cannot be done with a file that cannot be changed. */
    void requireReadOnly() throws Refusal {
        requireFile();
        if (changes()) {
            throw new Refusal(ROFS);
        }
    }
}
