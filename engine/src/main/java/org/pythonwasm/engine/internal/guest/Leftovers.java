package org.pythonwasm.engine.internal.guest;

/**
 * Decides when Java has to be asked for what it no longer needs of a guest. What Java holds of a Python object is small, so that
 * its collector sees no reason to run while the guest's memory fills. Belongs to a {@link Session}.
 */
final class Leftovers {
    private static final int MOST_PARTS = 16;

    private long inUse;
    private int parts = 2;
    private boolean filled;

    /** The script met a MemoryError. */
    void filled() {
        filled = true;
    }

    /**
     * Whether a part of what was free after the last collection is taken: half of it, or less where a script has
     * met a MemoryError that a collection would have spared it.
     */
    boolean isDue(long nowInUse, long limit) {
        return filled || nowInUse > inUse + Math.max(0, limit - inUse) / parts;
    }

    /** Java was asked. */
    void collected(long before, long after) {
        if (filled && after < before) {
            parts = Math.min(MOST_PARTS, 2 * parts);
        }
        filled = false;
        inUse = after;
    }
}
