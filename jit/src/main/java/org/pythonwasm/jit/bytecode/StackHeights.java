package org.pythonwasm.jit.bytecode;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * How many values are on the stack at each instruction, found as a verifier of class files does: each instruction has what it takes,
 * nothing exceeds what the code object reserves, and all ways to an instruction bring the same number.
 */
final class StackHeights {
    private static final int EXCEPTION_TABLE = 20;
    private static final int STACK_SIZE = 40;
    private static final int BYTES_SIZE = 8;
    private static final int BYTES_ITEMS = 16;
    private static final int UNKNOWN = -1;
    /** More than code has: the compiler asks for some dozens. */
    private static final int HIGHEST = 1 << 16;
    /** An entry has four bytes at least; code of {@link CodeReader#MOST_UNITS} has some hundreds of entries. */
    private static final int LARGEST_TABLE = 1 << 14;

    private final CodeReader reader;
    private final int[] heights;
    private final int most;
    private final ArrayDeque<Integer> rest = new ArrayDeque<>();

    /** The reader has read and checked the instructions. */
    StackHeights(CodeReader reader) throws CodeReader.NotCompiled {
        this.reader = reader;
        heights = new int[reader.units];
        Arrays.fill(heights, UNKNOWN);
        most = Math.min(HIGHEST, reader.get(reader.code + STACK_SIZE));
        come(0, 0);
        follow();
        readExceptionTable();
        follow();
    }

    /** Below zero for what nothing leads to. */
    int at(int unit) {
        return heights[unit];
    }

    private void come(int unit, int height) throws CodeReader.NotCompiled {
        if (reader.at(unit) == null || height < 0 || height > most) {
            throw new CodeReader.NotCompiled("its stack has another size");
        }
        if (heights[unit] == UNKNOWN) {
            heights[unit] = height;
            rest.push(unit);
        } else if (heights[unit] != height) {
            throw new CodeReader.NotCompiled("the height of its stack depends on the way");
        }
    }

    private void follow() throws CodeReader.NotCompiled {
        while (!rest.isEmpty()) {
            int unit = rest.pop();
            StackEffect effect = reader.opcodes[unit].effect;
            int argument = reader.arguments[unit];
            int taken = effect.taken().applyAsInt(argument);
            if (argument < effect.least() || taken > heights[unit]) {
                throw new CodeReader.NotCompiled("an instruction takes more than there is");
            }
            int after = heights[unit] - taken + effect.left().applyAsInt(argument);
            int[] jumps = reader.jumps(unit);
            for (int i = 0; i < jumps.length; i++) {
                come(jumps[i], effect.heightAt(i, after));
            }
            if (effect.next()) {
                come(reader.next(unit), after);
            }
        }
    }

    private void readExceptionTable() throws CodeReader.NotCompiled {
        int table = reader.get(reader.code + EXCEPTION_TABLE);
        reader.guest.checkRange(table, BYTES_ITEMS);
        int size = reader.get(table + BYTES_SIZE);
        if (size < 0 || size > LARGEST_TABLE) {
            throw new CodeReader.NotCompiled("its table of exceptions is too long");
        }
        reader.guest.checkRange(table, BYTES_ITEMS + size);
        int[] at = {table + BYTES_ITEMS};
        int end = at[0] + size;
        while (at[0] < end) {
            int start = number(at, end);
            int length = number(at, end);
            int target = number(at, end);
            int depth = number(at, end);
            // Where nothing leads to the code, nothing leads to its handler.
            if (isKnown(start, length)) {
                come(target, (depth >> 1) + (depth & 1) + 1);
            }
            follow();
        }
    }

    private boolean isKnown(int start, int length) {
        int end = (int) Math.min((long) start + length, reader.units);
        for (int unit = start; unit < end; unit++) {
            if (heights[unit] != UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /** Six bits a byte, of which the seventh says that another follows. */
    private int number(int[] at, int end) throws CodeReader.NotCompiled {
        int value = 0;
        for (int digits = 0; digits < 5 && at[0] < end; digits++) {
            int digit = reader.guest.bytes[at[0]++];
            value = value << 6 | digit & 63;
            if ((digit & 64) == 0) {
                return value;
            }
        }
        throw new CodeReader.NotCompiled("its table of exceptions is cut off");
    }
}
