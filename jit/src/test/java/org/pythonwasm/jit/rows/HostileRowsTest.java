package org.pythonwasm.jit.rows;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.RowFunction;
import org.pythonwasm.machine.code.RowLayout;
import org.pythonwasm.machine.memory.GuestInstance;

/** Whatever the memory says a typed function is: it is refused, or a class is written. */
class HostileRowsTest {
    private static final int FUNCTION = 512;
    private static final int CONSTANTS = 1_024;
    private static final int CODE = 4_096;
    private static final int LONG_TYPE = 40_000;
    private static final int FLOAT_TYPE = 41_000;
    private static final int FUNCTION_TYPE = 42_000;
    private static final int VERSION = 77;
    private static final int STACK_SIZE = 40;
    private static final int LOADS = 16;

    private static final CodeLayout LAYOUT =
            new CodeLayout(0, 0, 0, LONG_TYPE, FLOAT_TYPE, 0, 0, 0, FUNCTION_TYPE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final RowLayout ROW_LAYOUT = new RowLayout(43_000, 44_000, 45_000, 46_000, new int[4]);
    private static final RowFunction TYPED = new RowFunction(
            FUNCTION,
            List.of(
                    new RowFunction.Column(RowFunction.Type.INT64, true),
                    new RowFunction.Column(RowFunction.Type.FLOAT64, false)),
            RowFunction.Type.INT64);

    private final Random chance = new Random(12);

    @Test
    void random_instructions_are_refused_or_compiled() {
        var likely = List.of(
                Opcode.LOAD_FAST,
                Opcode.LOAD_CONST,
                Opcode.BINARY_OP,
                Opcode.STORE_FAST,
                Opcode.COMPARE_OP,
                Opcode.POP_JUMP_IF_FALSE,
                Opcode.JUMP_BACKWARD,
                Opcode.SWAP,
                Opcode.RETURN_VALUE);
        int written = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            var guest = new GuestInstance(new byte[1 << 16], 1, 0, 1 << 20, memory -> {});
            function(guest);
            int units = LOADS + 4 + chance.nextInt(40);
            int address = CODE + CodeLayout.CODE_UNITS;
            // So that there is something to take.
            for (int unit = 0; unit < LOADS; unit++) {
                guest.bytes[address + 2 * unit] = (byte) Opcode.LOAD_CONST.number;
                guest.bytes[address + 2 * unit + 1] = (byte) chance.nextInt(4);
            }
            for (int unit = LOADS; unit < units; ) {
                Opcode opcode = chance.nextInt(8) == 0
                        ? Opcode.values()[chance.nextInt(Opcode.values().length)]
                        : likely.get(chance.nextInt(likely.size()));
                guest.bytes[address + 2 * unit] = (byte) opcode.number;
                guest.bytes[address + 2 * unit + 1] =
                        (byte) (opcode == Opcode.COMPARE_OP ? chance.nextInt(256) : chance.nextInt(5));
                unit += 1 + (unit + opcode.caches < units ? opcode.caches : 0);
            }
            guest.writeInt(CODE + CodeLayout.SIZE, units);
            guest.writeInt(CODE + STACK_SIZE, 64);
            guest.writeInt(CODE + CodeLayout.CODE_LOCALS, 8);
            guest.writeInt(CODE + CodeLayout.CODE_CONSTANTS, CONSTANTS);
            guest.writeInt(CODE + CodeLayout.CODE_ARGUMENTS, 2);
            guest.writeInt(CONSTANTS + CodeLayout.SIZE, 4);
            for (int i = 0; i < 4; i++) {
                guest.writeInt(CONSTANTS + CodeLayout.TUPLE_ITEMS + 4 * i, number(guest, 2_048 + 64 * i));
            }
            if (isWritten(guest)) {
                written++;
            }
        }
        int count = written;
        assertTrue(count > 20, () -> "only " + count + " were compiled");
    }

    @Test
    void random_memory_is_refused_or_compiled() {
        for (int turn = 0; turn < 5_000; turn++) {
            byte[] bytes = new byte[1 << 16];
            chance.nextBytes(bytes);
            var guest = new GuestInstance(bytes, 1, 0, 1 << 20, memory -> {});
            function(guest);
            if (turn % 3 == 0) {
                guest.writeInt(FUNCTION + CodeLayout.FUNCTION_CODE, chance.nextInt());
            }
            guest.writeInt(CODE + CodeLayout.SIZE, chance.nextInt(300) - 10);
            guest.writeInt(CODE + CodeLayout.CODE_LOCALS, chance.nextInt(300) - 10);
            isWritten(guest);
        }
    }

    private static void function(GuestInstance guest) {
        guest.writeInt(FUNCTION + CodeLayout.TYPE, FUNCTION_TYPE);
        guest.writeInt(FUNCTION + CodeLayout.FUNCTION_CODE, CODE);
        guest.writeInt(FUNCTION + CodeLayout.FUNCTION_VERSION, VERSION);
        guest.writeInt(FUNCTION + RowLayout.FUNCTION_VECTORCALL, ROW_LAYOUT.vectorcall());
    }

    private int number(GuestInstance guest, int address) {
        guest.writeInt(address + CodeLayout.TYPE, chance.nextBoolean() ? LONG_TYPE : FLOAT_TYPE);
        guest.writeInt(address + CodeLayout.LONG_TAG, chance.nextInt(40));
        guest.writeInt(address + CodeLayout.LONG_DIGITS, chance.nextInt());
        return address;
    }

    private static boolean isWritten(GuestInstance guest) {
        try {
            return RowCompiler.write(guest, LAYOUT, ROW_LAYOUT, TYPED).bytes().length > 0;
        } catch (CodeReader.NotCompiled refused) {
            return false;
        }
    }
}
