package org.pythonwasm.jit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.memory.GuestInstance;

/** Whatever the memory says a code object is: it is refused, or a class is written. */
class HostileCodeObjectTest {
    private static final int CODE = 4_096;
    private static final int CONSTANTS = 1_024;
    private static final int FRAME = 2_048;
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
            int units = 4 + chance.nextInt(40);
            int address = CODE + CodeLayout.CODE_UNITS;
            for (int unit = 0; unit < units; ) {
                Opcode opcode = opcodes[chance.nextInt(opcodes.length)];
                guest.bytes[address + 2 * unit] = (byte) opcode.number;
                guest.bytes[address + 2 * unit + 1] = (byte) chance.nextInt(4);
                unit += 1 + (unit + opcode.caches < units ? opcode.caches : 0);
            }
            guest.writeInt(CODE + CodeLayout.SIZE, units);
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
            return Emitter.write(new CodeReader(guest, code), NOWHERE, FRAME, new CodeHistory())
                            .bytes()
                            .length
                    > 0;
        } catch (CodeReader.NotCompiled refused) {
            return false;
        }
    }
}
