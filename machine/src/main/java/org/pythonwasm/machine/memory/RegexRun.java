package org.pythonwasm.machine.memory;

import java.util.Arrays;

/**
 * One search or match under way: positions, marks and the stack of what is still to be tried. Matchers read and write the fields
 * directly. Positions are addresses in the guest's memory.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
public final class RegexRun {
    /** Thrown where the guest's memory limit leaves no room for the stack. */
    static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;
        static final NoRoom INSTANCE = new NoRoom();

        private NoRoom() {
            super("no room for the stack of a regular expression", null, false, false);
        }
    }

    /** Steps between two pauses: some milliseconds, even where the JVM interprets them. */
    static final int STEPS = Math.max(1, Integer.getInteger("python-wasm.regexSteps", 1 << 12));

    private static final int SMALL = 256;
    private static final int KEPT = 1 << 14;
    private static final int[] NONE = {};

    public final LinearMemory memory;
    private final NoRoom noRoom;

    public boolean search;
    /** The match must end where the text does. */
    public boolean full;
    /** The match must not be empty. */
    public boolean mustAdvance;

    public int beginning;
    public int start;
    public int end;
    public int ptr;
    public int lastmark;
    public int lastindex;
    public int[] marks = NONE;
    /** Counts and positions of loops, by the matcher's own numbering. */
    public int[] slots = NONE;

    public int[] stack = new int[SMALL];
    public int sp;
    /** Where to go on. */
    public int pc;
    /** Steps until the next pause. */
    public int left;
    /** The search's progress; 0 before it has begun. */
    public int phase;

    /** Where candidates of the search end. */
    public int limit;

    /** Whose pause this is. */
    RegexMatcher matcher;

    RegexRun(LinearMemory memory) {
        this.memory = memory;
        // Or its class would begin where memory or stack have ended.
        this.noRoom = NoRoom.INSTANCE;
    }

    public void reserve(int markCount, int slotCount) {
        if (marks.length < markCount) {
            marks = new int[markCount];
        }
        if (slots.length < slotCount) {
            slots = new int[slotCount];
        }
    }

    /** Returns the stack with room for so many more words. */
    public int[] room(int used, int more) {
        long wanted = Math.max((long) used + more, Math.min(2L * stack.length, stack.length + (1L << 22)));
        int size = (int) Math.min(wanted, Integer.MAX_VALUE / 8);
        int bytes = (size - stack.length) * Integer.BYTES;
        if (size < used + more || !memory.takeOfHost(bytes)) {
            throw noRoom;
        }
        try {
            stack = Arrays.copyOf(stack, size);
        } catch (OutOfMemoryError fullHeap) {
            memory.giveBackToHost(bytes);
            throw noRoom;
        }
        return stack;
    }

    /** Puts marks[0..last] onto the stack. */
    public int[] saveMarks(int used, int last) {
        int count = last + 1;
        int[] saved = used + count > stack.length ? room(used, count) : stack;
        System.arraycopy(marks, 0, saved, used, count);
        return saved;
    }

    public void restoreMarks(int from, int last) {
        System.arraycopy(stack, from, marks, 0, last + 1);
    }

    void end() {
        if (stack.length > KEPT) {
            memory.giveBackToHost((stack.length - SMALL) * Integer.BYTES);
            stack = new int[SMALL];
        }
    }
}
