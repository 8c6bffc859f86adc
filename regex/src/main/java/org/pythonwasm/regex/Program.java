package org.pythonwasm.regex;

import org.pythonwasm.machine.memory.RegexMatcher;
import org.pythonwasm.machine.memory.RegexRun;

/** A compiled pattern: searches for places where a match may begin, and has emitted code try there. Immutable, thread-safe. */
public abstract class Program implements RegexMatcher {
    /** What {@link #run} returns besides the number of a block. */
    static final int FAIL = -1;

    static final int SUCCESS = -2;
    static final int PAUSE = -3;
    /** The blocks in which a match begins. */
    static final int BEGIN = 0;

    static final int BEGIN_AFTER_PREFIX = 1;

    /** Not before the first attempt of a search. */
    private static final int TRYING = 1;
    /** An attempt in which a search must advance. */
    private static final int TRYING_FIRST = 2;

    /** Emitted code reads them. */
    public final CharSet[] sets;

    public final byte[][] tables;
    private final Pattern pattern;
    private final CharSet first;
    private final int charSize;
    private final int slots;
    private final int size;

    /** What emitted code does not decide. */
    record Parts(Pattern pattern, CharSet[] sets, CharSet first, int charSize, int slots, int size) {}

    protected Program(Parts parts) {
        this.pattern = parts.pattern;
        this.sets = parts.sets;
        this.first = parts.first;
        this.charSize = parts.charSize;
        this.slots = parts.slots;
        this.size = parts.size;
        this.tables = new byte[sets.length][];
        for (int i = 0; i < sets.length; i++) {
            tables[i] = sets[i].table;
        }
    }

    /**
     * Emitted: goes on with that block.
     *
     * @return FAIL, SUCCESS or PAUSE
     */
    public abstract int run(RegexRun run, byte[] bytes, int block);

    @Override
    public int size() {
        return size;
    }

    @Override
    public int match(RegexRun run) {
        if (run.phase == 0 && !begin(run)) {
            return FAILED;
        }
        while (run.pc != SUCCESS) {
            switch (run(run, run.memory.bytes, run.pc)) {
                case SUCCESS:
                    return MATCHED;
                case PAUSE:
                    return PAUSED;
                default:
                    if (!run.search || !next(run)) {
                        return FAILED;
                    }
            }
        }
        return MATCHED;
    }

    private boolean begin(RegexRun run) {
        run.reserve(pattern.marks(), slots);
        int room = (run.end - run.start) / charSize;
        if (run.search && run.start > run.end || pattern.min() > 0 && run.end >= run.start && room < pattern.min()) {
            return false;
        }
        if (!run.search) {
            run.phase = TRYING;
            place(run, run.start, BEGIN, 0);
            return true;
        }
        run.full = false;
        run.limit = run.end;
        if (pattern.prefix().length != 0 || pattern.charset() != null) {
            run.mustAdvance = false;
            run.phase = TRYING;
            return find(run, run.start);
        }
        if (pattern.min() > 1) {
            run.limit = run.end - (pattern.min() - 1) * charSize;
        }
        run.phase = TRYING_FIRST;
        if (first != null && !run.mustAdvance) {
            return find(run, run.start);
        }
        place(run, run.start, BEGIN, 0);
        return true;
    }

    private void place(RegexRun run, int start, int block, int skipped) {
        run.start = start;
        run.ptr = start + skipped * charSize;
        run.lastmark = -1;
        run.lastindex = -1;
        run.sp = 1;
        run.stack[0] = FAIL;
        run.pc = block;
    }

    private boolean next(RegexRun run) {
        if (run.phase == TRYING_FIRST) {
            if (pattern.isAnchored()) {
                return false;
            }
            run.phase = TRYING;
            run.mustAdvance = false;
        }
        return find(run, run.start + charSize);
    }

    /** Where the next attempt is, from that place on. */
    private boolean find(RegexRun run, int from) {
        byte[] bytes = run.memory.bytes;
        if (pattern.prefix().length != 0) {
            int at = indexOfPrefix(run, bytes, from);
            if (at < 0) {
                return false;
            }
            if (pattern.literal()) {
                place(run, at, SUCCESS, pattern.prefixSkip());
            } else {
                place(run, at, BEGIN_AFTER_PREFIX, pattern.prefixSkip());
            }
            return true;
        }
        CharSet set = pattern.charset() != null ? pattern.charset() : first;
        if (set == null) {
            if (from > run.limit) {
                return false;
            }
            place(run, from, BEGIN, 0);
            return true;
        }
        int at = Scan.to(run, bytes, from, run.end, set, charSize);
        if (at >= run.end || pattern.charset() == null && at > run.limit) {
            return false;
        }
        place(run, at, BEGIN, 0);
        return true;
    }

    private int indexOfPrefix(RegexRun run, byte[] bytes, int from) {
        int[] prefix = pattern.prefix();
        int last = run.end - prefix.length * charSize;
        int at = from;
        while (at <= last) {
            at = Scan.to(run, bytes, at, last + charSize, prefixSet(), charSize);
            if (at > last) {
                return -1;
            }
            int i = 1;
            while (i < prefix.length && Scan.character(bytes, at + i * charSize, charSize) == prefix[i]) {
                i++;
            }
            if (i == prefix.length) {
                return at;
            }
            at += charSize;
        }
        return -1;
    }

    private CharSet prefixSet() {
        return sets[0];
    }
}
