package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;

/** Calls of functions that are known only when they are called: what is to be known of them is looked up in their code objects. */
final class Calls {
    private static final int MOST_ARGUMENTS = 32;

    private final Emitter to;

    Calls(Emitter to) {
        this.to = to;
    }

    /** As the interpreter's CALL_PY_EXACT_ARGS, for each function that takes so many arguments. */
    boolean exactly(int count) {
        if (count > MOST_ARGUMENTS || to.depth() < count + 2) {
            return false;
        }
        Value self = to.top(count);
        Value function = to.top(count + 1);
        boolean method = self.isObject();
        if (!method && !self.is(Value.Kind.NULL) || self.slot() == Value.MEMORY || !function.isObject()) {
            return false;
        }
        int given = count + (method ? 1 : 0);
        int code = to.guarded(
                () -> {
                    to.method.visitVarInsn(ILOAD, Emitter.THREAD);
                    to.load(function);
                    to.type(to.layout.functionType());
                    to.push(given);
                },
                "callable",
                "(IIII)I");
        List<Value> arguments = to.popCall(count);
        to.loadOwned(function);
        int owned = to.storeInt();
        to.flush();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, owned);
        to.method.visitVarInsn(ILOAD, code);
        to.push(given);
        to.unitAddress(to.unit);
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.call("pushFor", "(IIIIIII)I");
        int pushed = to.storeInt();
        to.storeArguments(arguments, pushed);
        to.forget();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, pushed);
        to.method.visitVarInsn(ILOAD, code);
        to.call("enterAny", "(IIII)J");
        to.takeResult();
        to.requireCurrent();
        to.goOnAt(to.reader.next(to.unit));
        return true;
    }

    /** {@code len} of what the run-time knows the length of. */
    boolean length(int count) {
        if (count != 1 || to.depth() < 3) {
            return false;
        }
        Value argument = to.top(0);
        Value function = to.top(2);
        if (!argument.isObject() || !to.top(1).is(Value.Kind.NULL) || !function.isObject()) {
            return false;
        }
        to.load(function);
        to.type(to.layout.len());
        to.callWithoutGuest("equal", "(II)Z");
        to.guard();
        to.load(argument);
        to.type(to.layout.listType());
        to.type(to.layout.tupleType());
        to.type(to.layout.stringType());
        to.type(to.layout.dictType());
        to.call("length", "(IIIII)I");
        int length = to.storeInt();
        to.method.visitVarInsn(ILOAD, length);
        to.method.visitInsn(ICONST_M1);
        to.callWithoutGuest("differ", "(II)Z");
        to.guard();
        to.pop();
        to.pop();
        to.pop();
        to.method.visitVarInsn(ILOAD, length);
        to.method.visitInsn(I2L);
        int result = to.storeLong();
        to.drop(argument);
        to.drop(function);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }
}
