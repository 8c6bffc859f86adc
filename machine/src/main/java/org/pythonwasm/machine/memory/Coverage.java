package org.pythonwasm.machine.memory;

import java.util.BitSet;

/**
 * Records which functions of the guest have run. Only the engine's build uses it, to put the functions that every start
 * needs into few classes. The classes that the build runs call {@link #hit(int)}; those in the jar do not.
 */
public final class Coverage {
    private static final BitSet HITS = new BitSet();

    private Coverage() {}

    public static void hit(int function) {
        HITS.set(function);
    }

    /** Returns the functions that have run since the last call. */
    public static BitSet take() {
        var hits = (BitSet) HITS.clone();
        HITS.clear();
        return hits;
    }
}
