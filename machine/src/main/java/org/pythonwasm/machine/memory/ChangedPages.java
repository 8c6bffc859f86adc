package org.pythonwasm.machine.memory;

import java.util.Arrays;
import java.util.BitSet;

/** The pages of a memory that differ from those of a {@link Snapshot}, found by comparison. Immutable, thread-safe. */
final class ChangedPages {
    /**
     * In bytes. What a script changes lies scattered (counts of references, small objects): a small function changes 100 KB of
     * pages of this size, 570 KB of 4 KiB, 1.6 MB of 16 KiB.
     */
    static final int SIZE = 1 << 8;

    /** In ascending order. */
    private final int[] numbers;
    /** Of the pages, one behind another. */
    private final byte[] content;

    private ChangedPages(int[] numbers, byte[] content) {
        this.numbers = numbers;
        this.content = content;
    }

    /** @param numbers of the pages, in ascending order */
    static ChangedPages of(int[] numbers, byte[] memory) {
        byte[] content = new byte[numbers.length * SIZE];
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(memory, numbers[i] * SIZE, content, i * SIZE, SIZE);
        }
        return new ChangedPages(numbers, content);
    }

    void addTo(BitSet pages) {
        for (int number : numbers) {
            pages.set(number);
        }
    }

    /** Returns the place of a page among these, or a negative number if it is none of them. */
    int find(int page) {
        return Arrays.binarySearch(numbers, page);
    }

    /** Returns whether a page of the memory has the content of the page at that place here. */
    boolean isSame(int place, byte[] memory) {
        int start = numbers[place] * SIZE;
        return Arrays.equals(content, place * SIZE, (place + 1) * SIZE, memory, start, start + SIZE);
    }

    void copyTo(byte[] memory) {
        for (int i = 0; i < numbers.length; i++) {
            System.arraycopy(content, i * SIZE, memory, numbers[i] * SIZE, SIZE);
        }
    }

    /** Returns the bytes of the Java heap that these take. */
    int size() {
        return content.length + Integer.BYTES * numbers.length;
    }
}
