package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;
import static org.pythonwasm.jit.frames.CompiledClass.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.pythonwasm.machine.code.CodeLayout;

/** Writes a method that runs a frame: its variables, numbers, addresses, and calls of the run-time. */
abstract class MethodWriter {
    static final int THIS = 0;
    static final int THREAD = 1;
    static final int FRAME = 2;
    static final int STACK = 3;
    static final int NEXT = 4;
    static final int INSTANCE = 5;
    static final int CODE = 6;
    static final int RESULT = 7;
    static final int UNIT = 9;
    /** Not 0 once the end of an object may have changed what is known here. */
    static final int TOUCHED = 10;

    /** What a call has returned, an object or a number, where the block behind it begins. */
    static final int VALUE = 11;

    static final int NUMBER = 12;
    static final int FIRST_VARIABLE = 14;

    MethodVisitor method;
    /** How many variables are in use. */
    int variables = FIRST_VARIABLE;

    int fresh(int size) {
        int variable = variables;
        variables += size;
        return variable;
    }

    int storeLong() {
        int variable = fresh(2);
        method.visitVarInsn(LSTORE, variable);
        return variable;
    }

    int storeDouble() {
        int variable = fresh(2);
        method.visitVarInsn(DSTORE, variable);
        return variable;
    }

    int storeInt() {
        int variable = fresh(1);
        method.visitVarInsn(ISTORE, variable);
        return variable;
    }

    void slot(int number) {
        method.visitVarInsn(ILOAD, FRAME);
        push(CodeLayout.FRAME_SLOTS + 4 * number);
        method.visitInsn(IADD);
    }

    void field(int number) {
        method.visitVarInsn(ALOAD, THIS);
        method.visitFieldInsn(GETFIELD, NAME, "p" + number, "I");
    }

    /** An address of the guest's own data, the same in all guests. */
    void type(int address) {
        push(address);
    }

    /** The address of the code object. */
    void code() {
        method.visitVarInsn(ILOAD, CODE);
    }

    void unitAddress(int at) {
        method.visitVarInsn(ILOAD, CODE);
        push(CodeLayout.CODE_UNITS + 2 * at);
        method.visitInsn(IADD);
    }

    void push(int number) {
        push(method, number);
    }

    static void push(MethodVisitor method, int number) {
        if (number >= -1 && number <= 5) {
            method.visitInsn(ICONST_0 + number);
        } else if (number == (byte) number) {
            method.visitIntInsn(BIPUSH, number);
        } else if (number == (short) number) {
            method.visitIntInsn(SIPUSH, number);
        } else {
            method.visitLdcInsn(number);
        }
    }

    /** Leaves 1 on the operand stack if a jump would be taken, otherwise 0. */
    void truth(int jump) {
        var holds = new Label();
        var end = new Label();
        method.visitJumpInsn(jump, holds);
        method.visitInsn(ICONST_0);
        method.visitJumpInsn(GOTO, end);
        method.visitLabel(holds);
        method.visitInsn(ICONST_1);
        method.visitLabel(end);
    }

    /** A method of the run-time, whose last parameter is the guest. */
    void call(String name, String descriptor) {
        callOf(RUNTIME, name, descriptor);
    }

    /** The same of another class. */
    void callOf(String owner, String name, String descriptor) {
        method.visitVarInsn(ALOAD, INSTANCE);
        method.visitMethodInsn(INVOKESTATIC, owner, name, descriptor.replace(")", GUEST + ")"), false);
    }

    void callWithoutGuest(String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, RUNTIME, name, descriptor, false);
    }
}
