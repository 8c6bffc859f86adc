package org.pythonwasm.machine.code;

import java.util.BitSet;
import java.util.function.IntConsumer;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * The compiled form of one code object in one guest. It does what the interpreter's loop would do and hands over at any
 * instruction, with the state that the interpreter has there; so it may give up wherever it likes.
 */
public abstract class CompiledCode {
    /** The address of the code object. */
    protected final int code;
    /** Names it in the code object while it is the compiled form. */
    int word;

    /** What calls keep of it: one that is given up is not kept alive by them. */
    static final class Link {
        CompiledCode compiled;
    }

    final Link link = new Link();
    CodeHistory history;
    private final int size;
    private int[] left;
    private BitSet entries = new BitSet();

    protected CompiledCode(int code, int size) {
        this.code = code;
        this.size = size;
    }

    /**
     * Runs a frame from one of the places where the compiled form can be entered, or returns at once.
     *
     * @return as an instruction of the interpreter does: next instruction and stack pointer, or a reason
     */
    public abstract long run(int thread, int frame, int stackPointer, int next, GuestInstance guest);

    /** Says at which units it can be entered. Returns itself. */
    public final CompiledCode withEntries(BitSet units) {
        entries = units;
        return this;
    }

    final boolean isEntry(int instruction) {
        int distance = instruction - code - CodeLayout.CODE_UNITS;
        return distance >= 0 && entries.get(distance >> 1);
    }

    /** What it takes of the Java heap and of metaspace, about. */
    public final int size() {
        return size;
    }

    /** Counts that an instruction was left to the interpreter. */
    final int leftAt(int unit) {
        if (left == null) {
            left = new int[unit + 16];
        } else if (left.length <= unit) {
            left = java.util.Arrays.copyOf(left, unit + 16);
        }
        return ++left[unit];
    }

    final void eachLeft(int atLeast, IntConsumer unit) {
        for (int i = 0; i < left.length; i++) {
            if (left[i] >= atLeast) {
                unit.accept(i);
            }
        }
    }
}
