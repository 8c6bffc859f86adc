package org.pythonwasm.machine.memory;

import java.util.BitSet;

/**
 * Which functions of the guest have run: only the engine's build asks, to put what every start needs into few classes.
 * The classes it runs with call {@link #hit(int)}; those in the jar do not.
 */
public final class Coverage {
    private static final BitSet HITS = new BitSet();

    private Coverage() {
    }

    public static void hit(int function) {
        HITS.set(function);
    }

    /** What has run since the last call. */
    public static BitSet take() {
        var hits = (BitSet) HITS.clone();
        HITS.clear();
        return hits;
    }
}
