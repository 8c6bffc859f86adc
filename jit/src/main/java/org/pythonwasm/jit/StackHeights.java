package org.pythonwasm.jit;

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

    private final CodeReader reader;
    private final int[] heights;
    private final int most;
    private final ArrayDeque<Integer> rest = new ArrayDeque<>();

    /** The reader has read and checked the instructions. */
    StackHeights(CodeReader reader) throws CodeReader.NotCompiled {
        this.reader = reader;
        heights = new int[reader.units];
        Arrays.fill(heights, UNKNOWN);
        most = reader.get(reader.code + STACK_SIZE);
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
            Opcode opcode = reader.opcodes[unit];
            int argument = reader.arguments[unit];
            int height = heights[unit];
            int taken = taken(opcode, argument);
            if (taken < 0 || taken > height) {
                throw new CodeReader.NotCompiled("an instruction takes more than there is");
            }
            int after = height - taken + left(opcode, argument);
            int[] jumps = reader.jumps(unit);
            for (int i = 0; i < jumps.length; i++) {
                come(jumps[i], atJump(opcode, after, i));
            }
            if (goesOn(opcode)) {
                come(reader.next(unit), after);
            }
        }
    }

    private static boolean goesOn(Opcode opcode) {
        return opcode == Opcode.YIELD_VALUE || opcode == Opcode.RETURN_GENERATOR || !CodeReader.endsBlock(opcode);
    }

    /** A loop ends with one more value for its end to take, or after that, or after the iterator is gone, too. */
    private static int atJump(Opcode opcode, int after, int jump) {
        return switch (opcode) {
            case FOR_ITER, FOR_ITER_GEN, FOR_ITER_LIST, FOR_ITER_RANGE, FOR_ITER_TUPLE -> after - jump;
            case BINARY_OP_INPLACE_ADD_UNICODE, CALL_LIST_APPEND -> after - 1;
            default -> after;
        };
    }

    private void readExceptionTable() throws CodeReader.NotCompiled {
        int table = reader.get(reader.code + EXCEPTION_TABLE);
        reader.guest.checkRange(table, BYTES_ITEMS);
        int size = reader.get(table + BYTES_SIZE);
        reader.guest.checkRange(table, Math.addExact(BYTES_ITEMS, Math.max(0, size)));
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

    private static int taken(Opcode opcode, int n) {
        return switch (opcode) {
            case END_FOR,
                    EXIT_INIT_CHECK,
                    INTERPRETER_EXIT,
                    POP_EXCEPT,
                    POP_TOP,
                    RETURN_VALUE,
                    DELETE_ATTR,
                    POP_JUMP_IF_FALSE,
                    POP_JUMP_IF_NONE,
                    POP_JUMP_IF_NOT_NONE,
                    POP_JUMP_IF_TRUE,
                    STORE_DEREF,
                    STORE_FAST,
                    STORE_GLOBAL,
                    STORE_NAME,
                    FORMAT_SIMPLE,
                    GET_AITER,
                    GET_ITER,
                    GET_YIELD_FROM_ITER,
                    MAKE_FUNCTION,
                    TO_BOOL,
                    UNARY_INVERT,
                    UNARY_NEGATIVE,
                    UNARY_NOT,
                    CALL_INTRINSIC_1,
                    CONVERT_VALUE,
                    GET_AWAITABLE,
                    LOAD_FROM_DICT_OR_DEREF,
                    LOAD_FROM_DICT_OR_GLOBALS,
                    STORE_FAST_LOAD_FAST,
                    YIELD_VALUE,
                    FOR_ITER,
                    FOR_ITER_GEN,
                    FOR_ITER_LIST,
                    FOR_ITER_RANGE,
                    FOR_ITER_TUPLE,
                    LOAD_ATTR,
                    LOAD_ATTR_CLASS,
                    LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN,
                    LOAD_ATTR_INSTANCE_VALUE,
                    LOAD_ATTR_METHOD_LAZY_DICT,
                    LOAD_ATTR_METHOD_NO_DICT,
                    LOAD_ATTR_METHOD_WITH_VALUES,
                    LOAD_ATTR_MODULE,
                    LOAD_ATTR_NONDESCRIPTOR_NO_DICT,
                    LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES,
                    LOAD_ATTR_PROPERTY,
                    LOAD_ATTR_SLOT,
                    LOAD_ATTR_WITH_HINT,
                    TO_BOOL_ALWAYS_TRUE,
                    TO_BOOL_BOOL,
                    TO_BOOL_INT,
                    TO_BOOL_LIST,
                    TO_BOOL_NONE,
                    TO_BOOL_STR,
                    UNPACK_EX,
                    UNPACK_SEQUENCE,
                    UNPACK_SEQUENCE_LIST,
                    UNPACK_SEQUENCE_TUPLE,
                    UNPACK_SEQUENCE_TWO_TUPLE,
                    BEFORE_ASYNC_WITH,
                    BEFORE_WITH,
                    GET_ANEXT,
                    GET_LEN,
                    MATCH_MAPPING,
                    MATCH_SEQUENCE,
                    PUSH_EXC_INFO,
                    IMPORT_FROM -> 1;
            case BINARY_OP_INPLACE_ADD_UNICODE,
                    DELETE_SUBSCR,
                    END_ASYNC_FOR,
                    STORE_ATTR,
                    STORE_FAST_STORE_FAST,
                    STORE_ATTR_INSTANCE_VALUE,
                    STORE_ATTR_SLOT,
                    STORE_ATTR_WITH_HINT,
                    BINARY_SUBSCR,
                    END_SEND,
                    FORMAT_WITH_SPEC,
                    BINARY_OP,
                    CALL_INTRINSIC_2,
                    COMPARE_OP,
                    CONTAINS_OP,
                    IMPORT_NAME,
                    IS_OP,
                    SET_FUNCTION_ATTRIBUTE,
                    BINARY_OP_ADD_FLOAT,
                    BINARY_OP_ADD_INT,
                    BINARY_OP_ADD_UNICODE,
                    BINARY_OP_MULTIPLY_FLOAT,
                    BINARY_OP_MULTIPLY_INT,
                    BINARY_OP_SUBTRACT_FLOAT,
                    BINARY_OP_SUBTRACT_INT,
                    BINARY_SUBSCR_DICT,
                    BINARY_SUBSCR_GETITEM,
                    BINARY_SUBSCR_LIST_INT,
                    BINARY_SUBSCR_STR_INT,
                    BINARY_SUBSCR_TUPLE_INT,
                    COMPARE_OP_FLOAT,
                    COMPARE_OP_INT,
                    COMPARE_OP_STR,
                    CONTAINS_OP_DICT,
                    CONTAINS_OP_SET,
                    CHECK_EG_MATCH,
                    CHECK_EXC_MATCH,
                    SEND,
                    SEND_GEN,
                    MATCH_KEYS -> 2;
            case STORE_SUBSCR,
                    STORE_SUBSCR_DICT,
                    STORE_SUBSCR_LIST_INT,
                    BINARY_SLICE,
                    MATCH_CLASS,
                    LOAD_SUPER_ATTR,
                    LOAD_SUPER_ATTR_ATTR,
                    LOAD_SUPER_ATTR_METHOD,
                    CLEANUP_THROW -> 3;
            case STORE_SLICE, WITH_EXCEPT_START -> 4;
            case COPY -> n < 1 ? UNKNOWN : n;
            case SWAP -> n < 2 ? UNKNOWN : n;
            case LIST_APPEND, LIST_EXTEND, SET_ADD, SET_UPDATE, DICT_UPDATE -> n < 1 ? UNKNOWN : n + 1;
            case MAP_ADD -> n < 1 ? UNKNOWN : n + 2;
            case DICT_MERGE -> n < 1 ? UNKNOWN : n + 4;
            case BUILD_CONST_KEY_MAP, RERAISE -> n + 1;
            case BUILD_LIST, BUILD_SET, BUILD_STRING, BUILD_TUPLE, RAISE_VARARGS -> n;
            case BUILD_MAP -> 2 * n;
            case BUILD_SLICE -> n == 3 ? 3 : 2;
            case CALL,
                    CALL_ALLOC_AND_ENTER_INIT,
                    CALL_BOUND_METHOD_EXACT_ARGS,
                    CALL_BOUND_METHOD_GENERAL,
                    CALL_BUILTIN_CLASS,
                    CALL_BUILTIN_FAST,
                    CALL_BUILTIN_FAST_WITH_KEYWORDS,
                    CALL_BUILTIN_O,
                    CALL_ISINSTANCE,
                    CALL_LEN,
                    CALL_LIST_APPEND,
                    CALL_METHOD_DESCRIPTOR_FAST,
                    CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS,
                    CALL_METHOD_DESCRIPTOR_NOARGS,
                    CALL_METHOD_DESCRIPTOR_O,
                    CALL_NON_PY_GENERAL,
                    CALL_PY_EXACT_ARGS,
                    CALL_PY_GENERAL,
                    CALL_STR_1,
                    CALL_TUPLE_1,
                    CALL_TYPE_1 -> n + 2;
            case CALL_KW -> n + 3;
            case CALL_FUNCTION_EX -> 3 + (n & 1);
            default -> 0;
        };
    }

    private static int left(Opcode opcode, int n) {
        return switch (opcode) {
            case CACHE,
                    RESERVED,
                    NOP,
                    SETUP_ANNOTATIONS,
                    COPY_FREE_VARS,
                    DELETE_DEREF,
                    DELETE_FAST,
                    DELETE_GLOBAL,
                    DELETE_NAME,
                    ENTER_EXECUTOR,
                    EXTENDED_ARG,
                    JUMP_BACKWARD,
                    JUMP_BACKWARD_NO_INTERRUPT,
                    JUMP_FORWARD,
                    MAKE_CELL,
                    RETURN_CONST,
                    RESUME,
                    RESUME_CHECK,
                    END_FOR,
                    EXIT_INIT_CHECK,
                    INTERPRETER_EXIT,
                    POP_EXCEPT,
                    POP_TOP,
                    RETURN_VALUE,
                    DELETE_ATTR,
                    POP_JUMP_IF_FALSE,
                    POP_JUMP_IF_NONE,
                    POP_JUMP_IF_NOT_NONE,
                    POP_JUMP_IF_TRUE,
                    STORE_DEREF,
                    STORE_FAST,
                    STORE_GLOBAL,
                    STORE_NAME,
                    DELETE_SUBSCR,
                    END_ASYNC_FOR,
                    STORE_ATTR,
                    STORE_FAST_STORE_FAST,
                    STORE_ATTR_INSTANCE_VALUE,
                    STORE_ATTR_SLOT,
                    STORE_ATTR_WITH_HINT,
                    STORE_SUBSCR,
                    STORE_SUBSCR_DICT,
                    STORE_SUBSCR_LIST_INT,
                    STORE_SLICE,
                    RAISE_VARARGS -> 0;
            case LOAD_FAST_LOAD_FAST,
                    BEFORE_ASYNC_WITH,
                    BEFORE_WITH,
                    GET_ANEXT,
                    GET_LEN,
                    MATCH_MAPPING,
                    MATCH_SEQUENCE,
                    PUSH_EXC_INFO,
                    FOR_ITER,
                    FOR_ITER_GEN,
                    FOR_ITER_LIST,
                    FOR_ITER_RANGE,
                    FOR_ITER_TUPLE,
                    IMPORT_FROM,
                    LOAD_ATTR_METHOD_LAZY_DICT,
                    LOAD_ATTR_METHOD_NO_DICT,
                    LOAD_ATTR_METHOD_WITH_VALUES,
                    UNPACK_SEQUENCE_TWO_TUPLE,
                    CHECK_EG_MATCH,
                    CHECK_EXC_MATCH,
                    SEND,
                    SEND_GEN,
                    CLEANUP_THROW,
                    LOAD_SUPER_ATTR_METHOD -> 2;
            case MATCH_KEYS -> 3;
            case WITH_EXCEPT_START -> 5;
            case LOAD_GLOBAL,
                    LOAD_GLOBAL_BUILTIN,
                    LOAD_GLOBAL_MODULE,
                    LOAD_ATTR,
                    LOAD_ATTR_CLASS,
                    LOAD_ATTR_INSTANCE_VALUE,
                    LOAD_ATTR_MODULE,
                    LOAD_ATTR_SLOT,
                    LOAD_ATTR_WITH_HINT,
                    LOAD_SUPER_ATTR -> 1 + (n & 1);
            case UNPACK_EX -> 1 + (n >> 8) + (n & 255);
            case UNPACK_SEQUENCE, UNPACK_SEQUENCE_LIST, UNPACK_SEQUENCE_TUPLE, RERAISE -> n;
            case COPY -> n + 1;
            case SWAP -> n;
            case LIST_APPEND, LIST_EXTEND, SET_ADD, SET_UPDATE, DICT_UPDATE, MAP_ADD -> n;
            case DICT_MERGE -> n + 3;
            default -> 1;
        };
    }
}
