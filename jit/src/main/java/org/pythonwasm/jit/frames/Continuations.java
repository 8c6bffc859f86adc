package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;
import static org.pythonwasm.jit.frames.CompiledClass.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.CodeTable;

/**
 * Where a frame goes on: behind instructions that are left to what the interpreter runs them with, behind calls, whose values the
 * next block takes over in variables, and where neither goes on here.
 */
abstract class Continuations extends ValueStack {
    /** Where a block begins with a value that a call has returned, which is not on the stack in memory yet. */
    private record Landing(int unit, Value value, Label label) {}

    final CompiledClass compiled = new CompiledClass();
    final CodeHistory history;

    // of the method that is being written
    final Map<Integer, Label> labels = new HashMap<>();
    Label leave;

    // of the block
    private Landing landing;

    Continuations(CodeReader reader, CodeLayout layout, int frame, CodeHistory history) {
        super(reader, layout, frame);
        this.history = history;
    }

    boolean hasLanding() {
        return landing != null;
    }

    /** Puts what a call has returned onto the stack in memory. */
    boolean takeLanding() {
        if (landing == null) {
            return false;
        }
        method.visitLabel(landing.label);
        write(List.of(landing.value), 0);
        landing = null;
        return true;
    }

    /** Who comes here from elsewhere than the call has the value on the stack in memory. */
    void land() {
        method.visitVarInsn(ILOAD, STACK);
        push(-4);
        method.visitInsn(IADD);
        call("get", "(I)I");
        method.visitVarInsn(ISTORE, VALUE);
        if (landing.value.is(Value.Kind.LONG)) {
            exitHere();
            mayFail();
            takeInt();
            method.visitJumpInsn(IFEQ, out());
        } else if (landing.value.is(Value.Kind.DOUBLE)) {
            exitHere();
            method.visitVarInsn(ILOAD, VALUE);
            type(layout.floatType());
            call("isType", "(II)Z");
            guard();
            method.visitVarInsn(ILOAD, VALUE);
            call("floatValue", "(I)D");
            method.visitVarInsn(DSTORE, NUMBER);
        }
        method.visitIincInsn(STACK, -4);
        if (landing.value.is(Value.Kind.DOUBLE)) {
            // The end of a number runs nothing.
            method.visitVarInsn(ILOAD, VALUE);
            method.visitVarInsn(ILOAD, FRAME);
            unitAddress(unit);
            call("drop", "(III)Z");
            method.visitInsn(POP);
        }
        method.visitLabel(landing.label);
        push(landing.value);
        landing = null;
    }

    Label label(int at) {
        return labels.computeIfAbsent(at, any -> new Label());
    }

    /** Class and method of what runs an instruction in the interpreter; null if nothing does. */
    private String handler(Opcode opcode) {
        int cell = layout.handlers() + 4 * opcode.number;
        reader.guest.checkRange(cell, 4);
        int number = reader.get(cell);
        return number == 0 ? null : CodeTable.of(reader.guest).functions().handler(number);
    }

    /** By what the interpreter runs it with. */
    void handle(Opcode opcode) {
        flush();
        forget();
        String place = handler(opcode);
        if (place == null || opcode == Opcode.INTERPRETER_EXIT || opcode == Opcode.ENTER_EXECUTOR) {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
            method.visitVarInsn(LSTORE, RESULT);
            method.visitJumpInsn(GOTO, leave);
            return;
        }
        runHandler(opcode, place);
        if (opcode == Opcode.RETURN_VALUE
                || opcode == Opcode.RETURN_CONST
                || opcode == Opcode.YIELD_VALUE
                || opcode == Opcode.RETURN_GENERATOR) {
            method.visitInsn(LRETURN);
            return;
        }
        if (CodeReader.calls(opcode)) {
            method.visitVarInsn(ALOAD, THIS);
            method.visitVarInsn(ILOAD, THREAD);
            method.visitVarInsn(ILOAD, FRAME);
            call("calledBack", "(JL" + SUPER + ";II)J");
            comeBack(opcode.effect.taken().applyAsInt(reader.arguments[unit]));
            return;
        }
        if (CodeReader.pushesFrame(opcode)) {
            method.visitVarInsn(ILOAD, THREAD);
            method.visitVarInsn(ILOAD, FRAME);
            call("called", "(JII)J");
        }
        takeResult();
        if (!isQuiet(opcode)) {
            requireCurrent();
        }
        for (int target : reader.jumps(unit)) {
            branch(target);
        }
        if (CodeReader.endsBlock(opcode)) {
            leaveWithResult();
            return;
        }
        int next = reader.next(unit);
        if (CodeReader.mayFollow(opcode) && reader.followedByJump(unit)) {
            branch(reader.next(next));
            branch(reader.jumps(next)[0]);
        }
        goOnAt(next);
    }

    /** As {@link #handle}, beside a form: the stack is in memory, and the result is to be looked at. */
    void handleApart() {
        Opcode opcode = reader.opcodes[unit];
        String place = handler(opcode);
        if (place == null) {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
        } else {
            runHandler(opcode, place);
        }
        takeResult();
        if (!isQuiet(opcode)) {
            requireCurrent();
        }
    }

    /** Of a loop whose iterator has come to its end, with the stack in memory. */
    void handleAtEnd() {
        Opcode opcode = reader.opcodes[unit];
        String place = handler(opcode);
        if (place != null) {
            runHandler(opcode, place);
            takeResult();
            // The end of what was iterated over may run anything.
            requireCurrent();
            for (int target : reader.jumps(unit)) {
                branch(target);
            }
        } else {
            unitAddress(reader.beginnings[unit]);
            method.visitVarInsn(ILOAD, STACK);
            callWithoutGuest("pair", "(II)J");
            method.visitVarInsn(LSTORE, RESULT);
        }
        leaveWithResult();
    }

    /** Those that run nothing of anybody's, and so put no tracer in. */
    private static boolean isQuiet(Opcode opcode) {
        return switch (opcode) {
            case LOAD_CONST,
                    LOAD_FAST,
                    BUILD_LIST,
                    BUILD_TUPLE,
                    BUILD_STRING,
                    COPY_FREE_VARS,
                    MAKE_CELL,
                    LOAD_DEREF,
                    LIST_APPEND,
                    MAKE_FUNCTION,
                    PUSH_NULL,
                    COPY,
                    SWAP -> true;
            default -> false;
        };
    }

    private void runHandler(Opcode opcode, String place) {
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, FRAME);
        method.visitVarInsn(ILOAD, STACK);
        unitAddress(unit);
        push(reader.arguments[unit]);
        method.visitVarInsn(ALOAD, INSTANCE);
        compiled.callHandler(method, opcode, place);
    }

    /** The result of what ran an instruction is on the operand stack. */
    void takeResult() {
        method.visitInsn(DUP2);
        method.visitVarInsn(LSTORE, RESULT);
        method.visitInsn(L2I);
        method.visitVarInsn(ISTORE, STACK);
    }

    /**
     * Runs a frame that was pushed for a code object. The block behind begins with the value.
     *
     * @param locals how many the code has, below zero if that is not known
     */
    void enter(int pushed, Runnable loadCode, int locals) {
        method.visitVarInsn(ALOAD, THIS);
        method.visitFieldInsn(GETFIELD, NAME, compiled.site(), "L" + SITE + ";");
        loadCode.run();
        call("callee", "(L" + SITE + ";I)L" + SUPER + ";");
        method.visitInsn(DUP);
        int callee = fresh(1);
        method.visitVarInsn(ASTORE, callee);
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, pushed);
        method.visitVarInsn(ILOAD, pushed);
        if (locals >= 0) {
            push(CodeLayout.FRAME_SLOTS + 4 * locals);
            method.visitInsn(IADD);
        } else {
            loadCode.run();
            call("firstOfStack", "(II)I");
        }
        loadCode.run();
        push(CodeLayout.CODE_UNITS);
        method.visitInsn(IADD);
        method.visitVarInsn(ALOAD, INSTANCE);
        method.visitMethodInsn(INVOKEVIRTUAL, SUPER, "run", RUN, false);
        method.visitVarInsn(ALOAD, callee);
        method.visitVarInsn(ALOAD, THIS);
        method.visitVarInsn(ILOAD, THREAD);
        method.visitVarInsn(ILOAD, FRAME);
        method.visitVarInsn(ILOAD, pushed);
        call("back", "(JL" + SUPER + ";L" + SUPER + ";III)J");
        comeBack(0);
    }

    /**
     * What a call has come back with is on the operand stack: a value, or where the frame goes on, or a reason to leave it.
     *
     * @param taken what the stack in memory had for it
     */
    void comeBack(int taken) {
        method.visitVarInsn(LSTORE, RESULT);
        int next = reader.next(unit);
        landing = new Landing(next, returned(reader.user(unit)), new Label());
        takeReturned(taken);
        method.visitVarInsn(LLOAD, RESULT);
        method.visitInsn(L2I);
        method.visitVarInsn(ISTORE, STACK);
        requireCurrent();
        for (int target : reader.jumps(unit)) {
            branch(target);
        }
        goOnAt(next);
    }

    /** A call's value as what uses it wants it. */
    private Value returned(Opcode user) {
        if (user != null && user.takesInts() && !history.isGeneral(reader.next(unit))) {
            return Value.of(Value.Kind.LONG, NUMBER);
        }
        if (user != null && user.takesFloats() && !history.isGeneral(reader.next(unit))) {
            return Value.of(Value.Kind.DOUBLE, NUMBER);
        }
        return Value.reference(VALUE, true);
    }

    /** Goes to the landing if a value was returned. */
    private void takeReturned(int taken) {
        var other = new Label();
        if (landing.value.isUnboxed()) {
            boolean ints = landing.value.is(Value.Kind.LONG);
            var object = new Label();
            method.visitVarInsn(LLOAD, RESULT);
            method.visitInsn(L2I);
            push(ints ? CodeLayout.RETURNED_INT : CodeLayout.RETURNED_DOUBLE);
            method.visitJumpInsn(IF_ICMPNE, object);
            if (ints) {
                method.visitVarInsn(LLOAD, RESULT);
                method.visitIntInsn(BIPUSH, 32);
                method.visitInsn(LSHR);
                method.visitVarInsn(LSTORE, NUMBER);
            } else {
                call("returnedDouble", "()D");
                method.visitVarInsn(DSTORE, NUMBER);
            }
            takeOff(taken);
            method.visitJumpInsn(GOTO, landing.label);
            method.visitLabel(object);
        }
        method.visitVarInsn(LLOAD, RESULT);
        callWithoutGuest("isReturned", "(J)Z");
        method.visitJumpInsn(IFEQ, other);
        method.visitVarInsn(LLOAD, RESULT);
        type(layout.zero());
        call("returned", "(JI)I");
        method.visitVarInsn(ISTORE, VALUE);
        takeOff(taken);
        if (landing.value.is(Value.Kind.LONG)) {
            takeInt();
            method.visitJumpInsn(IFNE, landing.label);
        }
        if (landing.value.isUnboxed()) {
            write(List.of(Value.reference(VALUE, true)), 0);
            method.visitJumpInsn(GOTO, label(landing.unit));
        } else {
            method.visitJumpInsn(GOTO, landing.label);
        }
        method.visitLabel(other);
    }

    /** The number of an owned object; what is left on the operand stack is 0 if it has none. */
    private void takeInt() {
        method.visitVarInsn(ILOAD, VALUE);
        type(layout.longType());
        call("takeInt", "(II)J");
        method.visitInsn(DUP2);
        method.visitVarInsn(LSTORE, NUMBER);
        method.visitLdcInsn(CodeRuntime.NO_INT);
        method.visitInsn(LCMP);
    }

    private void takeOff(int taken) {
        if (taken > 0) {
            method.visitVarInsn(ILOAD, STACK);
            push(4 * taken);
            method.visitInsn(ISUB);
            method.visitVarInsn(ISTORE, STACK);
        }
    }

    void requireCurrent() {
        loadIsCurrent();
        method.visitJumpInsn(IFEQ, leave);
    }

    void branch(int target) {
        if (reader.at(target) != null && reader.leaders.get(target) && reader.reachable.get(target)) {
            resultNext();
            unitAddress(target);
            method.visitJumpInsn(IF_ICMPEQ, label(target));
        }
    }

    private void resultNext() {
        method.visitVarInsn(LLOAD, RESULT);
        method.visitIntInsn(BIPUSH, 32);
        method.visitInsn(LUSHR);
        method.visitInsn(L2I);
    }

    /** Goes on behind an instruction if that is where the result goes on. */
    void goOnAt(int next) {
        resultNext();
        unitAddress(next);
        method.visitJumpInsn(IF_ICMPNE, leave);
    }

    void jump(int opcode, int target) {
        method.visitJumpInsn(opcode, label(target));
    }

    /**
     * Jumps by what is on the operand stack, with the value stack in memory. Where the end of an object has touched something, the
     * interpreter goes on where the jump leads, or behind it: the blocks there know nothing of it.
     */
    void jumpAfterEnd(int opcode, int target) {
        if (takeTouched()) {
            var untouched = new Label();
            int condition = storeInt();
            method.visitVarInsn(ILOAD, TOUCHED);
            method.visitJumpInsn(IFEQ, untouched);
            method.visitVarInsn(ILOAD, condition);
            method.visitJumpInsn(opcode, leaveAt(target));
            method.visitJumpInsn(GOTO, leaveAt(reader.next(unit)));
            method.visitLabel(untouched);
            method.visitVarInsn(ILOAD, condition);
        }
        jump(opcode, target);
    }

    void leaveWithResult() {
        method.visitJumpInsn(GOTO, leave);
    }
}
