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
 *
 * <p>What imports leave is dense, megabytes of it: a page of which half the words differ is kept whole, and pages in a row are copied
 * at once, which is fast before the JVM has compiled anything.
 */
final class ChangedPages {
    /** In bytes: a word of the page for each bit of a mask. */
    static final int SIZE = Long.SIZE * Integer.BYTES;

    /** Bytes of the Java heap of a page, besides its words. */
    private static final int PER_PAGE = Integer.BYTES + Long.BYTES;

    private static final int DENSE = Long.SIZE / 2;
    /** The mask of a page that is kept whole. */
    private static final long WHOLE = -1;

    /** In ascending order. */
    private final int[] numbers;
    /** Of each page, a bit for each word that differs, the first word's the lowest. */
    private final long[] masks;
    /** Those that differ, one behind another. */
    private final int[] words;
    /** The pages that are kept whole, one behind another. */
    private final byte[] whole;
    /** Where each page begins in the one or the other: made when it is first needed, which it never is of a guest that sleeps. */
    private volatile int[] starts;

    private ChangedPages(int[] numbers, long[] masks, int[] words, byte[] whole) {
        this.numbers = numbers;
        this.masks = masks;
        this.words = words;
        this.whole = whole;
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
        int dense = 0;
        byte[] before = new byte[SIZE];
        for (int page = candidates.nextSetBit(0); page >= 0; page = candidates.nextSetBit(page + 1)) {
            snapshot.read(page, before);
            long mask = differing(before, memory, page * SIZE);
            if (mask != 0) {
                boolean isDense = Long.bitCount(mask) >= DENSE;
                numbers[pages] = page;
                masks[pages++] = isDense ? WHOLE : mask;
                count += isDense ? 0 : Long.bitCount(mask);
                dense += isDense ? 1 : 0;
            }
        }
        return new ChangedPages(
                Arrays.copyOf(numbers, pages),
                Arrays.copyOf(masks, pages),
                words(numbers, masks, pages, count, memory),
                whole(numbers, masks, pages, dense, memory));
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
            for (long mask = masks[i] == WHOLE ? 0 : masks[i]; mask != 0; mask &= mask - 1) {
                words[next++] = (int) LinearMemory.INT.get(memory, place(numbers[i], mask));
            }
        }
        return words;
    }

    private static byte[] whole(int[] numbers, long[] masks, int pages, int count, byte[] memory) {
        byte[] whole = new byte[count * SIZE];
        int next = 0;
        for (int i = 0; i < pages; i++) {
            if (masks[i] == WHOLE) {
                System.arraycopy(memory, numbers[i] * SIZE, whole, next, SIZE);
                next += SIZE;
            }
        }
        return whole;
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
        int nextWhole = 0;
        for (int i = 0; i < numbers.length; ) {
            int row = wholeInARow(i);
            if (row > 0) {
                System.arraycopy(whole, nextWhole, memory, numbers[i] * SIZE, row * SIZE);
                nextWhole += row * SIZE;
                i += row;
            } else {
                for (long mask = masks[i]; mask != 0; mask &= mask - 1) {
                    LinearMemory.INT.set(memory, place(numbers[i], mask), words[next++]);
                }
                i++;
            }
        }
    }

    /** Returns how many pages from one on are kept whole and lie side by side. */
    private int wholeInARow(int first) {
        int end = first;
        while (end < numbers.length && masks[end] == WHOLE && numbers[end] - numbers[first] == end - first) {
            end++;
        }
        return end - first;
    }

    /** As above, of one page alone, if it is among these. */
    void copyTo(int page, byte[] content) {
        int place = Arrays.binarySearch(numbers, page);
        if (place >= 0 && masks[place] == WHOLE) {
            System.arraycopy(whole, starts()[place], content, 0, SIZE);
        } else if (place >= 0) {
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
            int next = 0;
            int nextWhole = 0;
            for (int i = 0; i < known.length; i++) {
                known[i] = masks[i] == WHOLE ? nextWhole : next;
                nextWhole += masks[i] == WHOLE ? SIZE : 0;
                next += masks[i] == WHOLE ? 0 : Long.bitCount(masks[i]);
            }
            starts = known;
        }
        return known;
    }

    /** Returns the bytes of the Java heap that these take. */
    int size() {
        return numbers.length * PER_PAGE + words.length * Integer.BYTES + whole.length;
    }
}
