package org.pythonwasm.machine.memory;

import java.util.Arrays;

/** What guests take of the Java heap. */
public final class JavaHeap {
    private static final int RESERVE = 8 << 20;

    private JavaHeap() {
    }

    /**
     * The start of the bytes, with zeros behind it.
     *
     * @throws OutOfMemoryError the heap is full, or would nearly be
     */
    static byte[] copyOf(byte[] bytes, int size) {
        requireRoom(size);
        return Arrays.copyOf(bytes, size);
    }

    /**
     * A guest must not take the last of the heap: the application's next object would meet the error that the guest caused. So this
     * looks before anything is taken, and takes nothing itself.
     *
     * @param more bytes that the guest is about to take
     * @throws OutOfMemoryError there would be less than the reserve
     */
    public static void requireRoom(long more) {
        if (isLow(more)) {
            // Whether the rest is garbage is known when it was collected.
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
