package org.pythonwasm.machine.memory;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays of guests that have ended or sleep, for the next ones, instead of garbage. Each has the content of the snapshot, byte by
 * byte, when it comes here: what another guest has written is gone. A few at most, and none where the Java heap is short.
 * Thread-safe.
 */
final class SpareMemories {
    private static final int MOST = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final Deque<SoftReference<byte[]>> arrays = new ArrayDeque<>();

    /** Returns whether there is room for another. */
    synchronized boolean hasRoom() {
        arrays.removeIf(array -> array.get() == null);
        return arrays.size() < MOST;
    }

    synchronized void add(byte[] array) {
        if (arrays.size() < MOST) {
            arrays.push(new SoftReference<>(array));
        }
    }

    /** Returns null if there is none. */
    synchronized byte[] take() {
        while (!arrays.isEmpty()) {
            byte[] array = arrays.pop().get();
            if (array != null) {
                return array;
            }
        }
        return null;
    }
}
