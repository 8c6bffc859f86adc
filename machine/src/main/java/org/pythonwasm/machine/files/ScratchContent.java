package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.INVAL;
import static org.pythonwasm.machine.files.Errno.NOSPC;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * The bytes of a file in a scratch space, in chunks, so that a large file grows without a copy of all of it. Bytes
 * after the end of a short chunk are zero: a hole takes no memory, though it counts. Same thread rule as the guest.
 */
final class ScratchContent {
    private static final int CHUNK = 1 << 14;
    private static final int SMALLEST = 1 << 6;
    private static final byte[] HOLE = new byte[0];

    private final ScratchBudget budget;
    private ArrayList<byte[]> chunks = new ArrayList<>(1);
    private long size;

    ScratchContent(ScratchBudget budget) {
        this.budget = budget;
    }

    long size() {
        return size;
    }

    int read(long at, byte[] into, int start, int length) {
        int count = (int) Math.min(length, Math.max(0, size - at));
        for (int done = 0; done < count; ) {
            int within = (int) ((at + done) % CHUNK);
            int part = Math.min(count - done, CHUNK - within);
            byte[] chunk = chunks.get((int) ((at + done) / CHUNK));
            int held = Math.max(0, Math.min(part, chunk.length - within));
            System.arraycopy(chunk, Math.min(within, chunk.length), into, start + done, held);
            Arrays.fill(into, start + done + held, start + done + part, (byte) 0);
            done += part;
        }
        return count;
    }

    /** Returns the number of bytes that fitted, at least one. */
    int write(long at, byte[] from, int start, int length) throws ErrnoException {
        int count = (int) Math.max(0, Math.min(length, size + budget.freeBytes() - at));
        if (count == 0 && length > 0) {
            throw new ErrnoException(NOSPC);
        }
        int done = 0;
        try {
            while (done < count) {
                done += writePart(at + done, from, start + done, count - done);
            }
        } catch (ErrnoException heapIsFull) {
            if (done == 0) {
                throw heapIsFull;
            }
        }
        return done;
    }

    private int writePart(long at, byte[] from, int start, int length) throws ErrnoException {
        int within = (int) (at % CHUNK);
        int part = Math.min(length, CHUNK - within);
        long before = size;
        if (at + part > before) {
            setSize(at + part);
        }
        try {
            System.arraycopy(from, start, roomyChunk((int) (at / CHUNK), within + part), within, part);
            return part;
        } catch (OutOfMemoryError e) {
            setSize(before);
            throw new ErrnoException(NOSPC);
        }
    }

    private byte[] roomyChunk(int index, int needed) {
        byte[] chunk = chunks.get(index);
        if (chunk.length < needed) {
            int capacity = Math.max(SMALLEST, Integer.highestOneBit(needed - 1) << 1);
            chunk = budget.copyOf(chunk, capacity);
            chunks.set(index, chunk);
        }
        return chunk;
    }

    void setSize(long newSize) throws ErrnoException {
        if (newSize < 0) {
            throw new ErrnoException(INVAL);
        }
        if (newSize > size) {
            extend(newSize);
        } else {
            cut(newSize);
        }
        size = newSize;
    }

    private void extend(long newSize) throws ErrnoException {
        budget.takeBytes(newSize - size);
        int needed = chunksOf(newSize);
        try {
            chunks.ensureCapacity(needed);
        } catch (OutOfMemoryError e) {
            budget.returnBytes(newSize - size);
            throw new ErrnoException(NOSPC);
        }
        while (chunks.size() < needed) {
            chunks.add(HOLE);
        }
    }

    /** Bytes after the end are zero when the file grows again. */
    private void cut(long newSize) {
        budget.returnBytes(size - newSize);
        int needed = chunksOf(newSize);
        int rest = (int) (newSize % CHUNK);
        // A guest that is about to be killed may be writing while all its files are closed, so the new list must not be
        // a view of the old one.
        chunks = needed == 0 ? new ArrayList<>(1) : new ArrayList<>(chunks.subList(0, needed));
        if (rest > 0 && chunks.get(needed - 1).length > rest) {
            chunks.set(needed - 1, Arrays.copyOf(chunks.get(needed - 1), rest));
        }
    }

    private static int chunksOf(long size) {
        return Math.toIntExact((size + CHUNK - 1) / CHUNK);
    }
}
