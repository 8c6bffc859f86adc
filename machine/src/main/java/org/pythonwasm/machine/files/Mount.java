package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.EXIST;
import static org.pythonwasm.machine.files.Errno.ROFS;

import java.io.IOException;

/**
 * A part of the files that a guest sees; it cannot be changed unless it says otherwise. Paths are normalized and relative to the
 * place, "" is the place itself. What is not possible is a {@link ErrnoException}.
 */
public interface Mount {
    FileStat stat(String path) throws IOException;

    OpenFile open(String path, OpenFlags how) throws IOException;

    default void createDirectory(String path) throws IOException {
        throw new ErrnoException(exists(path) ? EXIST : ROFS);
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
        throw new ErrnoException(ROFS);
    }

    default boolean exists(String path) throws IOException {
        try {
            stat(path);
            return true;
        } catch (ErrnoException e) {
            return false;
        }
    }
}
