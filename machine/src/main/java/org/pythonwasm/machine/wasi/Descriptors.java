package org.pythonwasm.machine.wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.pythonwasm.machine.files.Errno;
import org.pythonwasm.machine.files.ErrnoException;
import org.pythonwasm.machine.files.OpenFile;

/**
 * The open files and directories of a guest, by their numbers. Same thread rule as the guest, except for
 * {@link #closeAll}.
 */
final class Descriptors {
    /** The one directory that is open from the start, the root. */
    static final int ROOT = 3;

    private static final int FIRST = 4;
    /** Bounded, because they take no memory of the guest. */
    private static final int MOST = 256;

    private final List<OpenFile> files = new ArrayList<>();
    private boolean closed;

    /** @param lost numbers that a snapshot holds for files that are not open here */
    Descriptors(List<Integer> lost) {
        for (int fd : lost) {
            while (files.size() <= fd - FIRST) {
                files.add(null);
            }
            files.set(fd - FIRST, new OpenFile.Lost());
        }
    }

    /** Returns null if there is none. */
    OpenFile get(int fd) {
        int slot = fd - FIRST;
        return slot >= 0 && slot < files.size() ? files.get(slot) : null;
    }

    OpenFile require(int fd) throws ErrnoException {
        OpenFile file = get(fd);
        if (file == null) {
            throw new ErrnoException(Errno.BADF);
        }
        return file;
    }

    /** Returns the numbers in use. */
    List<Integer> numbers() {
        return IntStream.range(0, files.size())
                .filter(slot -> files.get(slot) != null)
                .mapToObj(slot -> FIRST + slot)
                .toList();
    }

    void requireRoom() throws ErrnoException {
        if (files.size() >= MOST && files.indexOf(null) < 0) {
            throw new ErrnoException(Errno.MFILE);
        }
    }

    /** Gives a file a number. */
    int add(OpenFile file) throws ErrnoException {
        synchronized (files) {
            if (closed) {
                close(file);
                throw new ErrnoException(Errno.MFILE);
            }
            if (listed() + file.listedBytes() > OpenFile.MOST_LISTED) {
                close(file);
                throw new ErrnoException(Errno.NOMEM);
            }
            int slot = files.indexOf(null);
            if (slot < 0) {
                slot = files.size();
                files.add(null);
            }
            files.set(slot, file);
            return FIRST + slot;
        }
    }

    private long listed() {
        return files.stream()
                .filter(Objects::nonNull)
                .mapToLong(OpenFile::listedBytes)
                .sum();
    }

    /** Closes an open descriptor. */
    void close(int fd) {
        OpenFile file;
        synchronized (files) {
            file = closed ? null : files.set(fd - FIRST, null);
        }
        close(file);
    }

    /** Closes all files when the guest has ended, or is about to end. Any thread may call it. */
    void closeAll() {
        synchronized (files) {
            closed = true;
            files.forEach(Descriptors::close);
            files.clear();
        }
    }

    private static void close(OpenFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException onlyRead) {
            throw new UncheckedIOException(onlyRead);
        }
    }
}
