package org.pythonwasm.jit.bytecode;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.TreeSet;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

/**
 * The instructions of a code object, checked as those of a class file are: each is known, whole, and jumps to the beginning of
 * another; slots and constants exist. A unit is an instruction or an inline cache, two bytes.
 */
public final class CodeReader {
    /** HotSpot compiles no method of more bytes: what would be one is not written. */
    public static final int LONGEST_METHOD = 8_000;
    /** Longer ones stay with the interpreter. */
    public static final int MOST_UNITS = 4_096;

    private static final int MOST_SLOTS = 4_096;
    private static final int GENERATOR = 0x20 | 0x80 | 0x200;
    private static final int MOST_LOOKED_AT = 32;

    /** A code object that is not compiled. */
    public static final class NotCompiled extends Exception {
        private static final long serialVersionUID = 1;

        public NotCompiled(String reason) {
            super(reason, null, false, false);
        }
    }

    public final GuestInstance guest;
    public final int code;
    public final int units;
    public final int slots;
    public final int constants;
    public final int constantCount;
    public final boolean generator;
    /** By unit; null inside of an instruction. */
    public final Opcode[] opcodes;

    public final int[] arguments;
    /** Where the instruction begins, with what extends its argument. */
    public final int[] beginnings;

    /** Those that can be reached from an entry. */
    public final BitSet reachable = new BitSet();
    /** Beginnings of blocks: whatever comes there has the stack in memory. */
    public final BitSet leaders = new BitSet();
    /** Where a frame can be taken over from the interpreter. */
    public final TreeSet<Integer> entries = new TreeSet<>();

    public CodeReader(GuestInstance guest, int code) throws NotCompiled {
        this.guest = guest;
        this.code = code;
        try {
            guest.checkRange(code, CodeLayout.CODE_UNITS);
            units = get(code + CodeLayout.SIZE);
            slots = get(code + CodeLayout.CODE_LOCALS);
            constants = get(code + CodeLayout.CODE_CONSTANTS);
            generator = isGenerator(get(code + CodeLayout.CODE_FLAGS));
            require(units > 0 && units <= MOST_UNITS, "it is too long");
            require(slots >= 0 && slots <= MOST_SLOTS, "too many variables");
            guest.checkRange(code + CodeLayout.CODE_UNITS, 2 * units);
            guest.checkRange(constants, CodeLayout.TUPLE_ITEMS);
            constantCount = get(constants + CodeLayout.SIZE);
            require(constantCount >= 0 && constantCount <= 1 << 20, "too many constants");
            guest.checkRange(constants, CodeLayout.TUPLE_ITEMS + 4 * constantCount);
        } catch (GuestTrap outside) {
            throw new NotCompiled("it lies outside of the memory");
        }
        opcodes = new Opcode[units];
        arguments = new int[units];
        beginnings = new int[units];
        readInstructions();
        for (int unit = 0; unit < units; unit++) {
            if (opcodes[unit] != null) {
                check(unit);
            }
        }
        findBlocks();
        checkHeights();
    }

    private void checkHeights() throws NotCompiled {
        try {
            var heights = new StackHeights(this);
            for (int unit = reachable.nextSetBit(0); unit >= 0; unit = reachable.nextSetBit(unit + 1)) {
                require(heights.at(unit) >= 0, "an instruction can be reached that nothing leads to");
            }
        } catch (GuestTrap | ArithmeticException outside) {
            throw new NotCompiled("its table of exceptions lies outside of the memory");
        }
    }

    private static void require(boolean condition, String reason) throws NotCompiled {
        if (!condition) {
            throw new NotCompiled(reason);
        }
    }

    public static boolean isGenerator(int flags) {
        return (flags & GENERATOR) != 0;
    }

    public int get(int address) {
        return CodeRuntime.get(address, guest);
    }

    /** Returns 0 for what lies outside of the memory. */
    public int peek(int address) {
        return address >= 0 && address <= guest.bytes.length - Integer.BYTES ? get(address) : 0;
    }

    /** Whether C has that text at an address. */
    public boolean isText(int address, String text) {
        if (address <= 0 || address >= guest.bytes.length - text.length()) {
            return false;
        }
        for (int i = 0; i <= text.length(); i++) {
            if (guest.bytes[address + i] != (i < text.length() ? text.charAt(i) : 0)) {
                return false;
            }
        }
        return true;
    }

    /** A 16-bit word of an instruction's inline cache. */
    public int cache(int unit, int index) {
        int address = code + CodeLayout.CODE_UNITS + 2 * (unit + index);
        return guest.bytes[address] & 255 | (guest.bytes[address + 1] & 255) << 8;
    }

    public int cache32(int unit, int index) {
        return cache(unit, index) | cache(unit, index + 1) << 16;
    }

    private void readInstructions() throws NotCompiled {
        int extension = 0;
        int beginning = 0;
        for (int unit = 0; unit < units; ) {
            int address = code + CodeLayout.CODE_UNITS + 2 * unit;
            Opcode opcode = Opcode.of(guest.bytes[address]);
            require(opcode != null, "an instruction is not known, or is for a tracer");
            int argument = extension << 8 | guest.bytes[address + 1] & 255;
            require(argument >= 0 && argument < 1 << 24, "an argument is too large");
            opcodes[unit] = opcode;
            arguments[unit] = argument;
            beginnings[unit] = beginning;
            int next = unit + 1 + opcode.caches;
            require(next <= units, "an instruction is cut off");
            if (opcode == Opcode.EXTENDED_ARG) {
                extension = argument;
            } else {
                extension = 0;
                beginning = next;
            }
            unit = next;
        }
        require(extension == 0, "an instruction is cut off");
    }

    public int next(int unit) {
        return unit + 1 + opcodes[unit].caches;
    }

    /** The instruction at a unit; null if none begins there. */
    public Opcode at(int unit) {
        return unit >= 0 && unit < units ? opcodes[unit] : null;
    }

    /** Whether an instruction begins there, with all that extends its argument. */
    public boolean isBeginning(int unit) {
        return at(unit) != null && beginnings[unit] == unit;
    }

    private void check(int unit) throws NotCompiled {
        int argument = arguments[unit];
        switch (opcodes[unit]) {
            case LOAD_FAST, LOAD_FAST_CHECK, LOAD_FAST_AND_CLEAR, STORE_FAST, LOAD_DEREF, STORE_DEREF, DELETE_FAST ->
                requireSlot(argument);
            case LOAD_FAST_LOAD_FAST, STORE_FAST_LOAD_FAST, STORE_FAST_STORE_FAST -> {
                requireSlot(argument >> 4);
                requireSlot(argument & 15);
            }
            case LOAD_CONST, RETURN_CONST -> require(argument < constantCount, "a constant is missing");
            default -> {
                for (int target : jumps(unit)) {
                    require(isBeginning(target), "a jump goes to no instruction");
                }
            }
        }
    }

    private void requireSlot(int slot) throws NotCompiled {
        require(slot < slots, "a variable is missing");
    }

    /** Where an instruction may go on besides behind it. */
    public int[] jumps(int unit) {
        return opcodes[unit].effect.jumps(next(unit), arguments[unit]);
    }

    public static boolean endsBlock(Opcode opcode) {
        return opcode.effect.ends();
    }

    /** Whether an instruction may push a frame, whose end comes back behind it. */
    public static boolean pushesFrame(Opcode opcode) {
        return calls(opcode) || opcode == Opcode.FOR_ITER_GEN || opcode == Opcode.SEND || opcode == Opcode.SEND_GEN;
    }

    /** Whether that frame's value is what the instruction pushes. */
    public static boolean calls(Opcode opcode) {
        return switch (opcode) {
            case CALL,
                    CALL_KW,
                    CALL_FUNCTION_EX,
                    CALL_ALLOC_AND_ENTER_INIT,
                    CALL_BOUND_METHOD_EXACT_ARGS,
                    CALL_BOUND_METHOD_GENERAL,
                    CALL_PY_EXACT_ARGS,
                    CALL_PY_GENERAL,
                    BINARY_SUBSCR_GETITEM,
                    LOAD_ATTR_PROPERTY,
                    LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN -> true;
            default -> false;
        };
    }

    /** Whether what runs the instruction, or a kind of it, in the interpreter also runs a conditional jump behind it. */
    public static boolean mayFollow(Opcode opcode) {
        return switch (opcode) {
            case COMPARE_OP,
                    COMPARE_OP_INT,
                    COMPARE_OP_FLOAT,
                    COMPARE_OP_STR,
                    CONTAINS_OP,
                    CONTAINS_OP_DICT,
                    CONTAINS_OP_SET,
                    IS_OP,
                    TO_BOOL,
                    TO_BOOL_BOOL,
                    TO_BOOL_INT,
                    TO_BOOL_LIST,
                    TO_BOOL_NONE,
                    TO_BOOL_STR,
                    TO_BOOL_ALWAYS_TRUE -> true;
            default -> false;
        };
    }

    /** Those that look at the kill flag have no other form. */
    public static boolean isLookout(Opcode opcode) {
        return opcode == Opcode.JUMP_BACKWARD
                || opcode == Opcode.JUMP_BACKWARD_NO_INTERRUPT
                || opcode == Opcode.RESUME_CHECK;
    }

    public boolean followedByJump(int unit) {
        Opcode following = at(next(unit));
        return following == Opcode.POP_JUMP_IF_FALSE || following == Opcode.POP_JUMP_IF_TRUE;
    }

    /** The instruction of the block that takes what the one at a unit pushes; null if that is not certain. */
    public Opcode user(int unit) {
        int above = 0;
        int at = next(unit);
        for (int i = 0; i < MOST_LOOKED_AT; i++) {
            Opcode opcode = at(at);
            // A call's value is taken over to the block behind.
            boolean another = leaders.get(at) && !(i == 0 && pushesFrame(opcodes[unit]));
            if (opcode == null || another) {
                return null;
            }
            int pops;
            int pushes = 1;
            switch (opcode) {
                case LOAD_FAST, LOAD_CONST, LOAD_DEREF, LOAD_FAST_CHECK -> pops = 0;
                case LOAD_FAST_LOAD_FAST -> {
                    pops = 0;
                    pushes = 2;
                }
                case LOAD_ATTR_INSTANCE_VALUE, LOAD_ATTR_SLOT, LOAD_GLOBAL_MODULE -> {
                    if ((arguments[at] & 1) != 0) {
                        return null;
                    }
                    pops = opcode == Opcode.LOAD_GLOBAL_MODULE ? 0 : 1;
                }
                case BINARY_OP,
                        BINARY_OP_ADD_FLOAT,
                        BINARY_OP_SUBTRACT_FLOAT,
                        BINARY_OP_MULTIPLY_FLOAT,
                        BINARY_OP_ADD_INT,
                        BINARY_OP_SUBTRACT_INT,
                        BINARY_OP_MULTIPLY_INT,
                        COMPARE_OP_INT,
                        COMPARE_OP_FLOAT,
                        BINARY_SUBSCR_LIST_INT,
                        BINARY_SUBSCR_TUPLE_INT -> pops = 2;
                default -> {
                    return null;
                }
            }
            if (above < pops) {
                return opcode;
            }
            above += pushes - pops;
            at = next(at);
        }
        return null;
    }

    private void findBlocks() {
        entries.add(0);
        for (int unit = 0; unit < units; unit++) {
            Opcode opcode = opcodes[unit];
            if (opcode == null) {
                continue;
            }
            int next = next(unit);
            for (int target : jumps(unit)) {
                leaders.set(target);
            }
            switch (opcode) {
                case RESUME, RESUME_CHECK -> {
                    // A generator goes on there; others are counted behind it.
                    entries.add(beginnings[unit]);
                    entries.add(next);
                }
                case JUMP_BACKWARD -> entries.add(next - arguments[unit]);
                // Two ways lead behind it.
                case CALL_ISINSTANCE -> leaders.set(next);
                default -> {
                    if (pushesFrame(opcode) && !isUnused(unit)) {
                        entries.add(next);
                        for (int target : jumps(unit)) {
                            entries.add(target);
                        }
                    } else if (mayFollow(opcode) && followedByJump(unit)) {
                        leaders.set(next(next));
                    }
                }
            }
            if (endsBlock(opcode)) {
                leaders.set(next);
            }
        }
        entries.removeIf(entry -> at(entry) == null);
        entries.forEach(leaders::set);
        reach();
        entries.removeIf(entry -> !reachable.get(entry));
    }

    /** The counter of an instruction that the interpreter may specialise and has not run yet. */
    private static final int UNUSED = 0x11;

    /** Whether the instruction has never run: most code has such, and what only comes behind it need not be compiled. */
    public boolean isUnused(int unit) {
        return switch (opcodes[unit]) {
            case BINARY_OP,
                    BINARY_SUBSCR,
                    CALL,
                    COMPARE_OP,
                    CONTAINS_OP,
                    FOR_ITER,
                    LOAD_ATTR,
                    LOAD_GLOBAL,
                    LOAD_SUPER_ATTR,
                    SEND,
                    STORE_ATTR,
                    STORE_SUBSCR,
                    TO_BOOL,
                    UNPACK_SEQUENCE -> cache(unit, 1) == UNUSED;
            default -> false;
        };
    }

    private void reach() {
        var rest = new ArrayDeque<Integer>(entries);
        while (!rest.isEmpty()) {
            int unit = rest.pop();
            if (at(unit) == null || reachable.get(unit)) {
                continue;
            }
            reachable.set(unit);
            if (isUnused(unit)) {
                continue;
            }
            for (int target : jumps(unit)) {
                rest.push(target);
            }
            if (!endsBlock(opcodes[unit])) {
                rest.push(next(unit));
            }
        }
    }
}
