package org.pythonwasm.machine.code;

import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Where the structures of typed functions are, and what of CPython their rows need besides {@link CodeLayout}. Offsets are constants,
 * which guest/shim/kernel.c and typed.c compare when the guest is built; addresses are read from the guest.
 *
 * @param definitions of {@code abs, min, max, round}
 */
public record RowLayout(int nativeType, int boolType, int rangeType, int vectorcall, int[] definitions) {
    public static final int NATIVE_DEFINITION = 8;
    public static final int CODE_KEYWORDS = 36;
    public static final int FUNCTION_VECTORCALL = 64;

    static final int CALLABLE = 0;
    static final int PARAMETERS = 4;
    static final int WORD = 8;
    static final int RESULT = 12;
    static final int TYPES = 13;

    static final int COLUMN_SIZE = 16;
    static final int COLUMN_VALID = 0;
    static final int COLUMN_DATA = 4;

    private static final int FUNCTIONS = 4;

    static RowLayout of(GuestInstance guest, CodeFunctions functions) {
        int cells = functions.pw_row_cells(guest);
        guest.checkRange(cells, (FUNCTIONS + 4) * Integer.BYTES);
        int[] definitions = new int[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            definitions[i] = guest.readInt(cells + (4 + i) * Integer.BYTES);
        }
        return new RowLayout(
                guest.readInt(cells),
                guest.readInt(cells + 4),
                guest.readInt(cells + 8),
                guest.readInt(cells + 12),
                definitions);
    }
}
