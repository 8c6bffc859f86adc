package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import org.objectweb.asm.Label;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;

/**
 * The instructions that have a form of their own. Each begins with its guards; {@code emit} returns false, with nothing written but
 * what was loaded from the stack, where the operands are not of the kind that the form is for.
 */
final class Templates {
    private static final int MOST_OPERANDS = 32;

    private static final int AND = 1;
    private static final int FLOOR_DIVIDE = 2;
    private static final int SHIFT_LEFT = 3;
    private static final int REMAINDER = 6;
    private static final int OR = 7;
    private static final int SHIFT_RIGHT = 9;
    private static final int TRUE_DIVIDE = 11;
    private static final int XOR = 12;
    private static final int IN_PLACE = 13;

    private final Emitter to;
    private final Calls calls;
    private final Generators generators;
    private final Lists lists;

    Templates(Emitter to) {
        this.to = to;
        calls = new Calls(to);
        generators = new Generators(to);
        lists = new Lists(to);
    }

    private int argument() {
        return to.reader.arguments[to.unit];
    }

    private int next() {
        return to.reader.next(to.unit);
    }

    boolean emit(Opcode opcode) {
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
            case LOAD_CONST -> loadConstant(argument);
            case LOAD_DEREF -> loadCell(argument);
            case PUSH_NULL -> {
                to.push(Value.of(Value.Kind.NULL, 0));
                yield true;
            }
            case POP_TOP -> popTop();
            case COPY -> copy(argument);
            case SWAP -> swap(argument);
            case BINARY_OP_ADD_INT -> longOperation(LADD, "addFits");
            case BINARY_OP_SUBTRACT_INT -> longOperation(LSUB, "subtractFits");
            case BINARY_OP_MULTIPLY_INT -> longOperation(LMUL, "multiplyFits");
            case BINARY_OP_ADD_FLOAT -> doubleOperation(DADD);
            case BINARY_OP_SUBTRACT_FLOAT -> doubleOperation(DSUB);
            case BINARY_OP_MULTIPLY_FLOAT -> doubleOperation(DMUL);
            case BINARY_OP -> operation(argument >= IN_PLACE ? argument - IN_PLACE : argument);
            case UNARY_NEGATIVE -> negative();
            case UNARY_NOT -> not();
            case COMPARE_OP_INT -> compare(argument >> 5, false);
            case COMPARE_OP_FLOAT -> compare(argument >> 5, true);
            case IS_OP -> is(argument != 0);
            case TO_BOOL_BOOL -> boolOfBool();
            case TO_BOOL_INT -> boolOfInt();
            case TO_BOOL_NONE -> boolOfNone();
            case TO_BOOL_LIST -> boolOfSized(to.layout.listType());
            case TO_BOOL_STR -> boolOfSized(to.layout.stringType());
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
            case FOR_ITER_RANGE -> forRange();
            case FOR_ITER_LIST -> forSequence(to.layout.listIteratorType(), "listNext");
            case FOR_ITER_TUPLE -> forSequence(to.layout.tupleIteratorType(), "tupleNext");
            case UNPACK_SEQUENCE_LIST -> unpack(to.layout.listType());
            case UNPACK_SEQUENCE_TUPLE, UNPACK_SEQUENCE_TWO_TUPLE -> unpack(to.layout.tupleType());
            case BINARY_SUBSCR_LIST_INT -> item(to.layout.listType(), "listItemOrNone");
            case BINARY_SUBSCR_TUPLE_INT -> item(to.layout.tupleType(), "tupleItemOrNone");
            case STORE_SUBSCR_LIST_INT -> storeItem();
            case LOAD_ATTR_INSTANCE_VALUE -> loadValue();
            case STORE_ATTR_INSTANCE_VALUE -> storeValue();
            case LOAD_ATTR_SLOT -> loadSlot();
            case STORE_ATTR_SLOT -> storeSlot();
            case LOAD_ATTR_METHOD_WITH_VALUES -> loadMethod(true);
            case LOAD_ATTR_METHOD_NO_DICT -> loadMethod(false);
            case LOAD_GLOBAL_MODULE -> loadGlobal(false);
            case LOAD_GLOBAL_BUILTIN -> loadGlobal(true);
            case CALL_PY_EXACT_ARGS -> calls.known(argument) || calls.exactly(argument);
            case LOAD_ATTR_PROPERTY -> calls.property();
            case LIST_APPEND -> lists.add(argument);
            case CALL_LIST_APPEND -> lists.append(argument);
            case CALL_ISINSTANCE -> calls.isInstance(argument);
            case CALL_LEN -> calls.length(argument);
            case FOR_ITER_GEN -> generators.next();
            case YIELD_VALUE -> generators.yield(argument);
            case LOAD_ATTR_MODULE -> loadOfModule();
            case TO_BOOL_ALWAYS_TRUE -> alwaysTrue();
            case RETURN_VALUE -> returnValue();
            case RETURN_CONST -> !to.reader.generator && loadConstant(argument) && returnValue();
            default -> false;
        };
    }

    /** The form for an instruction that meets ever other objects, if it has one. */
    boolean emitGeneral(Opcode opcode) {
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

    private boolean loadConstant(int index) {
        int object = to.reader.get(to.reader.constants + CodeLayout.TUPLE_ITEMS + 4 * index);
        if (!to.isInMemory(object)) {
            return false;
        }
        to.push(new Value(Value.Kind.CONSTANT, to.pooled(object), false, Value.NONE, object));
        return true;
    }

    private boolean loadCell(int slot) {
        int variable = to.guarded(() -> to.slot(slot), "ownOfCell", "(I)I");
        int seen = to.reader.peek(to.seenIn(slot) + CodeLayout.CELL_VALUE);
        to.push(new Value(Value.Kind.REFERENCE, variable, true, Value.NONE, seen));
        return true;
    }

    private void own(int variable) {
        to.method.visitVarInsn(ILOAD, variable);
        to.call("own", "(I)V");
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

    // numbers

    private void pushLong() {
        to.push(Value.of(Value.Kind.LONG, to.storeLong()));
    }

    private void pushDouble() {
        to.push(Value.of(Value.Kind.DOUBLE, to.storeDouble()));
    }

    private void pushBoolean() {
        to.push(Value.of(Value.Kind.BOOLEAN, to.storeInt()));
    }

    /** Right and left operand, guarded as ints. */
    private Value[] longs() {
        Value right = to.top(0);
        Value left = to.top(1);
        if (!to.canBeLong(left) || !to.canBeLong(right)) {
            return null;
        }
        to.guardLong(left);
        to.guardLong(right);
        to.pop();
        to.pop();
        return new Value[] {left, right};
    }

    private Value[] doubles() {
        Value right = to.top(0);
        Value left = to.top(1);
        if (!to.canBeDouble(left) || !to.canBeDouble(right)) {
            return null;
        }
        to.guardDouble(left);
        to.guardDouble(right);
        to.pop();
        to.pop();
        return new Value[] {left, right};
    }

    private void dropBoth(Value[] operands) {
        to.drop(operands[1]);
        to.drop(operands[0]);
    }

    private boolean longOperation(int operation, String fits) {
        Value[] operands = longs();
        if (operands == null) {
            return false;
        }
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.callWithoutGuest(fits, "(JJ)Z");
        to.guard();
        return finishLong(operands, operation);
    }

    private boolean finishLong(Value[] operands, int operation) {
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.method.visitInsn(operation);
        int result = to.storeLong();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    private boolean doubleOperation(int operation) {
        Value[] operands = doubles();
        if (operands == null) {
            return false;
        }
        return finishDouble(operands, operation);
    }

    private boolean finishDouble(Value[] operands, int operation) {
        to.loadDouble(operands[0]);
        to.loadDouble(operands[1]);
        to.method.visitInsn(operation);
        int result = to.storeDouble();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.DOUBLE, result));
        return true;
    }

    /** Those that the interpreter does not specialise: by what is known of an operand. */
    private boolean operation(int operation) {
        Value right = to.top(0);
        Value left = to.top(1);
        boolean ints = to.canBeLong(left) && to.canBeLong(right) && (to.isKnownLong(left) || to.isKnownLong(right));
        boolean floats =
                to.canBeDouble(left) && to.canBeDouble(right) && (to.isKnownDouble(left) || to.isKnownDouble(right));
        if (operation == TRUE_DIVIDE && floats) {
            Value[] operands = doubles();
            to.loadDouble(operands[1]);
            to.callWithoutGuest("isNotZero", "(D)Z");
            to.guard();
            return finishDouble(operands, DDIV);
        }
        if (operation == TRUE_DIVIDE && to.isKnownDouble(left) && to.isKnownLong(right)) {
            return divideByLong();
        }
        if (!ints) {
            return false;
        }
        return switch (operation) {
            case TRUE_DIVIDE -> divideLongs();
            case REMAINDER -> floor("floorMod");
            case FLOOR_DIVIDE -> floor("floorDiv");
            case AND -> finishLong(longs(), LAND);
            case OR -> finishLong(longs(), LOR);
            case XOR -> finishLong(longs(), LXOR);
            case SHIFT_LEFT -> shiftLeft();
            case SHIFT_RIGHT -> shiftRight();
            default -> false;
        };
    }

    private boolean divideByLong() {
        Value right = to.pop();
        Value left = to.pop();
        to.loadLong(right);
        to.callWithoutGuest("isExactDivisor", "(J)Z");
        to.guard();
        to.loadDouble(left);
        to.loadLong(right);
        to.method.visitInsn(L2D);
        to.method.visitInsn(DDIV);
        int result = to.storeDouble();
        dropBoth(new Value[] {left, right});
        to.push(Value.of(Value.Kind.DOUBLE, result));
        return true;
    }

    private boolean divideLongs() {
        Value[] operands = longs();
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.callWithoutGuest("canDivide", "(JJ)Z");
        to.guard();
        to.loadLong(operands[0]);
        to.method.visitInsn(L2D);
        to.loadLong(operands[1]);
        to.method.visitInsn(L2D);
        to.method.visitInsn(DDIV);
        int result = to.storeDouble();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.DOUBLE, result));
        return true;
    }

    private boolean floor(String function) {
        Value[] operands = longs();
        to.loadLong(operands[1]);
        to.callWithoutGuest("isPositive", "(J)Z");
        to.guard();
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.method.visitMethodInsn(INVOKESTATIC, "java/lang/Math", function, "(JJ)J", false);
        int result = to.storeLong();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    private boolean shiftLeft() {
        Value[] operands = longs();
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.callWithoutGuest("shiftFits", "(JJ)Z");
        to.guard();
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.method.visitInsn(L2I);
        to.method.visitInsn(LSHL);
        int result = to.storeLong();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    private boolean shiftRight() {
        Value[] operands = longs();
        to.loadLong(operands[1]);
        to.callWithoutGuest("canShift", "(J)Z");
        to.guard();
        to.loadLong(operands[0]);
        to.loadLong(operands[1]);
        to.callWithoutGuest("shiftRight", "(JJ)J");
        int result = to.storeLong();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    private boolean negative() {
        Value value = to.top(0);
        if (to.isKnownDouble(value)) {
            to.pop();
            to.loadDouble(value);
            to.method.visitInsn(DNEG);
            int result = to.storeDouble();
            to.drop(value);
            to.push(Value.of(Value.Kind.DOUBLE, result));
            return true;
        }
        if (!to.isKnownLong(value)) {
            return false;
        }
        to.loadLong(value);
        to.callWithoutGuest("isNotLeast", "(J)Z");
        to.guard();
        to.pop();
        to.loadLong(value);
        to.method.visitInsn(LNEG);
        int result = to.storeLong();
        to.drop(value);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    private boolean not() {
        Value value = to.top(0);
        if (!value.is(Value.Kind.BOOLEAN)) {
            return false;
        }
        to.pop();
        to.method.visitInsn(ICONST_1);
        to.method.visitVarInsn(ILOAD, value.variable());
        to.method.visitInsn(ISUB);
        pushBoolean();
        return true;
    }

    private static final int[] HOLDS = {IFLT, IFLE, IFEQ, IFNE, IFGT, IFGE};

    private boolean compare(int comparison, boolean floats) {
        if (comparison >= HOLDS.length) {
            return false;
        }
        Value[] operands = floats ? doubles() : longs();
        if (operands == null) {
            return false;
        }
        if (floats) {
            to.loadDouble(operands[0]);
            to.loadDouble(operands[1]);
            // So that no comparison with NaN holds.
            to.method.visitInsn(comparison < 2 ? DCMPG : DCMPL);
        } else {
            to.loadLong(operands[0]);
            to.loadLong(operands[1]);
            to.method.visitInsn(LCMP);
        }
        int result = truthOf(HOLDS[comparison]);
        dropBoth(operands);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private int truthOf(int jump) {
        var holds = new Label();
        var end = new Label();
        to.method.visitJumpInsn(jump, holds);
        to.method.visitInsn(ICONST_0);
        to.method.visitJumpInsn(GOTO, end);
        to.method.visitLabel(holds);
        to.method.visitInsn(ICONST_1);
        to.method.visitLabel(end);
        return to.storeInt();
    }

    private boolean is(boolean not) {
        Value right = to.top(0);
        Value left = to.top(1);
        if (!left.isObject() || !right.isObject()) {
            return false;
        }
        to.pop();
        to.pop();
        to.load(left);
        to.load(right);
        int result = truthOf(not ? IF_ICMPNE : IF_ICMPEQ);
        dropBoth(new Value[] {left, right});
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private boolean boolOfBool() {
        Value value = to.top(0);
        if (value.is(Value.Kind.BOOLEAN)) {
            return true;
        }
        if (!value.isObject()) {
            return false;
        }
        to.load(value);
        to.type(to.layout.falseObject());
        to.type(to.layout.trueObject());
        to.callWithoutGuest("isBool", "(III)Z");
        to.guard();
        return true;
    }

    private boolean boolOfInt() {
        Value value = to.top(0);
        if (!to.canBeLong(value)) {
            return false;
        }
        to.guardLong(value);
        to.pop();
        to.loadLong(value);
        to.callWithoutGuest("truth", "(J)I");
        int result = to.storeInt();
        to.drop(value);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private boolean boolOfNone() {
        Value value = to.top(0);
        if (!value.isObject()) {
            return false;
        }
        to.load(value);
        to.type(to.layout.none());
        to.callWithoutGuest("equal", "(II)Z");
        to.guard();
        to.pop();
        to.push(0);
        pushBoolean();
        return true;
    }

    private boolean alwaysTrue() {
        Value value = to.top(0);
        if (!value.isObject()) {
            return false;
        }
        to.load(value);
        to.field(to.pooled(to.reader.cache32(to.unit, 2)));
        to.call("typeVersion", "(II)Z");
        to.guard();
        to.pop();
        to.push(1);
        int result = to.storeInt();
        to.drop(value);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private boolean boolOfSized(int type) {
        Value value = to.top(0);
        if (!value.isObject()) {
            return false;
        }
        guardType(value, type);
        to.pop();
        to.load(value);
        to.call("isNotEmpty", "(I)I");
        int result = to.storeInt();
        to.drop(value);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private void guardType(Value value, int type) {
        to.load(value);
        to.type(type);
        to.call("isType", "(II)Z");
        to.guard();
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
        int same = truthOf(IF_ICMPEQ);
        to.drop(value);
        to.method.visitVarInsn(ILOAD, same);
        to.jump(none ? IFNE : IFEQ, to.reader.jumps(to.unit)[0]);
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

    /** The iterator, which stays on the stack in memory. */
    private int iterator(int type) {
        to.flush();
        to.exitHere();
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.push(-4);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        int iterator = to.storeInt();
        to.method.visitVarInsn(ILOAD, iterator);
        to.type(type);
        to.call("isType", "(II)Z");
        to.guard();
        return iterator;
    }

    /** Where it is at its end, the interpreter's form takes it off the stack. */
    private void end(int iterator, String hasNext) {
        var more = new Label();
        to.method.visitVarInsn(ILOAD, iterator);
        to.call(hasNext, "(I)Z");
        to.method.visitJumpInsn(IFNE, more);
        to.handleAtEnd();
        to.method.visitLabel(more);
    }

    private boolean forRange() {
        int iterator = iterator(to.layout.rangeIteratorType());
        end(iterator, "rangeHasNext");
        to.method.visitVarInsn(ILOAD, iterator);
        to.call("rangeNext", "(I)J");
        pushLong();
        return true;
    }

    private boolean forSequence(int type, String taking) {
        int iterator = iterator(type);
        end(iterator, "sequenceHasNext");
        to.method.visitVarInsn(ILOAD, iterator);
        to.call(taking, "(I)I");
        to.push(Value.reference(to.storeInt(), true));
        return true;
    }

    // sequences

    private boolean unpack(int type) {
        int count = argument();
        Value sequence = to.top(0);
        if (!sequence.isObject() || count > MOST_OPERANDS) {
            return false;
        }
        to.load(sequence);
        to.type(type);
        to.push(count);
        to.call("isSequenceOf", "(III)Z");
        to.guard();
        to.pop();
        boolean list = type == to.layout.listType();
        var items = new ArrayList<Integer>();
        for (int i = count - 1; i >= 0; i--) {
            to.load(sequence);
            to.method.visitLdcInsn((long) i);
            to.call(list ? "listItem" : "tupleItem", "(IJ)I");
            int item = to.storeInt();
            own(item);
            items.add(item);
        }
        to.drop(sequence);
        items.forEach(item -> to.push(Value.reference(item, true)));
        return true;
    }

    private boolean item(int type, String taking) {
        Value index = to.top(0);
        Value sequence = to.top(1);
        if (!to.canBeLong(index) || !sequence.isObject()) {
            return false;
        }
        to.guardLong(index);
        int item = to.guarded(
                () -> {
                    to.load(sequence);
                    to.type(type);
                    to.loadLong(index);
                },
                taking,
                "(IIJ)I");
        Value result = isUsedAsNumber() ? taken(item) : owned(item);
        to.pop();
        to.pop();
        to.drop(index);
        to.drop(sequence);
        to.push(result);
        return true;
    }

    private Value owned(int variable) {
        own(variable);
        return Value.reference(variable, true);
    }

    private boolean isUsedAsNumber() {
        Opcode user = to.reader.user(to.unit);
        return user != null && (user.takesInts() || user.takesFloats());
    }

    /** What was read from an object: unboxed if what uses it next is arithmetic, a reference of one's own otherwise. */
    private Value taken(int variable) {
        var borrowed = Value.reference(variable, false);
        Opcode user = to.reader.user(to.unit);
        if (user != null && user.takesFloats()) {
            to.guardDouble(borrowed);
            return to.number(borrowed);
        }
        if (user != null && user.takesInts()) {
            to.guardLong(borrowed);
            return to.number(borrowed);
        }
        own(variable);
        return Value.reference(variable, true);
    }

    private boolean storeItem() {
        Value index = to.top(0);
        Value list = to.top(1);
        Value value = to.top(2);
        if (!to.canBeLong(index) || !list.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        to.guardLong(index);
        to.load(list);
        to.type(to.layout.listType());
        to.loadLong(index);
        to.call("has", "(IIJ)Z");
        to.guard();
        to.pop();
        to.pop();
        to.pop();
        to.protect();
        to.putInto(
                () -> {
                    to.load(list);
                    to.loadLong(index);
                    to.call("listPlace", "(IJ)I");
                },
                value);
        to.drop(index);
        to.drop(list);
        return true;
    }

    // attributes and names

    private void typeVersion(Value object, String test) {
        to.load(object);
        to.field(to.pooled(to.reader.cache32(to.unit, 2)));
        to.call(test, "(II)Z");
        to.guard();
    }

    private boolean loadValue() {
        return loadPlace("value", "ownValue", CodeLayout.VALUES_FIRST + 4 * to.reader.cache(to.unit, 4));
    }

    private boolean loadSlot() {
        return loadPlace("slot", "ownSlot", to.reader.cache(to.unit, 4));
    }

    /** An attribute that is in the object itself. */
    private boolean loadPlace(String borrowing, String owning, int offset) {
        Value object = to.top(0);
        if (!object.isObject()) {
            return false;
        }
        boolean forCall = (argument() & 1) != 0;
        boolean number = !forCall && isUsedAsNumber();
        int version = to.pooled(to.reader.cache32(to.unit, 2));
        int variable = to.guarded(
                () -> {
                    to.load(object);
                    to.field(version);
                    to.push(offset);
                },
                number ? borrowing : owning,
                "(III)I");
        Value result = number ? taken(variable) : Value.reference(variable, true);
        to.pop();
        to.drop(object);
        to.push(result);
        if (forCall) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    private boolean storeValue() {
        Value object = to.top(0);
        Value value = to.top(1);
        if (!object.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        typeVersion(object, "hasOnlyValues");
        int index = to.reader.cache(to.unit, 4);
        to.load(object);
        to.push(index);
        to.call("noteValue", "(II)V");
        return storePlace(object, value, CodeLayout.VALUES_FIRST + 4 * index);
    }

    private boolean storeSlot() {
        Value object = to.top(0);
        Value value = to.top(1);
        if (!object.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        typeVersion(object, "typeVersion");
        return storePlace(object, value, to.reader.cache(to.unit, 4));
    }

    private boolean storePlace(Value object, Value value, int offset) {
        to.pop();
        to.pop();
        to.protect();
        to.putInto(
                () -> {
                    to.load(object);
                    to.push(offset);
                    to.method.visitInsn(IADD);
                },
                value);
        to.drop(object);
        return true;
    }

    private boolean loadMethod(boolean values) {
        Value object = to.top(0);
        int function = to.reader.cache32(to.unit, 6);
        if (!object.isObject() || !to.isInMemory(function)) {
            return false;
        }
        typeVersion(object, values ? "hasValues" : "typeVersion");
        if (values) {
            to.load(object);
            to.field(to.pooled(to.reader.cache32(to.unit, 4)));
            to.call("cachedKeys", "(II)Z");
            to.guard();
        }
        int field = to.pooled(function);
        to.field(field);
        to.call("own", "(I)V");
        to.pop();
        to.push(new Value(Value.Kind.CONSTANT, field, true, Value.NONE, function));
        to.push(object);
        return true;
    }

    private boolean loadGlobal(boolean builtin) {
        int index = to.reader.cache(to.unit, 4);
        int globalsVersion = to.reader.cache(to.unit, 2);
        int globals = keys(CodeLayout.FRAME_GLOBALS, globalsVersion);
        int version = to.reader.cache(to.unit, 3);
        int keys = builtin ? keys(CodeLayout.FRAME_BUILTINS, version) : globals;
        if (globals == 0 || keys == 0) {
            return false;
        }
        int variable = to.guarded(
                () -> {
                    to.method.visitVarInsn(ILOAD, Emitter.FRAME);
                    to.field(to.pooled(globals));
                    to.field(to.pooled(globalsVersion));
                    if (builtin) {
                        to.field(to.pooled(keys));
                        to.field(to.pooled(version));
                    }
                    to.field(to.pooled(CodeRuntime.dictPlace(keys, index, to.reader.guest)));
                },
                builtin ? "ownBuiltin" : "ownGlobal",
                builtin ? "(IIIIII)I" : "(IIII)I");
        int seen = seen(builtin ? CodeLayout.FRAME_BUILTINS : CodeLayout.FRAME_GLOBALS, index);
        to.push(new Value(Value.Kind.REFERENCE, variable, true, Value.NONE, seen));
        if ((argument() & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    private boolean loadOfModule() {
        Value module = to.top(0);
        if (!module.isObject()) {
            return false;
        }
        int version = to.pooled(to.reader.cache32(to.unit, 2));
        int variable = to.guarded(
                () -> {
                    to.load(module);
                    to.type(to.layout.moduleType());
                    to.type(to.layout.dictType());
                    to.field(version);
                    to.push(to.reader.cache(to.unit, 4));
                },
                "ownOfModule",
                "(IIIII)I");
        to.pop();
        to.drop(module);
        to.push(Value.reference(variable, true));
        if ((argument() & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    /** The keys of a dict of the frame if they are still of that version, or 0. */
    private int keys(int place, int version) {
        int dict = to.reader.peek(to.frame + place);
        int keys = to.reader.peek(dict + CodeLayout.DICT_KEYS);
        return to.isInMemory(keys)
                        && version != 0
                        && to.reader.peek(dict + CodeLayout.TYPE) == to.layout.dictType()
                        && to.reader.get(keys + CodeLayout.KEYS_VERSION) == version
                ? keys
                : 0;
    }

    /** What the global is now. */
    private int seen(int place, int index) {
        try {
            int dict = to.reader.get(to.frame + place);
            int keys = to.reader.get(dict + CodeLayout.DICT_KEYS);
            to.reader.guest.checkRange(keys, CodeLayout.KEYS_INDICES);
            int object = CodeRuntime.dictValue(dict, index, to.reader.guest);
            to.reader.guest.checkRange(object, 128);
            return object;
        } catch (RuntimeException outside) {
            return 0;
        }
    }

    // calls

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
