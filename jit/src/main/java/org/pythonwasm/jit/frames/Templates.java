package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeLayout;

/** The forms of instructions: those of the stack, local variables and jumps are here, the others are sorted by topic. */
final class Templates implements Emitter.Forms {
    private static final int MOST_OPERANDS = 32;
    /** The conversion {@code !s}. */
    private static final int TO_STR = 1;

    private final Emitter to;
    private final Builtins builtins;
    private final Calls calls;
    private final Dicts dicts;
    private final Generators generators;
    private final Lists lists;
    private final Numbers numbers;
    private final Sequences sequences;
    private final Names names;

    Templates(Emitter to) {
        this.to = to;
        builtins = new Builtins(to);
        calls = new Calls(to);
        dicts = new Dicts(to);
        generators = new Generators(to);
        lists = new Lists(to);
        numbers = new Numbers(to);
        sequences = new Sequences(to);
        names = new Names(to);
    }

    private int argument() {
        return to.reader.arguments[to.unit];
    }

    @Override
    public boolean emit(Opcode opcode) {
        int argument = argument();
        return switch (opcode) {
            case NOP -> true;
            case LOAD_FAST -> loadFast(argument);
            case LOAD_FAST_CHECK -> loadChecked(argument);
            case LOAD_FAST_AND_CLEAR -> loadAndClear(argument);
            case LOAD_FAST_LOAD_FAST -> loadFast(argument >> 4) && loadFast(argument & 15);
            case STORE_FAST -> storeFast(argument);
            case STORE_FAST_LOAD_FAST -> storeFast(argument >> 4) && loadFast(argument & 15);
            case STORE_FAST_STORE_FAST -> storeFast(argument >> 4) && storeFast(argument & 15);
            case DELETE_FAST -> delete(argument);
            case LOAD_CONST -> loadConstant(argument);
            case LOAD_DEREF -> loadCell(argument);
            case PUSH_NULL -> {
                to.push(Value.of(Value.Kind.NULL, 0));
                yield true;
            }
            case POP_TOP, END_FOR -> popTop();
            case END_SEND -> endSend();
            case STORE_DEREF -> storeCell(argument);
            case GET_YIELD_FROM_ITER -> unchanged(to.layout.generatorType());
            case FORMAT_SIMPLE -> unchanged(to.layout.stringType());
            case CONVERT_VALUE -> argument == TO_STR && unchanged(to.layout.stringType());
            case COPY -> copy(argument);
            case SWAP -> swap(argument);
            case BINARY_OP_ADD_INT -> numbers.longOperation(LADD, "addFits");
            case BINARY_OP_SUBTRACT_INT -> numbers.longOperation(LSUB, "subtractFits");
            case BINARY_OP_MULTIPLY_INT -> numbers.longOperation(LMUL, "multiplyFits");
            case BINARY_OP_ADD_FLOAT -> numbers.doubleOperation(DADD);
            case BINARY_OP_SUBTRACT_FLOAT -> numbers.doubleOperation(DSUB);
            case BINARY_OP_MULTIPLY_FLOAT -> numbers.doubleOperation(DMUL);
            case BINARY_OP -> numbers.operation(argument);
            case UNARY_NEGATIVE -> numbers.negative();
            case UNARY_NOT -> numbers.not();
            case UNARY_INVERT -> numbers.invert();
            case COMPARE_OP_INT -> numbers.compare(argument >> 5, false);
            case COMPARE_OP_FLOAT -> numbers.compare(argument >> 5, true);
            case COMPARE_OP -> numbers.compareMixed(argument >> 5);
            case COMPARE_OP_STR -> dicts.compare(argument >> 5);
            case CONTAINS_OP_DICT -> dicts.contains(argument != 0);
            case BINARY_SUBSCR_DICT -> dicts.item();
            case IS_OP -> numbers.is(argument != 0);
            case TO_BOOL_BOOL -> numbers.boolOfBool();
            case TO_BOOL_INT -> numbers.boolOfInt();
            case TO_BOOL_NONE -> numbers.boolOfNone();
            case TO_BOOL_LIST -> numbers.boolOfSized(to.layout.listType());
            case TO_BOOL_STR -> numbers.boolOfSized(to.layout.stringType());
            case POP_JUMP_IF_FALSE -> jumpIf(false);
            case POP_JUMP_IF_TRUE -> jumpIf(true);
            case POP_JUMP_IF_NONE -> jumpIfNone(true);
            case POP_JUMP_IF_NOT_NONE -> jumpIfNone(false);
            case JUMP_FORWARD -> {
                to.flush();
                to.jump(GOTO, to.reader.jumps(to.unit)[0]);
                yield true;
            }
            case JUMP_BACKWARD -> jumpBackward("mayLoop", "(I)Z");
            case JUMP_BACKWARD_NO_INTERRUPT -> jumpBackward("mayRepeat", "()Z");
            case RESUME_CHECK -> resume();
            case FOR_ITER_RANGE -> sequences.forRange();
            case FOR_ITER_LIST -> sequences.forSequence(to.layout.listIteratorType(), "listNext");
            case FOR_ITER_TUPLE -> sequences.forSequence(to.layout.tupleIteratorType(), "tupleNext");
            case UNPACK_SEQUENCE_LIST -> sequences.unpack(to.layout.listType());
            case UNPACK_SEQUENCE_TUPLE, UNPACK_SEQUENCE_TWO_TUPLE -> sequences.unpack(to.layout.tupleType());
            case BINARY_SUBSCR_LIST_INT -> sequences.item(to.layout.listType(), "listItemOrNone");
            case BINARY_SUBSCR_TUPLE_INT -> sequences.item(to.layout.tupleType(), "tupleItemOrNone");
            case STORE_SUBSCR_LIST_INT -> sequences.storeItem();
            case LOAD_ATTR_INSTANCE_VALUE -> names.loadValue();
            case STORE_ATTR_INSTANCE_VALUE -> names.storeValue();
            case LOAD_ATTR_SLOT -> names.loadSlot();
            case STORE_ATTR_SLOT -> names.storeSlot();
            case LOAD_ATTR_METHOD_WITH_VALUES -> names.loadMethod(true);
            case LOAD_ATTR_METHOD_NO_DICT -> names.loadMethod(false);
            case LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES -> names.loadOfType(true);
            case LOAD_ATTR_NONDESCRIPTOR_NO_DICT -> names.loadOfType(false);
            case LOAD_ATTR_CLASS -> names.loadOfClass();
            case LOAD_GLOBAL_MODULE -> names.loadGlobal(false);
            case LOAD_GLOBAL_BUILTIN -> names.loadGlobal(true);
            case CALL_PY_EXACT_ARGS -> calls.known(argument) || calls.exactly(argument);
            case CALL_BOUND_METHOD_EXACT_ARGS -> calls.bound(argument);
            case LOAD_ATTR_PROPERTY -> calls.property();
            case LIST_APPEND -> lists.add(argument);
            case CALL_LIST_APPEND -> lists.append(argument);
            case CALL_ISINSTANCE -> calls.isInstance(argument);
            case CALL_LEN -> calls.length(argument);
            case CALL_TYPE_1 -> calls.typeOf(argument);
            case CALL_STR_1 -> calls.same(argument, to.layout.stringType());
            case CALL_TUPLE_1 -> calls.same(argument, to.layout.tupleType());
            case CALL_BUILTIN_O -> builtins.ofOne(argument);
            case CALL_BUILTIN_FAST_WITH_KEYWORDS -> builtins.ofTwo(argument);
            case FOR_ITER_GEN -> generators.next();
            case SEND_GEN -> generators.send();
            case YIELD_VALUE -> generators.yield(argument);
            case LOAD_ATTR_MODULE -> names.loadOfModule();
            case TO_BOOL_ALWAYS_TRUE -> numbers.alwaysTrue();
            case RETURN_VALUE -> returnValue();
            case RETURN_CONST -> !to.reader.generator && loadConstant(argument) && returnValue();
            default -> false;
        };
    }

    @Override
    public boolean emitGeneral(Opcode opcode) {
        return opcode == Opcode.CALL_PY_EXACT_ARGS && calls.exactly(argument());
    }

    // the stack and local variables

    private boolean loadFast(int slot) {
        to.loadLocal(slot);
        return true;
    }

    private boolean loadChecked(int slot) {
        to.loadLocal(slot);
        to.guardNotNull(to.top(0));
        return true;
    }

    private boolean loadAndClear(int slot) {
        to.slot(slot);
        to.call("get", "(I)I");
        int variable = to.storeInt();
        to.slot(slot);
        to.push(0);
        to.call("put", "(II)V");
        to.forgetLocal(slot);
        // A borrowed entry of it has no owner any more but this one.
        to.protect();
        to.push(Value.reference(variable, true));
        return true;
    }

    private boolean storeFast(int slot) {
        to.storeLocal(slot);
        return true;
    }

    private boolean delete(int slot) {
        to.slot(slot);
        to.call("get", "(I)I");
        Value held = Value.reference(to.storeInt(), true);
        to.guardNotNull(held);
        to.protect();
        to.slot(slot);
        to.push(0);
        to.call("put", "(II)V");
        to.forgetLocal(slot);
        to.drop(held);
        return true;
    }

    private boolean loadConstant(int index) {
        int object = to.reader.get(to.reader.constants + CodeLayout.TUPLE_ITEMS + 4 * index);
        if (!to.isInMemory(object)) {
            return false;
        }
        to.push(new Value(Value.Kind.CONSTANT, to.compiled.pooled(object), false, Value.NONE, object));
        return true;
    }

    private boolean loadCell(int slot) {
        int variable = to.guarded(() -> to.slot(slot), "ownOfCell", "(I)I");
        int seen = to.reader.peek(to.seenIn(slot) + CodeLayout.CELL_VALUE);
        to.push(new Value(Value.Kind.REFERENCE, variable, true, Value.NONE, seen));
        return true;
    }

    private boolean storeCell(int slot) {
        if (to.top(0).is(Value.Kind.NULL)) {
            return false;
        }
        Value value = to.pop();
        to.protect();
        to.putInto(
                () -> {
                    to.slot(slot);
                    to.call("get", "(I)I");
                    to.push(CodeLayout.CELL_VALUE);
                    to.method.visitInsn(IADD);
                },
                value);
        return true;
    }

    /** Leaves an object as it is that has the type. */
    private boolean unchanged(int type) {
        Value value = to.top(0);
        boolean other = value.seen() != 0
                && to.isInMemory(value.seen())
                && to.reader.get(value.seen() + CodeLayout.TYPE) != type;
        if (!value.isObject() || other) {
            return false;
        }
        to.load(value);
        to.type(type);
        to.call("isType", "(II)Z");
        to.guard();
        return true;
    }

    private boolean endSend() {
        Value value = to.pop();
        Value receiver = to.pop();
        to.push(value);
        to.drop(receiver);
        return true;
    }

    private boolean popTop() {
        to.drop(to.pop());
        return true;
    }

    private boolean copy(int index) {
        if (index < 1 || index > MOST_OPERANDS) {
            return false;
        }
        Value value = to.top(index - 1);
        if (value.isUnboxed()) {
            value = to.boxed(value);
            to.replace(index - 1, value);
        }
        if (value.isObject() && value.owned()) {
            to.load(value);
            to.call("own", "(I)V");
        }
        to.push(value);
        return true;
    }

    private boolean swap(int index) {
        if (index < 1 || index > MOST_OPERANDS) {
            return false;
        }
        to.swap(index);
        return true;
    }

    // control

    private boolean jumpIf(boolean expected) {
        Value value = to.top(0);
        if (!value.is(Value.Kind.BOOLEAN) && !value.isObject()) {
            return false;
        }
        to.pop();
        to.flush();
        int target = to.reader.jumps(to.unit)[0];
        if (value.is(Value.Kind.BOOLEAN)) {
            to.method.visitVarInsn(ILOAD, value.variable());
            to.jump(expected ? IFNE : IFEQ, target);
        } else {
            // Whatever comes here is one of the two, and both live for ever.
            to.load(value);
            to.type(to.layout.trueObject());
            to.jump(expected ? IF_ICMPEQ : IF_ICMPNE, target);
        }
        return true;
    }

    private boolean jumpIfNone(boolean none) {
        Value value = to.top(0);
        if (!value.isObject()) {
            return false;
        }
        to.pop();
        to.flush();
        to.load(value);
        to.type(to.layout.none());
        int same = numbers.truthOf(IF_ICMPEQ);
        to.drop(value);
        to.method.visitVarInsn(ILOAD, same);
        to.jumpAfterEnd(none ? IFNE : IFEQ, to.reader.jumps(to.unit)[0]);
        return true;
    }

    private boolean jumpBackward(String mayGoOn, String descriptor) {
        to.flush();
        to.exitHere();
        if (descriptor.startsWith("(I")) {
            to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        }
        to.call(mayGoOn, descriptor);
        to.guard();
        to.jump(GOTO, to.reader.jumps(to.unit)[0]);
        return true;
    }

    private boolean resume() {
        to.flush();
        to.exitHere();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.code();
        to.call("mayBegin", "(II)Z");
        to.guard();
        return true;
    }

    private boolean returnValue() {
        if (to.reader.generator) {
            return false;
        }
        Value value = to.top(0);
        if (value.is(Value.Kind.NULL)) {
            return false;
        }
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.call("isPlain", "(II)Z");
        to.guard();
        to.pop();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        boolean known = value.isObject() && to.isKnownLong(value);
        if (value.is(Value.Kind.LONG)) {
            to.loadLong(value);
            to.type(to.layout.zero());
        } else if (known) {
            to.loadLong(value);
            to.load(value);
            to.push(value.owned() ? 1 : 0);
        } else if (value.is(Value.Kind.DOUBLE)) {
            to.loadDouble(value);
        } else {
            to.loadOwned(value);
        }
        to.code();
        to.push(to.reader.slots);
        switch (value.kind()) {
            case LONG -> to.call("returnLong", "(IIJIII)J");
            case DOUBLE -> to.call("returnDouble", "(IIDII)J");
            default -> to.call(known ? "returnInt" : "returnObject", known ? "(IIJIIII)J" : "(IIIII)J");
        }
        to.method.visitInsn(LRETURN);
        return true;
    }
}
