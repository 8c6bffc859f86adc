package org.pythonwasm.machine.memory;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The words of a memory that differ from those of a {@link Snapshot}, page by page, found by comparison. Immutable, thread-safe.
 *
 * <p>What a script changes lies scattered, above all counts of references, which are words. Of a small function that was forked from
 * its image and called, it is 600 words in 95 pages: 4 KB, where the pages themselves are 24 KB, and 10 KB when the fastest level of
 * Deflater has compressed them, which takes 0.4 ms. It would make 2 KB of the words, in 0.1 ms, which is what waking takes without it:
 * so they are not compressed.
 */
final class ChangedPages {
    /** In bytes: a word of the page for each bit of a mask. */
    static final int SIZE = Long.SIZE * Integer.BYTES;

    /** Bytes of the Java heap of a page, besides its words. */
    private static final int PER_PAGE = Integer.BYTES + Long.BYTES;

    /** In ascending order. */
    private final int[] numbers;
    /** Of each page, a bit for each word that differs, the first word's the lowest. */
    private final long[] masks;
    /** Those that differ, one behind another. */
    private final int[] words;
    /** Where the words of each page begin: made when it is first needed, which it never is of a guest that sleeps. */
    private volatile int[] starts;

    private ChangedPages(int[] numbers, long[] masks, int[] words) {
        this.numbers = numbers;
        this.masks = masks;
        this.words = words;
    }

    /** The content that a page has in a snapshot. */
    interface Pages {
        void read(int page, byte[] into);
    }

    /**
     * Compares a memory with a snapshot's.
     *
     * @param candidates numbers of the pages that may differ
     */
    static ChangedPages of(BitSet candidates, Pages snapshot, byte[] memory) {
        int[] numbers = new int[candidates.cardinality()];
        long[] masks = new long[numbers.length];
        int pages = 0;
        int count = 0;
        byte[] before = new byte[SIZE];
        for (int page = candidates.nextSetBit(0); page >= 0; page = candidates.nextSetBit(page + 1)) {
            snapshot.read(page, before);
            long mask = differing(before, memory, page * SIZE);
            if (mask != 0) {
                numbers[pages] = page;
                masks[pages++] = mask;
                count += Long.bitCount(mask);
            }
        }
        return new ChangedPages(
                Arrays.copyOf(numbers, pages),
                Arrays.copyOf(masks, pages),
                words(numbers, masks, pages, count, memory));
    }

    private static long differing(byte[] before, byte[] memory, int start) {
        long mask = 0;
        for (int word = 0; word < Long.SIZE; word++) {
            int place = word * Integer.BYTES;
            boolean differs =
                    (int) LinearMemory.INT.get(before, place) != (int) LinearMemory.INT.get(memory, start + place);
            mask |= differs ? 1L << word : 0;
        }
        return mask;
    }

    private static int[] words(int[] numbers, long[] masks, int pages, int count, byte[] memory) {
        int[] words = new int[count];
        int next = 0;
        for (int i = 0; i < pages; i++) {
            for (long mask = masks[i]; mask != 0; mask &= mask - 1) {
                words[next++] = (int) LinearMemory.INT.get(memory, place(numbers[i], mask));
            }
        }
        return words;
    }

    /** Returns the address of the word that the lowest bit of a mask stands for. */
    private static int place(int page, long mask) {
        return page * SIZE + Long.numberOfTrailingZeros(mask) * Integer.BYTES;
    }

    void addTo(BitSet pages) {
        for (int number : numbers) {
            pages.set(number);
        }
    }

    /** Writes the words into a memory that has the snapshot's content. */
    void copyTo(byte[] memory) {
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            for (long mask = masks[i]; mask != 0; mask &= mask - 1) {
                LinearMemory.INT.set(memory, place(numbers[i], mask), words[next++]);
            }
        }
    }

    /** As above, of one page alone, if it is among these. */
    void copyTo(int page, byte[] content) {
        int place = Arrays.binarySearch(numbers, page);
        if (place >= 0) {
            int next = starts()[place];
            for (long mask = masks[place]; mask != 0; mask &= mask - 1) {
                LinearMemory.INT.set(content, place(0, mask), words[next++]);
            }
        }
    }

    private int[] starts() {
        int[] known = starts;
        if (known == null) {
            known = new int[masks.length];
            for (int i = 1; i < known.length; i++) {
                known[i] = known[i - 1] + Long.bitCount(masks[i - 1]);
            }
            starts = known;
        }
        return known;
    }

    /** Returns the bytes of the Java heap that these take. */
    int size() {
        return numbers.length * PER_PAGE + words.length * Integer.BYTES;
    }
}
