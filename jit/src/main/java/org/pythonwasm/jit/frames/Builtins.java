package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.Lookups;

/** Functions in C of the module builtins, as far as their arguments are numbers or strs: these run no code of anybody's. */
final class Builtins {
    private static final String LOOKUPS = Type.getInternalName(Lookups.class);
    private static final int FUNCTION_METHOD = 8;
    private static final int FUNCTION_SELF = 12;

    private final Emitter to;
    private final Operands operands;

    Builtins(Emitter to) {
        this.to = to;
        operands = new Operands(to);
    }

    /** {@code CALL_BUILTIN_O}: of one argument. */
    boolean ofOne(int count) {
        if (count != 1 || !isFunction(count)) {
            return false;
        }
        Value argument = to.top(0);
        Value function = to.top(2);
        if (isNamed(function.seen(), "abs")) {
            return absolute(function, argument);
        }
        return isNamed(function.seen(), "ord") && ordinal(function, argument);
    }

    /** {@code min} and {@code max} of two numbers. */
    boolean ofTwo(int count) {
        if (count != 2 || !isFunction(count)) {
            return false;
        }
        Value function = to.top(3);
        boolean least = isNamed(function.seen(), "min");
        return (least || isNamed(function.seen(), "max")) && extreme(function, least);
    }

    private boolean isFunction(int count) {
        return to.depth() >= count + 2
                && to.top(count).is(Value.Kind.NULL)
                && to.top(count + 1).isObject();
    }

    /** Whether an object is the function of that name: of the same type and module as {@code len}. */
    private boolean isNamed(int object, String name) {
        int len = to.layout.len();
        return to.isInMemory(object)
                && to.reader.get(object + CodeLayout.TYPE) == to.reader.peek(len + CodeLayout.TYPE)
                && to.reader.get(object + FUNCTION_SELF) == to.reader.peek(len + FUNCTION_SELF)
                && to.reader.isText(to.reader.peek(to.reader.get(object + FUNCTION_METHOD)), name);
    }

    private void finish(int count, Value result) {
        operands.dropCall(count);
        to.push(result);
    }

    private boolean absolute(Value function, Value argument) {
        if (to.isLikelyDouble(argument) && to.canBeDouble(argument)) {
            operands.guardSeen(function);
            to.guardDouble(argument);
            to.loadDouble(argument);
            to.method.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "abs", "(D)D", false);
            finish(1, Value.of(Value.Kind.DOUBLE, to.storeDouble()));
            return true;
        }
        if (!to.isLikelyLong(argument) || !to.canBeLong(argument)) {
            return false;
        }
        operands.guardSeen(function);
        to.guardLong(argument);
        to.loadLong(argument);
        to.callWithoutGuest("isNotLeast", "(J)Z");
        to.guard();
        to.loadLong(argument);
        to.method.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "abs", "(J)J", false);
        finish(1, Value.of(Value.Kind.LONG, to.storeLong()));
        return true;
    }

    private boolean ordinal(Value function, Value argument) {
        if (!argument.isObject() || to.isLikelyLong(argument)) {
            return false;
        }
        operands.guardSeen(function);
        to.load(argument);
        to.type(to.layout.stringType());
        to.callOf(LOOKUPS, "ordinal", "(II)I");
        int found = operands.known();
        to.method.visitVarInsn(ILOAD, found);
        to.method.visitInsn(I2L);
        finish(1, Value.of(Value.Kind.LONG, to.storeLong()));
        return true;
    }

    /** The second operand only if it is beyond the first: of equal ones, and of those that no number compares with, the first. */
    private boolean extreme(Value function, boolean least) {
        Value second = to.top(0);
        Value first = to.top(1);
        boolean doubles = areLikely(first, second, true);
        if (!doubles && !areLikely(first, second, false)) {
            return false;
        }
        operands.guardSeen(function);
        if (doubles) {
            to.guardDouble(first);
            to.guardDouble(second);
            to.loadDouble(second);
            to.loadDouble(first);
            to.method.visitInsn(least ? DCMPG : DCMPL);
        } else {
            to.guardLong(first);
            to.guardLong(second);
            to.loadLong(second);
            to.loadLong(first);
            to.method.visitInsn(LCMP);
        }
        to.truth(least ? IFLT : IFGT);
        int beyond = to.storeInt();
        if (first.isUnboxed() && second.isUnboxed()) {
            finish(2, number(beyond, first, second, doubles));
            return true;
        }
        // Who asks whether it is the same object as an operand hears that it is.
        Value one = to.boxed(first);
        Value other = to.boxed(second);
        to.replace(1, one);
        to.replace(0, other);
        choose(beyond, () -> to.load(one), () -> to.load(other));
        int chosen = to.storeInt();
        to.method.visitVarInsn(ILOAD, chosen);
        to.call("own", "(I)V");
        finish(2, Value.reference(chosen, true));
        return true;
    }

    private boolean areLikely(Value first, Value second, boolean doubles) {
        return doubles
                ? to.canBeDouble(first)
                        && to.canBeDouble(second)
                        && to.isLikelyDouble(first)
                        && to.isLikelyDouble(second)
                : to.canBeLong(first) && to.canBeLong(second) && to.isLikelyLong(first) && to.isLikelyLong(second);
    }

    private Value number(int beyond, Value first, Value second, boolean doubles) {
        if (doubles) {
            choose(beyond, () -> to.loadDouble(first), () -> to.loadDouble(second));
            return Value.of(Value.Kind.DOUBLE, to.storeDouble());
        }
        choose(beyond, () -> to.loadLong(first), () -> to.loadLong(second));
        return Value.of(Value.Kind.LONG, to.storeLong());
    }

    private void choose(int beyond, Runnable first, Runnable second) {
        var other = new Label();
        var end = new Label();
        to.method.visitVarInsn(ILOAD, beyond);
        to.method.visitJumpInsn(IFNE, other);
        first.run();
        to.method.visitJumpInsn(GOTO, end);
        to.method.visitLabel(other);
        second.run();
        to.method.visitLabel(end);
    }
}
