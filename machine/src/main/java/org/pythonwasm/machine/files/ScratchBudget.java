package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.NOSPC;

import java.util.Arrays;
import org.pythonwasm.machine.memory.JavaHeap;

/** What a scratch space holds, counted against its quota. Same thread rule as the guest. */
final class ScratchBudget {
    /** How much is taken of the Java heap between two looks at how full it is, which are not for free. */
    private static final int STEP = 1 << 20;

    private final Quota quota;
    private long bytes;
    private int files;
    private long sinceLook;

    ScratchBudget(Quota quota) {
        this.quota = quota;
    }

    /** How many bytes there is still room for. */
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
     * The start of the bytes, with zeros behind it.
     *
     * @throws OutOfMemoryError the Java heap is full, or nearly
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
