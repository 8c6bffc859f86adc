package org.pythonwasm.machine.code;

import java.util.Arrays;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.InterruptCells;

/**
 * Where CPython's structures are. Offsets are constants, which guest/shim/hotcode.c compares when the guest is built; addresses are
 * read from the guest.
 */
public record CodeLayout(
        int registers,
        int handlers,
        int threshold,
        int longType,
        int floatType,
        int listType,
        int tupleType,
        int dictType,
        int functionType,
        int rangeIteratorType,
        int listIteratorType,
        int tupleIteratorType,
        int zero,
        int trueObject,
        int falseObject,
        int none,
        int stringType,
        int methodType,
        int moduleType,
        int len,
        int generatorType) {
    public static final int TYPE = 4;
    public static final int SIZE = 8;
    public static final int FLOAT_VALUE = 8;
    public static final int LONG_TAG = 8;
    public static final int LONG_DIGITS = 12;
    public static final int LIST_ITEMS = 12;
    public static final int LIST_ALLOCATED = 16;
    public static final int TUPLE_ITEMS = 12;
    public static final int STRING_HASH = 12;
    public static final int STRING_STATE = 16;
    public static final int STRING_ASCII = 20;
    public static final int STRING_OTHER = 28;
    public static final int CELL_VALUE = 8;
    public static final int MODULE_DICT = 8;
    public static final int METHOD_FUNCTION = 8;
    public static final int METHOD_SELF = 12;
    public static final int FUNCTION_GLOBALS = 8;
    public static final int FUNCTION_BUILTINS = 12;
    public static final int FUNCTION_CODE = 24;
    public static final int FUNCTION_VERSION = 68;
    /** The order in which bases are looked at. */
    public static final int TYPE_ORDER = 172;

    /** The uppermost bit says that an object of the type is a type itself. */
    public static final int TYPE_FLAGS = 84;

    public static final int TYPE_VERSION = 192;
    public static final int TYPE_CACHED_KEYS = 440;
    public static final int DICT_KEYS = 24;
    /** Not 0 where the values are apart from the keys. */
    public static final int DICT_VALUES = 28;
    /** The binary logarithm of the number of indices. */
    public static final int KEYS_SIZE = 4;

    public static final int KEYS_INDEX_BYTES = 5;
    /** 0 for any keys, 1 for strs only, 2 where several dicts share them. */
    public static final int KEYS_KIND = 6;

    public static final int KEYS_VERSION = 8;
    public static final int KEYS_INDICES = 20;
    /** Of an object with values in itself: before it, and in it. */
    public static final int MANAGED_DICT = -12;

    public static final int VALUES = 8;
    public static final int VALUES_SIZE = 9;
    public static final int VALUES_VALID = 11;
    public static final int VALUES_FIRST = 12;

    public static final int RANGE_START = 8;
    public static final int RANGE_STEP = 12;
    public static final int RANGE_LENGTH = 16;
    public static final int ITERATOR_INDEX = 8;
    public static final int ITERATOR_SEQUENCE = 12;

    public static final int GENERATOR_EXC_STATE = 20;
    public static final int GENERATOR_PREVIOUS_ITEM = 24;
    public static final int GENERATOR_STATE = 35;
    public static final int GENERATOR_FRAME = 36;

    public static final int CODE_CONSTANTS = 12;
    public static final int CODE_FLAGS = 24;
    public static final int CODE_ARGUMENTS = 28;
    public static final int CODE_KEYWORD_ARGUMENTS = 36;
    public static final int CODE_LOCALS = 48;
    public static final int CODE_FRAME_SIZE = 52;
    public static final int CODE_VERSION = 68;
    public static final int CODE_WORD = 100;
    public static final int CODE_INSTRUMENTATION = 108;
    public static final int CODE_UNITS = 124;

    public static final int THREAD_BREAKER = 12;
    public static final int THREAD_RECURSION = 28;
    public static final int THREAD_FRAME = 52;
    public static final int THREAD_EXC_INFO = 76;
    public static final int THREAD_CHUNK = 144;
    public static final int THREAD_TOP = 148;
    public static final int THREAD_LIMIT = 152;
    public static final int CHUNK_DATA = 12;

    public static final int FRAME_CODE = 0;
    public static final int FRAME_PREVIOUS = 4;
    public static final int FRAME_FUNCTION = 8;
    public static final int FRAME_GLOBALS = 12;
    public static final int FRAME_BUILTINS = 16;
    public static final int FRAME_LOCALS = 20;
    public static final int FRAME_OBJECT = 24;
    public static final int FRAME_INSTRUCTION = 28;
    public static final int FRAME_STACKTOP = 32;
    public static final int FRAME_RETURN_OFFSET = 36;
    public static final int FRAME_OWNER = 38;
    public static final int FRAME_SLOTS = 40;

    public static final int REGISTER_FRAME = 0;
    public static final int REGISTER_STACK = 4;
    public static final int REGISTER_NEXT = 8;

    public static final int IMMORTAL = 0x3fffffff;
    public static final int SMALLEST_SMALL = -5;
    public static final int LARGEST_SMALL = 256;
    public static final int INT_BYTES = 16;

    /** Results of what runs an instruction that are no pair of next instruction and stack pointer. */
    public static final int FRAME_CHANGED = 1;

    public static final int START_FRAME = 5;

    /** Between compiled forms only: a frame has ended and is popped, with the value in the upper half or in the table. */
    public static final int RETURNED_OBJECT = 16;

    public static final int RETURNED_INT = 17;
    public static final int RETURNED_DOUBLE = 18;
    /** A generator waits, with the value in the upper half; no stack pointer is that small. */
    public static final int YIELDED_OBJECT = 19;

    public static final int LAST_REASON = YIELDED_OBJECT;

    private static final int CELLS = 28;

    /** @param interruptCells the words of {@link InterruptCells}, which say where the rest is */
    static CodeLayout of(GuestInstance guest, int interruptCells) {
        int cells = guest.readInt(guest.checkRange(interruptCells, CELLS + 4) + CELLS);
        int[] values = new int[23];
        guest.checkRange(cells, 4 * values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = guest.readInt(cells + 4 * i);
        }
        Known known = last;
        if (known == null || !Arrays.equals(known.cells, values)) {
            known = new Known(values, make(values));
            last = known;
        }
        return known.layout;
    }

    private static CodeLayout make(int[] values) {
        return new CodeLayout(
                values[0],
                values[1],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10],
                values[11],
                values[12],
                values[13],
                values[14],
                values[15],
                values[16],
                values[17],
                values[18],
                values[20],
                values[21],
                values[22]);
    }

    private record Known(int[] cells, CodeLayout layout) {}

    /** That of the guest that was made last: all of one translation share it. Records are not compared, which a start would wait for. */
    private static volatile Known last;
}
