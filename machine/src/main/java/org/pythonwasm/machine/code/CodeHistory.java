package org.pythonwasm.machine.code;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What is remembered of a code object from one compiled form to the next. Thread rule: that of its guest. */
public final class CodeHistory {
    /** Compiled forms of one code object; the last stays, however often it is left. */
    static final int MOST_FORMS = 8;

    private final BitSet general = new BitSet();
    private final Map<Integer, Integer> left = new HashMap<>();
    private int forms;

    /** Whether the instruction was left often, so that only what runs any of its kinds is good enough. */
    public boolean isGeneral(int unit) {
        return general.get(unit);
    }

    void begin() {
        forms++;
    }

    boolean isLast() {
        return forms >= MOST_FORMS;
    }

    /** A form is given up because of that instruction: the interpreter may have found another kind for it once, not twice. */
    void giveUpFor(int unit) {
        if (left.merge(unit, 1, Integer::sum) > 1 || forms >= MOST_FORMS - 2) {
            general.set(unit);
        }
    }
}
