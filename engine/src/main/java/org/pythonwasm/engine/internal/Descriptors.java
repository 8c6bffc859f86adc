package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The files and directories that a guest has open, by their numbers. Same thread rule as the guest, but for {@link #closeAll}. */
final class Descriptors {
    /** The one directory that is open from the start, the root. */
    static final int ROOT = 3;
    private static final int FIRST = 4;
    /** They take no memory of the guest. */
    private static final int MOST = 256;

    private final List<OpenFile> files = new ArrayList<>();

    /** Null where there is none. */
    OpenFile get(int fd) {
        int slot = fd - FIRST;
        return slot >= 0 && slot < files.size() ? files.get(slot) : null;
    }

    /** Gives a file a number; -1 where too many are open. */
    int add(OpenFile file) {
        synchronized (files) {
            int slot = files.indexOf(null);
            if (slot < 0) {
                slot = files.size();
                files.add(null);
            }
            if (slot >= MOST) {
                return -1;
            }
            files.set(slot, file);
            return FIRST + slot;
        }
    }

    /** Of a descriptor that is open. */
    void close(int fd) {
        OpenFile file;
        synchronized (files) {
            file = files.set(fd - FIRST, null);
        }
        close(file);
    }

    /** From any thread, when the guest runs no more. */
    void closeAll() {
        synchronized (files) {
            files.forEach(Descriptors::close);
            files.clear();
        }
    }

    static void close(OpenFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException onlyRead) {
            throw new UncheckedIOException(onlyRead);
        }
    }
}
