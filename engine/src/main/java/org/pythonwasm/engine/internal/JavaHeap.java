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
     * For what grows in many small steps: looks at the heap without taking the reserve even for a moment, in which the application
     * might need it.
     *
     * @throws OutOfMemoryError there is less than the reserve
     */
    static void requireRoom() {
        if (isLow()) {
            System.gc();
            if (isLow()) {
                throw new OutOfMemoryError("a guest must leave " + RESERVE + " bytes of the Java heap");
            }
        }
    }

    private static boolean isLow() {
        var heap = Runtime.getRuntime();
        return heap.maxMemory() - heap.totalMemory() + heap.freeMemory() < RESERVE;
    }

    /** A guest must not take the last of the heap: the application's next object would meet the error that the guest caused. */
    private static void leaveRoom() {
        if (isLow()) {
            // Whether the rest is garbage is known when it was asked for.
            Reference.reachabilityFence(new byte[RESERVE]);
        }
    }
}
