package org.pythonwasm.machine.memory;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays of guests that have ended or sleep, for the next ones, instead of garbage. Each has the content of the snapshot, byte by
 * byte, and zeros behind it, when it comes here: what another guest has written is gone. A few at most, and none where the Java heap is
 * short. Thread-safe.
 */
final class SpareMemories {
    private static final int MOST = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    /** Of those that have grown, up to twice the size of the first. */
    private static final int MOST_GROWN = MOST / 2;

    /** As long as the snapshot's memory. */
    private final Deque<SoftReference<byte[]>> arrays = new ArrayDeque<>(MOST + 1);

    private final Deque<SoftReference<byte[]>> grown = new ArrayDeque<>(MOST_GROWN + 1);

    /** Returns whether there is room for another of that length. */
    synchronized boolean hasRoom(int length, int sizeOfFirst) {
        if (length < sizeOfFirst || length > 2L * sizeOfFirst) {
            return false;
        }
        var own = length == sizeOfFirst ? arrays : grown;
        own.removeIf(array -> array.get() == null);
        return own.size() < (own == arrays ? MOST : MOST_GROWN);
    }

    synchronized void add(byte[] array, int sizeOfFirst) {
        if (hasRoom(array.length, sizeOfFirst)) {
            (array.length == sizeOfFirst ? arrays : grown).push(new SoftReference<>(array));
        }
    }

    /** Returns whether there is one as long as the snapshot's memory. */
    synchronized boolean has() {
        arrays.removeIf(array -> array.get() == null);
        return !arrays.isEmpty();
    }

    /** Returns null if there is none; one that has grown may be longer by a fourth, which is what growing takes, too. */
    synchronized byte[] take(int size, int sizeOfFirst) {
        return size == sizeOfFirst ? take(arrays, size, size) : take(grown, size, size + (size >> 2));
    }

    private static byte[] take(Deque<SoftReference<byte[]>> from, int least, int most) {
        for (var all = from.iterator(); all.hasNext(); ) {
            byte[] array = all.next().get();
            if (array == null) {
                all.remove();
            } else if (array.length >= least && array.length <= most) {
                all.remove();
                return array;
            }
        }
        return null;
    }
}
