package org.pythonwasm.machine.code;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is remembered of a code object from one compiled form to the next. Thread rule: that of its guest. */
public final class CodeHistory {
    /** Compiled forms of one code object; the last stays, however often it is left. */
    static final int MOST_FORMS = 10;
    /** Later ones take no second chance. */
    private static final int PATIENT_FORMS = 4;

    private static final int HOPELESS = 4;

    /**
     * What the interpreter has specialised an instruction for.
     *
     * @param second what the kind of instruction has beside the version of a type
     * @param object an address that is good as long as the version is
     */
    public record Kind(int opcode, int version, int second, int object) {}

    private static final int MOST_KINDS = 4;

    private final Map<Integer, List<Kind>> kinds = new HashMap<>();
    private final BitSet general = new BitSet();
    private final Map<Integer, Integer> left = new HashMap<>();
    private final int version;
    private int forms;

    /** @param version of the code object; no other ever has it, but for 0 */
    public CodeHistory(int version) {
        this.version = version;
    }

    boolean isOf(int other) {
        return version == other && version != 0;
    }

    /** Whether the instruction was left often, so that only what runs any of its kinds is good enough. */
    public boolean isGeneral(int unit) {
        return general.get(unit);
    }

    /** Whether even a form that is for several kinds was left often. */
    public boolean isHopeless(int unit) {
        return left.getOrDefault(unit, 0) >= HOPELESS;
    }

    /** Remembers a kind. Returns all that the instruction has been of, the newest first. */
    public List<Kind> kinds(int unit, Kind now) {
        List<Kind> all = kinds.computeIfAbsent(unit, any -> new ArrayList<>());
        if (now != null) {
            all.remove(now);
            all.add(0, now);
            if (all.size() > MOST_KINDS) {
                all.remove(MOST_KINDS);
            }
        }
        return List.copyOf(all);
    }

    void begin() {
        forms++;
    }

    boolean isLast() {
        return forms >= MOST_FORMS;
    }

    /** A form is given up because of that instruction: the interpreter may have found another kind for it once, not twice. */
    void giveUpFor(int unit) {
        if (left.merge(unit, 1, Integer::sum) > 1 || forms >= PATIENT_FORMS) {
            general.set(unit);
        }
    }
}
