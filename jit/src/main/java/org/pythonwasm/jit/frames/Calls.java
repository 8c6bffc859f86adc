package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.machine.code.CodeLayout;

/** Calls of functions: of one that is known, or of any, of which what is to be known is looked up in its code object. */
final class Calls {
    private static final int MOST_ARGUMENTS = 32;
    private static final int UNKNOWN = -1;
    private static final int FUNCTION_METHOD = 8;

    private final Emitter to;
    private final Operands operands;

    Calls(Emitter to) {
        this.to = to;
        operands = new Operands(to);
    }

    /** Of the function that the interpreter has seen last. */
    boolean known(int count) {
        if (!canCall(count)) {
            return false;
        }
        Value function = to.top(count + 1);
        int version = to.reader.cache32(to.unit, 2);
        int callee = callee(function.seen(), version, given(count));
        if (callee == 0) {
            return false;
        }
        guardCallable(function, version, callee);
        pushKnown(to.popCall(count), function, callee);
        return true;
    }

    /** The function of a property. */
    boolean property() {
        Value object = to.top(0);
        int function = to.reader.cache32(to.unit, 6);
        int version = to.reader.cache32(to.unit, 4);
        int callee = callee(function, version, 1);
        if (!object.isObject() || callee == 0) {
            return false;
        }
        to.load(object);
        to.field(to.compiled.pooled(to.reader.cache32(to.unit, 2)));
        to.call("typeVersion", "(II)Z");
        to.guard();
        var getter = new Value(Value.Kind.CONSTANT, to.compiled.pooled(function), false, Value.NONE, function);
        guardCallable(getter, version, callee);
        to.pop();
        pushKnown(List.of(object), getter, callee);
        return true;
    }

    private void guardCallable(Value function, int version, int callee) {
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.load(function);
        to.type(to.layout.functionType());
        to.field(to.compiled.pooled(version));
        to.push(to.reader.get(callee + CodeLayout.CODE_FRAME_SIZE));
        to.call("isCallable", "(IIIII)Z");
        to.guard();
    }

    private void pushKnown(List<Value> arguments, Value function, int callee) {
        int code = to.compiled.pooled(callee);
        int locals = to.reader.get(callee + CodeLayout.CODE_LOCALS);
        Runnable described = () -> {
            to.field(code);
            to.push(to.reader.get(callee + CodeLayout.CODE_FRAME_SIZE));
            to.push(locals);
        };
        int pushed = push(arguments, function, described, "push", "(IIIIIIIIII)I");
        to.enter(pushed, () -> to.field(code), locals);
    }

    /** As the interpreter's CALL_PY_EXACT_ARGS, for each function that takes so many arguments. */
    boolean exactly(int count) {
        if (!canCall(count)) {
            return false;
        }
        Value function = to.top(count + 1);
        int code = callable(function, given(count));
        enter(to.popCall(count), function, code);
        return true;
    }

    /** The variable of the code object of a function that takes so many arguments. */
    private int callable(Value function, int given) {
        return to.guarded(
                () -> {
                    to.method.visitVarInsn(ILOAD, Emitter.THREAD);
                    to.load(function);
                    to.type(to.layout.functionType());
                    to.push(given);
                },
                "callable",
                "(IIII)I");
    }

    private void enter(List<Value> arguments, Value function, int code) {
        Runnable loadCode = () -> to.method.visitVarInsn(ILOAD, code);
        int pushed = push(arguments, function, loadCode, "pushFor", "(IIIIIIII)I");
        to.enter(pushed, loadCode, UNKNOWN);
    }

    /** Of a method that was taken from its object before: its function is called with the object. */
    boolean bound(int count) {
        boolean usable = count < MOST_ARGUMENTS
                && to.depth() >= count + 2
                && to.top(count).is(Value.Kind.NULL);
        if (!usable || !to.top(count + 1).isObject()) {
            return false;
        }
        Value method = to.top(count + 1);
        to.load(method);
        to.type(to.layout.methodType());
        to.call("isType", "(II)Z");
        to.guard();
        int function = member(method, CodeLayout.METHOD_FUNCTION);
        int code = callable(Value.reference(function, false), count + 1);
        int self = member(method, CodeLayout.METHOD_SELF);
        operands.own(function);
        operands.own(self);
        // While the arguments are on the stack, where they are protected from what its end may run.
        to.drop(method);
        List<Value> arguments = to.popCall(count);
        arguments.add(0, Value.reference(self, true));
        enter(arguments, Value.reference(function, true), code);
        return true;
    }

    private int member(Value object, int offset) {
        to.load(object);
        to.push(offset);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        return to.storeInt();
    }

    private boolean canCall(int count) {
        if (count > MOST_ARGUMENTS || to.depth() < count + 2) {
            return false;
        }
        Value self = to.top(count);
        return (self.isObject() || self.is(Value.Kind.NULL))
                && self.slot() != Value.MEMORY
                && to.top(count + 1).isObject();
    }

    /** Arguments with the object whose method is called. */
    private int given(int count) {
        return count + (to.top(count).isObject() ? 1 : 0);
    }

    /** The code object of a function that is called as it was when the interpreter saw it, or 0. */
    private int callee(int function, int version, int arguments) {
        try {
            to.reader.guest.checkRange(function, CodeLayout.FUNCTION_VERSION + 4);
            int code = to.reader.get(function + CodeLayout.FUNCTION_CODE);
            to.reader.guest.checkRange(code, CodeLayout.CODE_UNITS);
            int locals = to.reader.get(code + CodeLayout.CODE_LOCALS);
            int frameSize = to.reader.get(code + CodeLayout.CODE_FRAME_SIZE);
            boolean usable = to.reader.get(function + CodeLayout.TYPE) == to.layout.functionType()
                    && version != 0
                    && to.reader.get(function + CodeLayout.FUNCTION_VERSION) == version
                    && to.reader.get(code + CodeLayout.CODE_ARGUMENTS) == arguments
                    && !CodeReader.isGenerator(to.reader.get(code + CodeLayout.CODE_FLAGS))
                    && locals >= arguments
                    && locals <= frameSize
                    && frameSize <= 1 << 14;
            return usable ? code : 0;
        } catch (RuntimeException outside) {
            return 0;
        }
    }

    /** Pushes the frame. */
    private int push(List<Value> arguments, Value function, Runnable described, String name, String descriptor) {
        to.loadOwned(function);
        int owned = to.storeInt();
        to.flush();
        to.method.visitVarInsn(ILOAD, Emitter.THREAD);
        to.method.visitVarInsn(ILOAD, Emitter.FRAME);
        to.method.visitVarInsn(ILOAD, owned);
        described.run();
        to.push(arguments.size());
        to.unitAddress(to.unit);
        to.push(to.reader.next(to.unit) - to.unit);
        to.method.visitVarInsn(ILOAD, Emitter.STACK);
        to.call(name, descriptor);
        int pushed = to.storeInt();
        to.storeArguments(arguments, pushed);
        to.forget();
        return pushed;
    }

    /** {@code isinstance} where the type is the class, or says that it has it as a base; the interpreter looks at the rest. */
    boolean isInstance(int count) {
        if (count != 2 || !operands.areOfFunction(count)) {
            return false;
        }
        Value type = to.top(0);
        Value object = to.top(1);
        Value function = to.top(3);
        if (!isNamed(function.seen(), "isinstance")) {
            return false;
        }
        operands.guardSeen(function);
        to.load(object);
        to.load(type);
        to.type(to.reader.peek(to.layout.longType() + CodeLayout.TYPE));
        to.call("isInstance", "(III)Z");
        var holds = new Label();
        to.method.visitJumpInsn(IFNE, holds);
        to.writeStack();
        to.handleApart();
        to.branch(to.reader.next(to.unit));
        to.leaveWithResult();
        to.method.visitLabel(holds);
        operands.dropCall(count);
        int yes = to.layout.trueObject();
        to.push(new Value(Value.Kind.CONSTANT, to.compiled.pooled(yes), false, Value.NONE, yes));
        return true;
    }

    /** Whether an object is a function in C of that name. */
    private boolean isNamed(int object, String name) {
        return to.isInMemory(object) && to.reader.isText(to.reader.peek(to.reader.get(object + FUNCTION_METHOD)), name);
    }

    /** {@code len} of what the run-time knows the length of. */
    boolean length(int count) {
        if (count != 1 || !operands.areOfFunction(count)) {
            return false;
        }
        Value argument = to.top(0);
        Value function = to.top(2);
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
        to.method.visitVarInsn(ILOAD, length);
        to.method.visitInsn(I2L);
        int result = to.storeLong();
        operands.dropCall(count);
        to.push(Value.of(Value.Kind.LONG, result));
        return true;
    }

    /** A class that is called for an object which is of it already, and is returned. */
    boolean same(int count, int type) {
        if (count != 1 || !operands.areOfFunction(count)) {
            return false;
        }
        Value argument = to.top(0);
        if (!to.isInMemory(argument.seen()) || to.reader.get(argument.seen() + CodeLayout.TYPE) != type) {
            return false;
        }
        Value function = to.top(2);
        to.load(function);
        to.type(type);
        to.callWithoutGuest("equal", "(II)Z");
        to.guard();
        to.load(argument);
        to.type(type);
        to.call("isType", "(II)Z");
        to.guard();
        to.popCall(count);
        to.push(argument);
        to.drop(function);
        return true;
    }

    /** {@code type} of an object. */
    boolean typeOf(int count) {
        if (count != 1 || !operands.areOfFunction(count)) {
            return false;
        }
        to.load(to.top(2));
        to.type(to.reader.peek(to.layout.longType() + CodeLayout.TYPE));
        to.callWithoutGuest("equal", "(II)Z");
        to.guard();
        to.load(to.top(0));
        to.push(CodeLayout.TYPE);
        to.method.visitInsn(IADD);
        to.call("get", "(I)I");
        Value type = operands.owned(to.storeInt());
        operands.dropCall(count);
        to.push(type);
        return true;
    }
}
