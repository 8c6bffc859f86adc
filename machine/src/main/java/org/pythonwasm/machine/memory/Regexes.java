package org.pythonwasm.machine.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The matchers of a guest's regular expressions. Called by generated code; guest/patches/regex_host.py is the other side. Without
 * a compiler the guest matches by itself.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
public final class Regexes {
    /** Until then the guest asks again, for an image of it may be forked where there is a compiler. */
    private static final int WAIT_FOR_A_COMPILER = 1 << 10;

    private static final int PLACE_BITS = 10;
    /** Matchers at a time: twice what re keeps. */
    private static final int MOST = 1 << PLACE_BITS;
    /** Asked again then whether one of these has gone. */
    private static final int WAIT_FOR_A_PLACE = 1 << 12;
    /** In words; longer ones stay with the memory. */
    private static final int LONGEST_CODE = 1 << 13;

    private static final int UNKNOWN = -21;
    private static final int NO_MEMORY = -9;
    private static final int FULL = 1;
    private static final int MUST_ADVANCE = 2;
    private static final int MOST_RUNS = 64;

    private static final RegexCompiler NONE = (code, groups, charSize) -> null;
    /** Numbers are unique in the JVM: the memory of a guest goes to its forks, which have no matchers yet. */
    private static final AtomicLong NUMBERS = new AtomicLong(1);

    private static final LongAdder PREPARED = new LongAdder();

    private record Entry(long number, RegexMatcher matcher) {}

    private final LinearMemory memory;
    private RegexCompiler compiler = NONE;
    private int threshold = Integer.MAX_VALUE;
    /** As long as there were matchers at a time. */
    private Entry[] entries = {};

    private final BitSet taken = new BitSet();
    private final List<RegexRun> runs = new ArrayList<>();
    private final BitSet running = new BitSet();

    Regexes(LinearMemory memory) {
        this.memory = memory;
    }

    /**
     * From now on patterns are compiled.
     *
     * @param newThreshold after so many uses of one; 256 bytes of text count as another
     */
    public void compileWith(RegexCompiler newCompiler, int newThreshold) {
        compiler = newCompiler;
        threshold = newThreshold;
    }

    /** Returns how many matchers all guests of the JVM have had. Not for the guest, which has no such import. */
    public static long prepared() {
        return PREPARED.sum();
    }

    public long regex_prepare(int code, int size, int groups, int charSize, int uses) {
        if (compiler == NONE) {
            return -WAIT_FOR_A_COMPILER;
        }
        if (uses < threshold) {
            return uses - threshold;
        }
        if (size < 1 || size > LONGEST_CODE || groups < 0 || groups > LONGEST_CODE) {
            return 0;
        }
        int place = taken.nextClearBit(0);
        // Compiling is deeper than what the guest does where it matches.
        if (place >= MOST || !JavaStack.hasRoomForACall()) {
            return -WAIT_FOR_A_PLACE;
        }
        memory.checkRange(code, size * Integer.BYTES);
        int[] words = new int[size];
        for (int i = 0; i < size; i++) {
            words[i] = memory.readInt(code + i * Integer.BYTES);
        }
        RegexMatcher matcher = compile(words, groups, charSize);
        if (matcher == null) {
            return 0;
        }
        if (!memory.takeOfHost(matcher.size())) {
            return -WAIT_FOR_A_PLACE;
        }
        if (place >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(8, 2 * place));
        }
        long number = NUMBERS.getAndIncrement() << PLACE_BITS | place;
        taken.set(place);
        PREPARED.increment();
        entries[place] = new Entry(number, matcher);
        return number;
    }

    /** Not the guest's own code: one that an exception is to end is not killed meanwhile. */
    private RegexMatcher compile(int[] words, int groups, int charSize) {
        memory.enterCompiler();
        try {
            return compiler.compile(words, groups, charSize);
        } finally {
            memory.exitCompiler();
        }
    }

    public void regex_drop(long number) {
        Entry entry = find(number);
        if (entry != null) {
            int place = (int) number & MOST - 1;
            entries[place] = null;
            taken.clear(place);
            memory.giveBackToHost(entry.matcher.size());
        }
    }

    private Entry find(long number) {
        int place = (int) number & MOST - 1;
        Entry entry = place < entries.length ? entries[place] : null;
        return entry != null && entry.number == number ? entry : null;
    }

    public int regex_run(long number, int search, int start, int beginning, int end, int demands, int outcome) {
        Entry entry = find(number);
        int free = running.nextClearBit(0);
        if (entry == null || free >= MOST_RUNS) {
            return UNKNOWN;
        }
        if (free == runs.size()) {
            runs.add(new RegexRun(memory));
        }
        RegexRun run = runs.get(free);
        memory.checkRange(beginning, 0);
        memory.checkRange(end, 0);
        memory.checkRange(start, 0);
        run.search = search != 0;
        run.full = (demands & FULL) != 0;
        run.mustAdvance = (demands & MUST_ADVANCE) != 0;
        run.beginning = beginning;
        run.start = start;
        run.end = end;
        run.phase = 0;
        run.left = RegexRun.STEPS;
        return proceed(free, run, entry.matcher, outcome);
    }

    public int regex_resume(int number, int goOn, int outcome) {
        RegexRun run = running.get(number & Integer.MAX_VALUE) ? runs.get(number) : null;
        if (run == null) {
            throw new GuestTrap("no regular expression " + number + " pauses");
        }
        running.clear(number);
        if (goOn == 0) {
            end(run);
            return RegexMatcher.FAILED;
        }
        run.left = RegexRun.STEPS;
        return proceed(number, run, run.matcher, outcome);
    }

    private int proceed(int place, RegexRun run, RegexMatcher matcher, int outcome) {
        memory.requireRunning();
        int result;
        try {
            result = matcher.match(run);
        } catch (RegexRun.NoRoom noRoom) {
            result = NO_MEMORY;
        }
        if (result == RegexMatcher.PAUSED) {
            running.set(place);
            run.matcher = matcher;
            memory.writeInt(outcome + 24, place);
            return result;
        }
        if (result == RegexMatcher.MATCHED) {
            report(run, outcome);
        }
        end(run);
        return result;
    }

    /** The layout is pw_outcome's. */
    private void report(RegexRun run, int outcome) {
        memory.writeInt(outcome, run.start);
        memory.writeInt(outcome + 4, run.ptr);
        memory.writeInt(outcome + 8, run.lastmark);
        memory.writeInt(outcome + 12, run.lastindex);
        int marks = memory.readInt(outcome + 16);
        int count = Math.min(run.lastmark + 1, memory.readInt(outcome + 20));
        for (int i = 0; i < count; i++) {
            memory.writeInt(marks + i * Integer.BYTES, run.marks[i]);
        }
    }

    private static void end(RegexRun run) {
        run.matcher = null;
        run.end();
    }

    /** Called when the guest has ended. */
    void drop() {
        compiler = NONE;
        entries = new Entry[0];
        runs.clear();
        running.clear();
    }
}
