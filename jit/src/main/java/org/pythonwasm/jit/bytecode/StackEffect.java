package org.pythonwasm.jit.bytecode;

import java.util.function.IntUnaryOperator;

/**
 * What an instruction does with the stack, by its argument, and where it goes on.
 *
 * @param least the smallest argument that it may have
 * @param taken values that have to be there
 * @param left values in their place
 * @param jump where it may go besides behind it
 * @param next whether it goes on behind it
 * @param ends whether the block ends with it: also where a frame goes on behind it later
 */
public record StackEffect(
        int least, IntUnaryOperator taken, IntUnaryOperator left, Jump jump, boolean next, boolean ends) {
    public enum Jump {
        NONE,
        FORWARD,
        BACKWARD,
        /** To the end of a loop with one more value for it to take, or behind that, or also behind the iterator's end. */
        OUT_OF_LOOP,
        /** The instruction behind is part of it, unless it is the general kind now. */
        OVER
    }

    private static final int EXITS_OF_LOOP = 3;

    public static StackEffect effect(int taken, int left) {
        return effect(n -> taken, n -> left);
    }

    public static StackEffect effect(IntUnaryOperator taken, IntUnaryOperator left) {
        return new StackEffect(0, taken, left, Jump.NONE, true, false);
    }

    public StackEffect from(int smallest) {
        return new StackEffect(smallest, taken, left, jump, next, ends);
    }

    public StackEffect jumping(Jump where) {
        return new StackEffect(least, taken, left, where, next, ends);
    }

    public StackEffect ending() {
        return new StackEffect(least, taken, left, jump, false, true);
    }

    public StackEffect pausing() {
        return new StackEffect(least, taken, left, jump, true, true);
    }

    /** Where it may go besides behind it, by the unit there and its argument. */
    public int[] jumps(int behind, int argument) {
        return switch (jump) {
            case NONE -> new int[0];
            case FORWARD -> new int[] {behind + argument};
            case BACKWARD -> new int[] {behind - argument};
            case OVER -> new int[] {behind + 1};
            case OUT_OF_LOOP -> {
                int[] exits = new int[EXITS_OF_LOOP];
                for (int i = 0; i < exits.length; i++) {
                    exits[i] = behind + argument + i;
                }
                yield exits;
            }
        };
    }

    /** The height at the end of one of these jumps, by that behind the instruction. */
    public int heightAt(int index, int height) {
        return switch (jump) {
            case OUT_OF_LOOP -> height - index;
            case OVER -> height - 1;
            default -> height;
        };
    }
}
