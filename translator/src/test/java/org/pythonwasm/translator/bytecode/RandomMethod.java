package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodNode;

/**
 * Arithmetic on locals of every type with loops, forward jumps, switches and early returns, made up from a seed.
 *
 * @param descriptor with an int, a long, a float and a double before what is not touched, and a double as result
 * @param free the slot behind the parameters: an int, a long behind it, a loop's counter, and what holds a value of any type for a moment
 */
record RandomMethod(String descriptor, int free) {

    MethodNode build(long seed, int statements) {
        var code = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, "func_7", descriptor, null, null);
        code.visitCode();
        code.visitInsn(ICONST_1);
        code.visitVarInsn(ISTORE, free);
        code.visitInsn(LCONST_1);
        code.visitVarInsn(LSTORE, free + 1);
        var random = new Random(seed);
        for (int i = 0; i < statements; i++) {
            switch (random.nextInt(6)) {
                case 0 -> loop(code, random);
                case 1 -> branch(code, random);
                case 2 -> choose(code, random);
                case 3 -> returnEarly(code, random);
                default -> compute(code, random);
            }
        }
        sum(code);
        code.visitInsn(DRETURN);
        code.visitMaxs(10, free + 6);
        code.visitEnd();
        return code;
    }

    private void compute(MethodVisitor code, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> combine(code, ILOAD, ISTORE, 0, free, random.nextBoolean() ? IADD : IXOR);
            case 1 -> combine(code, LLOAD, LSTORE, 1, free + 1, random.nextBoolean() ? LADD : LMUL);
            case 2 -> combine(code, FLOAD, FSTORE, 3, 3, FADD);
            case 3 -> combine(code, DLOAD, DSTORE, 4, 4, DADD);
            case 4 -> swap(code, ILOAD, ISTORE, 0, free);
            case 5 -> swap(code, LLOAD, LSTORE, 1, free + 1);
            case 6 -> swap(code, DLOAD, DSTORE, 4, 4);
            default -> code.visitIincInsn(random.nextBoolean() ? 0 : free, random.nextInt(7) - 3);
        }
    }

    private void combine(MethodVisitor code, int load, int store, int a, int b, int operation) {
        code.visitVarInsn(load, a);
        code.visitVarInsn(load, b);
        code.visitInsn(operation);
        code.visitVarInsn(store, a);
        code.visitVarInsn(load, b);
        code.visitVarInsn(load, a);
        code.visitInsn(operation);
        code.visitVarInsn(store, b);
    }

    /** By a variable that has a value of another type before and behind it. */
    private void swap(MethodVisitor code, int load, int store, int a, int b) {
        code.visitVarInsn(load, a);
        code.visitVarInsn(store, free + 4);
        code.visitVarInsn(load, b);
        code.visitVarInsn(store, a);
        code.visitVarInsn(load, free + 4);
        code.visitVarInsn(store, b);
    }

    private void loop(MethodVisitor code, Random random) {
        var top = new Label();
        code.visitInsn(ICONST_3);
        code.visitVarInsn(ISTORE, free + 3);
        code.visitLabel(top);
        compute(code, random);
        compute(code, random);
        code.visitIincInsn(free + 3, -1);
        code.visitVarInsn(ILOAD, free + 3);
        code.visitJumpInsn(IFGT, top);
    }

    private void branch(MethodVisitor code, Random random) {
        var end = new Label();
        code.visitVarInsn(ILOAD, free);
        code.visitJumpInsn(random.nextBoolean() ? IFGT : IFEQ, end);
        compute(code, random);
        code.visitLabel(end);
    }

    private void choose(MethodVisitor code, Random random) {
        Label[] labels = {new Label(), new Label(), new Label()};
        var end = new Label();
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(ICONST_3);
        code.visitInsn(IAND);
        code.visitTableSwitchInsn(0, 2, end, labels);
        for (Label label : labels) {
            code.visitLabel(label);
            compute(code, random);
            if (random.nextBoolean()) {
                code.visitJumpInsn(GOTO, end);
            }
        }
        code.visitLabel(end);
    }

    private void returnEarly(MethodVisitor code, Random random) {
        var on = new Label();
        code.visitVarInsn(ILOAD, free);
        code.visitIntInsn(SIPUSH, random.nextInt(3_000) - 1_500);
        code.visitJumpInsn(IF_ICMPNE, on);
        sum(code);
        code.visitInsn(DRETURN);
        code.visitLabel(on);
    }

    private void sum(MethodVisitor code) {
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(I2D);
        code.visitVarInsn(LLOAD, 1);
        code.visitInsn(L2D);
        code.visitInsn(DADD);
        code.visitVarInsn(FLOAD, 3);
        code.visitInsn(F2D);
        code.visitInsn(DADD);
        code.visitVarInsn(DLOAD, 4);
        code.visitInsn(DADD);
        code.visitVarInsn(ILOAD, free);
        code.visitInsn(I2D);
        code.visitInsn(DADD);
        code.visitVarInsn(LLOAD, free + 1);
        code.visitInsn(L2D);
        code.visitInsn(DADD);
    }
}
