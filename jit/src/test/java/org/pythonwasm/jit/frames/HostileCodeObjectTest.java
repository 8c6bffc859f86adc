package org.pythonwasm.jit.frames;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.memory.GuestInstance;

/** Whatever the memory says a code object is: it is refused, or a class is written. */
class HostileCodeObjectTest {
    private static final int CODE = 4_096;
    private static final int CONSTANTS = 1_024;
    private static final int STACK_SIZE = 40;
    private static final int LOADS = 16;
    private static final int FRAME = 2_048;
    private static final int EXCEPTION_TABLE = 20;
    private static final int TABLE = 20_000;
    /** Zeros: nothing runs an instruction. */
    private static final int HANDLERS = 60_000;

    private static final CodeLayout NOWHERE =
            new CodeLayout(0, HANDLERS, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final Random chance = new Random(11);

    @Test
    void random_instructions_are_refused_or_compiled() {
        int written = 0;
        Opcode[] opcodes = Opcode.values();
        for (int turn = 0; turn < 20_000; turn++) {
            var guest = new GuestInstance(new byte[1 << 16], 1, 0, 1 << 20, memory -> {});
            int units = LOADS + 4 + chance.nextInt(40);
            int address = CODE + CodeLayout.CODE_UNITS;
            // So that there is something to take.
            for (int unit = 0; unit < LOADS; unit++) {
                guest.bytes[address + 2 * unit] = (byte) Opcode.LOAD_CONST.number;
            }
            for (int unit = LOADS; unit < units; ) {
                Opcode opcode = opcodes[chance.nextInt(opcodes.length)];
                guest.bytes[address + 2 * unit] = (byte) opcode.number;
                guest.bytes[address + 2 * unit + 1] = (byte) chance.nextInt(4);
                unit += 1 + (unit + opcode.caches < units ? opcode.caches : 0);
            }
            guest.writeInt(CODE + CodeLayout.SIZE, units);
            guest.writeInt(CODE + STACK_SIZE, 64);
            guest.writeInt(CODE + CodeLayout.CODE_LOCALS, 64);
            guest.writeInt(CODE + CodeLayout.CODE_CONSTANTS, CONSTANTS);
            guest.writeInt(CONSTANTS + CodeLayout.SIZE, 4);
            for (int i = 0; i < 4; i++) {
                guest.writeInt(CONSTANTS + CodeLayout.TUPLE_ITEMS + 4 * i, chance.nextInt(1 << 17));
            }
            if (isWritten(guest, CODE)) {
                written++;
            }
        }
        assertTrue(written > 500, "only " + written + " were compiled");
    }

    @Test
    void a_stack_that_cannot_be_is_refused() {
        assertTrue(isWritten(2, Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.SWAP, 2, Opcode.RETURN_VALUE, 0));
        assertFalse(isWritten(2, Opcode.LOAD_CONST, 0, Opcode.SWAP, 2, Opcode.RETURN_VALUE, 0), "takes too much");
        assertFalse(
                isWritten(1, Opcode.LOAD_CONST, 0, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0), "exceeds its size");
        assertFalse(isWritten(-1, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0), "has no size");
        assertFalse(
                isWritten(2, Opcode.POP_TOP, 0, Opcode.LOAD_CONST, 0, Opcode.RETURN_VALUE, 0), "takes from nothing");
        // Behind the jump there is one value more than where it does not jump.
        assertTrue(
                isWritten(9, Opcode.LOAD_CONST, 0, Opcode.POP_JUMP_IF_NONE, 1, Opcode.NOP, 0, Opcode.RETURN_CONST, 0));
        assertFalse(
                isWritten(
                        9,
                        Opcode.LOAD_CONST,
                        0,
                        Opcode.POP_JUMP_IF_NONE,
                        1,
                        Opcode.LOAD_CONST,
                        0,
                        Opcode.RETURN_CONST,
                        0),
                "depends on the way");
    }

    @Test
    void a_jump_into_the_middle_of_an_instruction_is_refused() {
        assertTrue(isWritten(9, Opcode.JUMP_FORWARD, 0, Opcode.EXTENDED_ARG, 0, Opcode.RETURN_CONST, 3));
        assertFalse(
                isWritten(9, Opcode.JUMP_FORWARD, 1, Opcode.LOAD_GLOBAL, 0, Opcode.NOP, 0, Opcode.RETURN_VALUE, 0),
                "into an inline cache");
        // What the interpreter would load there is another constant.
        assertFalse(
                isWritten(9, Opcode.JUMP_FORWARD, 1, Opcode.EXTENDED_ARG, 0, Opcode.RETURN_CONST, 3),
                "behind an extension");
        assertFalse(isWritten(9, Opcode.JUMP_FORWARD, 200, Opcode.RETURN_CONST, 0), "behind the end");
        assertFalse(isWritten(9, Opcode.NOP, 0, Opcode.JUMP_BACKWARD, 200, Opcode.RETURN_CONST, 0), "before the begin");
    }

    @Test
    void an_argument_that_is_extended_for_ever_is_refused() {
        assertTrue(isWritten(9, Opcode.EXTENDED_ARG, 0, Opcode.EXTENDED_ARG, 0, Opcode.RETURN_CONST, 0));
        assertFalse(
                isWritten(
                        9,
                        Opcode.EXTENDED_ARG,
                        255,
                        Opcode.EXTENDED_ARG,
                        255,
                        Opcode.EXTENDED_ARG,
                        255,
                        Opcode.COPY,
                        255,
                        Opcode.RETURN_VALUE,
                        0),
                "below zero");
        assertFalse(isWritten(9, Opcode.RETURN_CONST, 0, Opcode.EXTENDED_ARG, 1), "extends nothing");
    }

    @Test
    void a_table_of_exceptions_that_cannot_be_is_refused() {
        int[] none = {};
        assertTrue(isWrittenWithTable(none));
        // Start, length, handler and depth of code behind which a handler can be.
        assertTrue(isWrittenWithTable(0, 1, 2, 0));
        assertFalse(isWrittenWithTable(0, 1, 2), "is cut off");
        assertFalse(isWrittenWithTable(0, 1, 64 | 1, 60, 0), "its handler is nowhere");
        assertFalse(isWrittenWithTable(0, 1, 2, 60), "its handler finds more than there can be");
        assertFalse(isWrittenWithTable(new int[1 << 15]), "is longer than any code needs");
    }

    private static boolean isWrittenWithTable(int... table) {
        var guest = guest(9, Opcode.NOP, 0, Opcode.RETURN_CONST, 0, Opcode.POP_TOP, 0, Opcode.RETURN_CONST, 0);
        guest.writeInt(CODE + EXCEPTION_TABLE, TABLE);
        guest.writeInt(TABLE + CodeLayout.SIZE, table.length);
        for (int i = 0; i < table.length; i++) {
            guest.bytes[TABLE + 16 + i] = (byte) table[i];
        }
        return isWritten(guest, CODE);
    }

    @Test
    void loops_in_loops_without_end_are_refused() {
        assertTrue(isWritten(9, loops(10)));
        assertFalse(isWritten(9, loops(300)));
    }

    private static Object[] loops(int count) {
        var code = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            code.addAll(List.of(Opcode.NOP, 0));
        }
        for (int i = 0; i < count; i++) {
            int back = 6 * (i + 1) + i + 1;
            code.addAll(List.of(Opcode.LOAD_CONST, 0, Opcode.POP_JUMP_IF_NONE, 3));
            code.addAll(List.of(Opcode.EXTENDED_ARG, back >> 8, Opcode.JUMP_BACKWARD, back & 255));
        }
        code.addAll(List.of(Opcode.RETURN_CONST, 0));
        return code.toArray();
    }

    @Test
    void a_high_stack_is_not_written_at_each_guard() {
        var code = new ArrayList<Object>();
        for (int i = 0; i < 200; i++) {
            code.addAll(List.of(Opcode.LOAD_FAST, 1));
        }
        for (int i = 1; i < 200; i++) {
            code.addAll(List.of(Opcode.BINARY_OP_ADD_INT, 0));
        }
        code.addAll(List.of(Opcode.RETURN_VALUE, 0));
        assertTrue(isWritten(200, code.toArray()));
    }

    /** Opcodes with their arguments. */
    private static boolean isWritten(int stackSize, Object... code) {
        return isWritten(guest(stackSize, code), CODE);
    }

    private static GuestInstance guest(int stackSize, Object... code) {
        var guest = new GuestInstance(new byte[1 << 16], 1, 0, 1 << 20, memory -> {});
        int address = CODE + CodeLayout.CODE_UNITS;
        int unit = 0;
        for (int i = 0; i < code.length; i += 2) {
            var opcode = (Opcode) code[i];
            guest.bytes[address + 2 * unit] = (byte) opcode.number;
            guest.bytes[address + 2 * unit + 1] = ((Integer) code[i + 1]).byteValue();
            unit += 1 + opcode.caches;
        }
        guest.writeInt(CODE + CodeLayout.SIZE, unit);
        guest.writeInt(CODE + STACK_SIZE, stackSize);
        guest.writeInt(CODE + CodeLayout.CODE_LOCALS, 4);
        guest.writeInt(CODE + CodeLayout.CODE_CONSTANTS, CONSTANTS);
        guest.writeInt(CONSTANTS + CodeLayout.SIZE, 4);
        return guest;
    }

    @Test
    void random_memory_is_refused_or_compiled() {
        for (int turn = 0; turn < 5_000; turn++) {
            byte[] bytes = new byte[1 << 16];
            chance.nextBytes(bytes);
            Arrays.fill(bytes, HANDLERS, HANDLERS + 1_024, (byte) 0);
            var guest = new GuestInstance(bytes, 1, 0, 1 << 20, memory -> {});
            guest.writeInt(CODE + CodeLayout.SIZE, chance.nextInt(300) - 10);
            guest.writeInt(CODE + CodeLayout.CODE_LOCALS, chance.nextInt(300) - 10);
            isWritten(guest, turn % 3 == 0 ? chance.nextInt() : CODE);
        }
    }

    private static boolean isWritten(GuestInstance guest, int code) {
        try {
            return Emitter.write(Templates::new, new CodeReader(guest, code), NOWHERE, FRAME, new CodeHistory(1))
                            .bytes()
                            .length
                    > 0;
        } catch (CodeReader.NotCompiled refused) {
            return false;
        }
    }
}
