package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.EXIST;
import static org.pythonwasm.engine.internal.Errno.ROFS;

import java.io.IOException;

/**
 * A part of the files that a guest sees; it cannot be changed unless it says otherwise. Paths are normalized and relative to the
 * place, "" is the place itself. What is not possible is a {@link Refusal}.
 */
interface Place {
    FileStat stat(String path) throws IOException;

    OpenFile open(String path, Opening how) throws IOException;

    default void createDirectory(String path) throws IOException {
        throw new Refusal(exists(path) ? EXIST : ROFS);
    }

    default void removeFile(String path) throws IOException {
        refuseChange(path);
    }

    default void removeDirectory(String path) throws IOException {
        refuseChange(path);
    }

    default void rename(String path, String newPath) throws IOException {
        refuseChange(path);
    }

    default void setTimes(String path, FileTimes times) throws IOException {
        refuseChange(path);
    }

    /** Programs tell a file that is not there from one that must not be touched, so the difference is kept. */
    private void refuseChange(String path) throws IOException {
        stat(path);
        throw new Refusal(ROFS);
    }

    default boolean exists(String path) throws IOException {
        try {
            stat(path);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }
}
