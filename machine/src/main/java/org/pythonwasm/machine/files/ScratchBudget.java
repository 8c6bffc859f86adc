package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.NOSPC;

import java.util.Arrays;
import org.pythonwasm.machine.memory.JavaHeap;

/** The content of a scratch space, counted against its quota. Same thread rule as the guest. */
final class ScratchBudget {
    /** The bytes of the Java heap that are taken between two checks of its fill level; a check has a cost. */
    private static final int STEP = 1 << 20;

    private final Quota quota;
    private long bytes;
    private int files;
    private long sinceLook;

    ScratchBudget(Quota quota) {
        this.quota = quota;
    }

    /** Returns the number of bytes that still fit. */
    long freeBytes() {
        return quota.bytes() - bytes;
    }

    void takeBytes(long count) throws ErrnoException {
        if (count > freeBytes()) {
            throw new ErrnoException(NOSPC);
        }
        bytes += count;
    }

    void returnBytes(long count) {
        bytes -= count;
    }

    /**
     * Returns the start of the bytes, followed by zeros.
     *
     * @throws OutOfMemoryError if the Java heap is full, or nearly full
     */
    byte[] copyOf(byte[] chunk, int size) {
        byte[] copy = Arrays.copyOf(chunk, size);
        sinceLook += size;
        if (sinceLook >= STEP) {
            JavaHeap.requireRoom(0);
            sinceLook = 0;
        }
        return copy;
    }

    void takeFile() throws ErrnoException {
        if (files >= quota.files()) {
            throw new ErrnoException(NOSPC);
        }
        files++;
    }

    void returnFile() {
        files--;
    }
}
