package org.pythonwasm.engine.internal.guest;

/**
 * Decides when Java must be asked for Python objects that it no longer needs. Java's part of a Python object is small,
 * so that Java's collector sees no reason to run while the guest's memory fills up. Belongs to a {@link Session}.
 */
final class Leftovers {
    private static final int MOST_PARTS = 16;

    private long inUse;
    private int parts = 2;
    private boolean filled;

    /** The script got a MemoryError. */
    void filled() {
        filled = true;
    }

    /**
     * Returns whether a part of the memory that was free after the last collection is taken: half of it, or less if a
     * script has got a MemoryError that a collection would have prevented.
     */
    boolean isDue(long nowInUse, long limit) {
        return filled || nowInUse > inUse + Math.max(0, limit - inUse) / parts;
    }

    /** A collection was made. */
    void collected(long before, long after) {
        if (filled && after < before) {
            parts = Math.min(MOST_PARTS, 2 * parts);
        }
        filled = false;
        inUse = after;
    }
}
