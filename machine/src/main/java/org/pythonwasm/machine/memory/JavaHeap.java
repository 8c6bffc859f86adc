package org.pythonwasm.machine.memory;

import java.util.Arrays;

/** The part of the Java heap that guests take. */
public final class JavaHeap {
    private static final int RESERVE = 8 << 20;

    private JavaHeap() {}

    /**
     * Returns the start of the bytes, followed by zeros.
     *
     * @throws OutOfMemoryError if the heap is full, or would nearly be
     */
    static byte[] copyOf(byte[] bytes, int size) {
        requireRoom(size);
        return Arrays.copyOf(bytes, size);
    }

    /**
     * Prevents a guest from taking the last of the heap: the application's next object would meet the error that the
     * guest caused. So this checks before anything is taken, and allocates nothing itself.
     *
     * @param more bytes that the guest is about to take
     * @throws OutOfMemoryError if less than the reserve would remain
     */
    public static void requireRoom(long more) {
        if (isLow(more)) {
            // Only a collection shows how much of the rest is garbage.
            System.gc();
            if (isLow(more)) {
                throw new OutOfMemoryError("a guest must leave " + RESERVE + " bytes of the Java heap");
            }
        }
    }

    private static boolean isLow(long more) {
        var heap = Runtime.getRuntime();
        return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() < more + RESERVE;
    }
}
