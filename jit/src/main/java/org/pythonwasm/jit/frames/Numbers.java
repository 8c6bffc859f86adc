package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import org.pythonwasm.machine.code.CodeRuntime;

/** Arithmetic, comparisons and what is true: of ints and floats as far as they are known or guarded. */
final class Numbers {
    private static final int ADD = 0;
    private static final int AND = 1;
    private static final int FLOOR_DIVIDE = 2;
    private static final int SHIFT_LEFT = 3;
    private static final int MULTIPLY = 5;
    private static final int REMAINDER = 6;
    private static final int OR = 7;
    private static final int POWER = 8;
    private static final int SHIFT_RIGHT = 9;
    private static final int SUBTRACT = 10;
    private static final int TRUE_DIVIDE = 11;
    private static final int XOR = 12;
    private static final int IN_PLACE = 13;
    private static final Map<Integer, Integer> DOUBLE_OPERATIONS =
            Map.of(ADD, DADD, SUBTRACT, DSUB, MULTIPLY, DMUL, TRUE_DIVIDE, DDIV);

    private final Emitter to;

    Numbers(Emitter to) {
        this.to = to;
    }

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

    boolean longOperation(int operation, String fits) {
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

    boolean doubleOperation(int operation) {
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
    boolean operation(int argument) {
        int operation = argument >= IN_PLACE ? argument - IN_PLACE : argument;
        Value right = to.top(0);
        Value left = to.top(1);
        boolean ints = to.canBeLong(left) && to.canBeLong(right) && (to.isKnownLong(left) || to.isKnownLong(right));
        boolean floats =
                to.canBeDouble(left) && to.canBeDouble(right) && (to.isKnownDouble(left) || to.isKnownDouble(right));
        if (operation == TRUE_DIVIDE && floats) {
            Value[] operands = doubles();
            guardNotZero(operands[1]);
            return finishDouble(operands, DDIV);
        }
        if (isMixed(left, right) && DOUBLE_OPERATIONS.containsKey(operation)) {
            return mixedOperation(operation);
        }
        if (operation == POWER && to.isLikelyLong(left) && isTwo(right)) {
            return square();
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

    /** A float and an int, which is rounded to a float as the interpreter does it. */
    private boolean isMixed(Value left, Value right) {
        return isDouble(left) && to.canBeLong(right) && to.isKnownLong(right)
                || isDouble(right) && to.canBeLong(left) && to.isKnownLong(left);
    }

    private boolean isDouble(Value value) {
        return to.canBeDouble(value) && to.isLikelyDouble(value);
    }

    /** The operands as they are, guarded: one is known to be an int. */
    private Value[] mixed() {
        Value right = to.top(0);
        Value left = to.top(1);
        to.guardDouble(to.isKnownLong(left) ? right : left);
        to.pop();
        to.pop();
        return new Value[] {left, right};
    }

    private void loadAsDouble(Value value) {
        if (to.isKnownLong(value)) {
            to.loadLong(value);
            to.method.visitInsn(L2D);
        } else {
            to.loadDouble(value);
        }
    }

    private boolean mixedOperation(int operation) {
        Value[] operands = mixed();
        if (operation == TRUE_DIVIDE) {
            guardNotZero(operands[1]);
        }
        loadAsDouble(operands[0]);
        loadAsDouble(operands[1]);
        to.method.visitInsn(DOUBLE_OPERATIONS.get(operation));
        int result = to.storeDouble();
        dropBoth(operands);
        to.push(Value.of(Value.Kind.DOUBLE, result));
        return true;
    }

    private void guardNotZero(Value divisor) {
        if (to.isKnownLong(divisor)) {
            to.loadLong(divisor);
            to.callWithoutGuest("isNotZero", "(J)Z");
        } else {
            to.loadDouble(divisor);
            to.callWithoutGuest("isNotZero", "(D)Z");
        }
        to.guard();
    }

    /** {@code COMPARE_OP} of a float and an int: exact, so that the int has to be a float, too. */
    boolean compareMixed(int comparison) {
        if (comparison >= HOLDS.length || !isMixed(to.top(1), to.top(0))) {
            return false;
        }
        Value[] operands = mixed();
        to.loadLong(to.isKnownLong(operands[0]) ? operands[0] : operands[1]);
        to.callWithoutGuest("isExact", "(J)Z");
        to.guard();
        loadAsDouble(operands[0]);
        loadAsDouble(operands[1]);
        to.method.visitInsn(comparison < 2 ? DCMPG : DCMPL);
        int result = truthOf(HOLDS[comparison]);
        dropBoth(operands);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private boolean isTwo(Value value) {
        return value.is(Value.Kind.CONSTANT)
                && to.isInt(value.seen())
                && CodeRuntime.intValue(value.seen(), to.reader.guest) == 2;
    }

    private boolean square() {
        Value right = to.top(0);
        Value left = to.top(1);
        if (!to.canBeLong(left)) {
            return false;
        }
        to.guardLong(left);
        to.pop();
        to.pop();
        to.loadLong(left);
        to.loadLong(left);
        to.callWithoutGuest("multiplyFits", "(JJ)Z");
        to.guard();
        to.loadLong(left);
        to.loadLong(left);
        to.method.visitInsn(LMUL);
        int result = to.storeLong();
        dropBoth(new Value[] {left, right});
        to.push(Value.of(Value.Kind.LONG, result));
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

    boolean negative() {
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

    boolean invert() {
        Value value = to.top(0);
        if (!to.canBeLong(value) || !to.isLikelyLong(value)) {
            return false;
        }
        to.guardLong(value);
        to.pop();
        to.loadLong(value);
        to.method.visitLdcInsn(-1L);
        to.method.visitInsn(LXOR);
        int result = to.storeLong();
        to.drop(value);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    boolean not() {
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

    boolean compare(int comparison, boolean floats) {
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

    int truthOf(int jump) {
        to.truth(jump);
        return to.storeInt();
    }

    boolean is(boolean not) {
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

    boolean boolOfBool() {
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

    boolean boolOfInt() {
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

    boolean boolOfNone() {
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

    boolean alwaysTrue() {
        Value value = to.top(0);
        if (!value.isObject()) {
            return false;
        }
        to.load(value);
        to.field(to.compiled.pooled(to.reader.cache32(to.unit, 2)));
        to.call("typeVersion", "(II)Z");
        to.guard();
        to.pop();
        to.push(1);
        int result = to.storeInt();
        to.drop(value);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    boolean boolOfSized(int type) {
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
}
