package org.pythonwasm.jit.bytecode;

import static org.pythonwasm.jit.bytecode.StackEffect.Jump.*;
import static org.pythonwasm.jit.bytecode.StackEffect.effect;

/** The instructions of CPython 3.13, specialised ones among them, but not those for tracers and monitors. */
public enum Opcode {
    CACHE(0, 0, effect(0, 0).ending()),
    BEFORE_ASYNC_WITH(1, 0, effect(1, 2)),
    BEFORE_WITH(2, 0, effect(1, 2)),
    BINARY_OP_INPLACE_ADD_UNICODE(3, 1, effect(2, 1).jumping(OVER)),
    BINARY_SLICE(4, 0, effect(3, 1)),
    BINARY_SUBSCR(5, 1, effect(2, 1)),
    CHECK_EG_MATCH(6, 0, effect(2, 2)),
    CHECK_EXC_MATCH(7, 0, effect(2, 2)),
    CLEANUP_THROW(8, 0, effect(3, 2)),
    DELETE_SUBSCR(9, 0, effect(2, 0)),
    END_ASYNC_FOR(10, 0, effect(2, 0)),
    END_FOR(11, 0, effect(1, 0)),
    END_SEND(12, 0, effect(2, 1)),
    EXIT_INIT_CHECK(13, 0, effect(1, 0)),
    FORMAT_SIMPLE(14, 0, effect(1, 1)),
    FORMAT_WITH_SPEC(15, 0, effect(2, 1)),
    GET_AITER(16, 0, effect(1, 1)),
    RESERVED(17, 0, effect(0, 0).ending()),
    GET_ANEXT(18, 0, effect(1, 2)),
    GET_ITER(19, 0, effect(1, 1)),
    GET_LEN(20, 0, effect(1, 2)),
    GET_YIELD_FROM_ITER(21, 0, effect(1, 1)),
    INTERPRETER_EXIT(22, 0, effect(1, 0).ending()),
    LOAD_ASSERTION_ERROR(23, 0, effect(0, 1)),
    LOAD_BUILD_CLASS(24, 0, effect(0, 1)),
    LOAD_LOCALS(25, 0, effect(0, 1)),
    MAKE_FUNCTION(26, 0, effect(1, 1)),
    MATCH_KEYS(27, 0, effect(2, 3)),
    MATCH_MAPPING(28, 0, effect(1, 2)),
    MATCH_SEQUENCE(29, 0, effect(1, 2)),
    NOP(30, 0, effect(0, 0)),
    POP_EXCEPT(31, 0, effect(1, 0)),
    POP_TOP(32, 0, effect(1, 0)),
    PUSH_EXC_INFO(33, 0, effect(1, 2)),
    PUSH_NULL(34, 0, effect(0, 1)),
    RETURN_GENERATOR(35, 0, effect(0, 1).pausing()),
    RETURN_VALUE(36, 0, effect(1, 0).ending()),
    SETUP_ANNOTATIONS(37, 0, effect(0, 0)),
    STORE_SLICE(38, 0, effect(4, 0)),
    STORE_SUBSCR(39, 1, effect(3, 0)),
    TO_BOOL(40, 3, effect(1, 1)),
    UNARY_INVERT(41, 0, effect(1, 1)),
    UNARY_NEGATIVE(42, 0, effect(1, 1)),
    UNARY_NOT(43, 0, effect(1, 1)),
    WITH_EXCEPT_START(44, 0, effect(4, 5)),
    BINARY_OP(45, 1, effect(2, 1)),
    BUILD_CONST_KEY_MAP(46, 0, effect(n -> n + 1, n -> 1)),
    BUILD_LIST(47, 0, effect(n -> n, n -> 1)),
    BUILD_MAP(48, 0, effect(n -> 2 * n, n -> 1)),
    BUILD_SET(49, 0, effect(n -> n, n -> 1)),
    BUILD_SLICE(50, 0, effect(n -> n == 3 ? 3 : 2, n -> 1)),
    BUILD_STRING(51, 0, effect(n -> n, n -> 1)),
    BUILD_TUPLE(52, 0, effect(n -> n, n -> 1)),
    CALL(53, 3, effect(n -> n + 2, n -> 1)),
    CALL_FUNCTION_EX(54, 0, effect(n -> 3 + (n & 1), n -> 1)),
    CALL_INTRINSIC_1(55, 0, effect(1, 1)),
    CALL_INTRINSIC_2(56, 0, effect(2, 1)),
    CALL_KW(57, 0, effect(n -> n + 3, n -> 1)),
    COMPARE_OP(58, 1, effect(2, 1)),
    CONTAINS_OP(59, 1, effect(2, 1)),
    CONVERT_VALUE(60, 0, effect(1, 1)),
    COPY(61, 0, effect(n -> n, n -> n + 1).from(1)),
    COPY_FREE_VARS(62, 0, effect(0, 0)),
    DELETE_ATTR(63, 0, effect(1, 0)),
    DELETE_DEREF(64, 0, effect(0, 0)),
    DELETE_FAST(65, 0, effect(0, 0)),
    DELETE_GLOBAL(66, 0, effect(0, 0)),
    DELETE_NAME(67, 0, effect(0, 0)),
    DICT_MERGE(68, 0, effect(n -> n + 4, n -> n + 3).from(1)),
    DICT_UPDATE(69, 0, effect(n -> n + 1, n -> n).from(1)),
    ENTER_EXECUTOR(70, 0, effect(0, 0).ending()),
    EXTENDED_ARG(71, 0, effect(0, 0)),
    FOR_ITER(72, 1, effect(1, 2).jumping(OUT_OF_LOOP)),
    GET_AWAITABLE(73, 0, effect(1, 1)),
    IMPORT_FROM(74, 0, effect(1, 2)),
    IMPORT_NAME(75, 0, effect(2, 1)),
    IS_OP(76, 0, effect(2, 1)),
    JUMP_BACKWARD(77, 1, effect(0, 0).jumping(BACKWARD).ending()),
    JUMP_BACKWARD_NO_INTERRUPT(78, 0, effect(0, 0).jumping(BACKWARD).ending()),
    JUMP_FORWARD(79, 0, effect(0, 0).jumping(FORWARD).ending()),
    LIST_APPEND(80, 0, effect(n -> n + 1, n -> n).from(1)),
    LIST_EXTEND(81, 0, effect(n -> n + 1, n -> n).from(1)),
    LOAD_ATTR(82, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_CONST(83, 0, effect(0, 1)),
    LOAD_DEREF(84, 0, effect(0, 1)),
    LOAD_FAST(85, 0, effect(0, 1)),
    LOAD_FAST_AND_CLEAR(86, 0, effect(0, 1)),
    LOAD_FAST_CHECK(87, 0, effect(0, 1)),
    LOAD_FAST_LOAD_FAST(88, 0, effect(0, 2)),
    LOAD_FROM_DICT_OR_DEREF(89, 0, effect(1, 1)),
    LOAD_FROM_DICT_OR_GLOBALS(90, 0, effect(1, 1)),
    LOAD_GLOBAL(91, 4, effect(n -> 0, n -> 1 + (n & 1))),
    LOAD_NAME(92, 0, effect(0, 1)),
    LOAD_SUPER_ATTR(93, 1, effect(n -> 3, n -> 1 + (n & 1))),
    MAKE_CELL(94, 0, effect(0, 0)),
    MAP_ADD(95, 0, effect(n -> n + 2, n -> n).from(1)),
    MATCH_CLASS(96, 0, effect(3, 1)),
    POP_JUMP_IF_FALSE(97, 1, effect(1, 0).jumping(FORWARD)),
    POP_JUMP_IF_NONE(98, 1, effect(1, 0).jumping(FORWARD)),
    POP_JUMP_IF_NOT_NONE(99, 1, effect(1, 0).jumping(FORWARD)),
    POP_JUMP_IF_TRUE(100, 1, effect(1, 0).jumping(FORWARD)),
    RAISE_VARARGS(101, 0, effect(n -> n, n -> 0).ending()),
    RERAISE(102, 0, effect(n -> n + 1, n -> n).ending()),
    RETURN_CONST(103, 0, effect(0, 0).ending()),
    SEND(104, 1, effect(2, 2).jumping(FORWARD)),
    SET_ADD(105, 0, effect(n -> n + 1, n -> n).from(1)),
    SET_FUNCTION_ATTRIBUTE(106, 0, effect(2, 1)),
    SET_UPDATE(107, 0, effect(n -> n + 1, n -> n).from(1)),
    STORE_ATTR(108, 4, effect(2, 0)),
    STORE_DEREF(109, 0, effect(1, 0)),
    STORE_FAST(110, 0, effect(1, 0)),
    STORE_FAST_LOAD_FAST(111, 0, effect(1, 1)),
    STORE_FAST_STORE_FAST(112, 0, effect(2, 0)),
    STORE_GLOBAL(113, 0, effect(1, 0)),
    STORE_NAME(114, 0, effect(1, 0)),
    SWAP(115, 0, effect(n -> n, n -> n).from(2)),
    UNPACK_EX(116, 0, effect(n -> 1, n -> 1 + (n >> 8) + (n & 255))),
    UNPACK_SEQUENCE(117, 1, effect(n -> 1, n -> n)),
    YIELD_VALUE(118, 0, effect(1, 1).pausing()),
    RESUME(149, 0, effect(0, 0)),
    BINARY_OP_ADD_FLOAT(150, 1, effect(2, 1)),
    BINARY_OP_ADD_INT(151, 1, effect(2, 1)),
    BINARY_OP_ADD_UNICODE(152, 1, effect(2, 1)),
    BINARY_OP_MULTIPLY_FLOAT(153, 1, effect(2, 1)),
    BINARY_OP_MULTIPLY_INT(154, 1, effect(2, 1)),
    BINARY_OP_SUBTRACT_FLOAT(155, 1, effect(2, 1)),
    BINARY_OP_SUBTRACT_INT(156, 1, effect(2, 1)),
    BINARY_SUBSCR_DICT(157, 1, effect(2, 1)),
    BINARY_SUBSCR_GETITEM(158, 1, effect(2, 1)),
    BINARY_SUBSCR_LIST_INT(159, 1, effect(2, 1)),
    BINARY_SUBSCR_STR_INT(160, 1, effect(2, 1)),
    BINARY_SUBSCR_TUPLE_INT(161, 1, effect(2, 1)),
    CALL_ALLOC_AND_ENTER_INIT(162, 3, effect(n -> n + 2, n -> 1)),
    CALL_BOUND_METHOD_EXACT_ARGS(163, 3, effect(n -> n + 2, n -> 1)),
    CALL_BOUND_METHOD_GENERAL(164, 3, effect(n -> n + 2, n -> 1)),
    CALL_BUILTIN_CLASS(165, 3, effect(n -> n + 2, n -> 1)),
    CALL_BUILTIN_FAST(166, 3, effect(n -> n + 2, n -> 1)),
    CALL_BUILTIN_FAST_WITH_KEYWORDS(167, 3, effect(n -> n + 2, n -> 1)),
    CALL_BUILTIN_O(168, 3, effect(n -> n + 2, n -> 1)),
    CALL_ISINSTANCE(169, 3, effect(n -> n + 2, n -> 1)),
    CALL_LEN(170, 3, effect(n -> n + 2, n -> 1)),
    CALL_LIST_APPEND(171, 3, effect(n -> n + 2, n -> 1).jumping(OVER)),
    CALL_METHOD_DESCRIPTOR_FAST(172, 3, effect(n -> n + 2, n -> 1)),
    CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS(173, 3, effect(n -> n + 2, n -> 1)),
    CALL_METHOD_DESCRIPTOR_NOARGS(174, 3, effect(n -> n + 2, n -> 1)),
    CALL_METHOD_DESCRIPTOR_O(175, 3, effect(n -> n + 2, n -> 1)),
    CALL_NON_PY_GENERAL(176, 3, effect(n -> n + 2, n -> 1)),
    CALL_PY_EXACT_ARGS(177, 3, effect(n -> n + 2, n -> 1)),
    CALL_PY_GENERAL(178, 3, effect(n -> n + 2, n -> 1)),
    CALL_STR_1(179, 3, effect(n -> n + 2, n -> 1)),
    CALL_TUPLE_1(180, 3, effect(n -> n + 2, n -> 1)),
    CALL_TYPE_1(181, 3, effect(n -> n + 2, n -> 1)),
    COMPARE_OP_FLOAT(182, 1, effect(2, 1)),
    COMPARE_OP_INT(183, 1, effect(2, 1)),
    COMPARE_OP_STR(184, 1, effect(2, 1)),
    CONTAINS_OP_DICT(185, 1, effect(2, 1)),
    CONTAINS_OP_SET(186, 1, effect(2, 1)),
    FOR_ITER_GEN(187, 1, effect(1, 2).jumping(OUT_OF_LOOP)),
    FOR_ITER_LIST(188, 1, effect(1, 2).jumping(OUT_OF_LOOP)),
    FOR_ITER_RANGE(189, 1, effect(1, 2).jumping(OUT_OF_LOOP)),
    FOR_ITER_TUPLE(190, 1, effect(1, 2).jumping(OUT_OF_LOOP)),
    LOAD_ATTR_CLASS(191, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN(192, 9, effect(1, 1)),
    LOAD_ATTR_INSTANCE_VALUE(193, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_ATTR_METHOD_LAZY_DICT(194, 9, effect(1, 2)),
    LOAD_ATTR_METHOD_NO_DICT(195, 9, effect(1, 2)),
    LOAD_ATTR_METHOD_WITH_VALUES(196, 9, effect(1, 2)),
    LOAD_ATTR_MODULE(197, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_ATTR_NONDESCRIPTOR_NO_DICT(198, 9, effect(1, 1)),
    LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES(199, 9, effect(1, 1)),
    LOAD_ATTR_PROPERTY(200, 9, effect(1, 1)),
    LOAD_ATTR_SLOT(201, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_ATTR_WITH_HINT(202, 9, effect(n -> 1, n -> 1 + (n & 1))),
    LOAD_GLOBAL_BUILTIN(203, 4, effect(n -> 0, n -> 1 + (n & 1))),
    LOAD_GLOBAL_MODULE(204, 4, effect(n -> 0, n -> 1 + (n & 1))),
    LOAD_SUPER_ATTR_ATTR(205, 1, effect(3, 1)),
    LOAD_SUPER_ATTR_METHOD(206, 1, effect(3, 2)),
    RESUME_CHECK(207, 0, effect(0, 0)),
    SEND_GEN(208, 1, effect(2, 2).jumping(FORWARD)),
    STORE_ATTR_INSTANCE_VALUE(209, 4, effect(2, 0)),
    STORE_ATTR_SLOT(210, 4, effect(2, 0)),
    STORE_ATTR_WITH_HINT(211, 4, effect(2, 0)),
    STORE_SUBSCR_DICT(212, 1, effect(3, 0)),
    STORE_SUBSCR_LIST_INT(213, 1, effect(3, 0)),
    TO_BOOL_ALWAYS_TRUE(214, 3, effect(1, 1)),
    TO_BOOL_BOOL(215, 3, effect(1, 1)),
    TO_BOOL_INT(216, 3, effect(1, 1)),
    TO_BOOL_LIST(217, 3, effect(1, 1)),
    TO_BOOL_NONE(218, 3, effect(1, 1)),
    TO_BOOL_STR(219, 3, effect(1, 1)),
    UNPACK_SEQUENCE_LIST(220, 1, effect(n -> 1, n -> n)),
    UNPACK_SEQUENCE_TUPLE(221, 1, effect(n -> 1, n -> n)),
    UNPACK_SEQUENCE_TWO_TUPLE(222, 1, effect(1, 2));

    private static final Opcode[] BY_NUMBER = new Opcode[256];

    static {
        for (Opcode opcode : values()) {
            BY_NUMBER[opcode.number] = opcode;
        }
    }

    public final int number;
    /** Units of inline caches behind it. */
    public final int caches;

    public final StackEffect effect;

    Opcode(int number, int caches, StackEffect effect) {
        this.number = number;
        this.caches = caches;
        this.effect = effect;
    }

    /** Returns null for a number that has no instruction. */
    public static Opcode of(int number) {
        return BY_NUMBER[number & 255];
    }

    /** Whether it is specialised for ints. */
    public boolean takesInts() {
        return switch (this) {
            case BINARY_OP_ADD_INT, BINARY_OP_SUBTRACT_INT, BINARY_OP_MULTIPLY_INT, COMPARE_OP_INT -> true;
            default -> false;
        };
    }

    public boolean takesFloats() {
        return switch (this) {
            case BINARY_OP_ADD_FLOAT, BINARY_OP_SUBTRACT_FLOAT, BINARY_OP_MULTIPLY_FLOAT, COMPARE_OP_FLOAT -> true;
            default -> false;
        };
    }
}
