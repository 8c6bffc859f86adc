package org.pythonwasm.engine.internal;

import java.lang.ref.Reference;
import java.util.Arrays;

/** What guests take of the Java heap. */
final class JavaHeap {
    private static final int RESERVE = 8 << 20;

    private JavaHeap() {
    }

    /**
     * The start of the bytes, with zeros behind it.
     *
     * @throws OutOfMemoryError the heap is full, or would nearly be
     */
    static byte[] copyOf(byte[] bytes, int size) {
        byte[] copy = Arrays.copyOf(bytes, size);
        leaveRoom();
        return copy;
    }

    /**
     * A guest must not take the last of the heap: the application's next object would meet the error that the guest caused.
     *
     * @throws OutOfMemoryError it nearly has
     */
    static void leaveRoom() {
        var heap = Runtime.getRuntime();
        if (heap.maxMemory() - heap.totalMemory() + heap.freeMemory() < RESERVE) {
            // Whether the rest is garbage is known when it was asked for.
            Reference.reachabilityFence(new byte[RESERVE]);
        }
    }
}
