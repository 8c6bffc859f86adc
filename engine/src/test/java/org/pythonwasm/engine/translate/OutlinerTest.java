package org.pythonwasm.engine.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodNode;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.Wasi;

/** A long method does the same after it was cut. */
class OutlinerTest {
    private static final String OWNER = "org/pythonwasm/engine/translate/Cut";
    private static final String DESCRIPTOR = "(IJFD" + FunctionRewriter.GUEST_DESCRIPTOR + ")D";
    private static final int LIMIT = 700;

    @Test
    void a_short_method_stays_whole() {
        MethodNode method = random(1, 3);
        assertEquals(List.of(), Outliner.shorten(method, OWNER, 8_000));
    }

    /** Arithmetic on locals of every type with loops, forward jumps, switches and early returns, made up from a seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cut_methods_compute_what_the_whole_ones_do(long seed) throws Throwable {
        MethodNode method = random(seed, 120);
        MethodHandle whole = load(method, List.of());
        List<MethodNode> parts = Outliner.shorten(method, OWNER, LIMIT);
        assertFalse(parts.isEmpty());
        assertTrue(Outliner.size(method) <= LIMIT, () -> "still " + Outliner.size(method) + " bytes");
        MethodHandle cut = load(method, parts);
        var guest = new GuestInstance(new byte[GuestInstance.PAGE], 1, 0, GuestInstance.PAGE, new Wasi(() -> new byte[0]));
        var values = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int a = values.nextInt(20) - 10;
            long b = values.nextLong();
            float c = values.nextFloat();
            double d = values.nextDouble();
            assertEquals((double) whole.invoke(a, b, c, d, guest), (double) cut.invoke(a, b, c, d, guest), 0.0);
        }
    }

    private static MethodHandle load(MethodNode method, List<MethodNode> parts) throws Exception {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(V11, ACC_PUBLIC, OWNER, null, "java/lang/Object", null);
        method.accept(ownCalls(writer, method));
        parts.forEach(part -> part.accept(ownCalls(writer, part)));
        writer.visitEnd();
        MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(writer.toByteArray(), true);
        return lookup.findStatic(lookup.lookupClass(), method.name,
                MethodType.fromMethodDescriptorString(DESCRIPTOR, OutlinerTest.class.getClassLoader()));
    }

    private static MethodVisitor ownCalls(ClassWriter writer, MethodNode method) {
        return new MethodVisitor(ASM9, writer.visitMethod(method.access, method.name, method.desc, null, null)) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                super.visitMethodInsn(opcode, owner.isEmpty() ? OWNER : owner, name, descriptor, isInterface);
            }
        };
    }

    /** Slots: 0 int, 1 long, 3 float, 4 double, 6 guest, 7 int, 8 long, 10 a loop's counter. */
    private static MethodNode random(long seed, int statements) {
        var code = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, "f", DESCRIPTOR, null, null);
        code.visitCode();
        code.visitInsn(ICONST_1);
        code.visitVarInsn(ISTORE, 7);
        code.visitInsn(LCONST_1);
        code.visitVarInsn(LSTORE, 8);
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
        code.visitMaxs(10, 11);
        code.visitEnd();
        return code;
    }

    private static void compute(MethodVisitor code, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> combine(code, ILOAD, ISTORE, 0, 7, random.nextBoolean() ? IADD : IXOR);
            case 1 -> combine(code, LLOAD, LSTORE, 1, 8, random.nextBoolean() ? LADD : LMUL);
            case 2 -> combine(code, FLOAD, FSTORE, 3, 3, FADD);
            case 3 -> combine(code, DLOAD, DSTORE, 4, 4, DADD);
            default -> code.visitIincInsn(random.nextBoolean() ? 0 : 7, random.nextInt(7) - 3);
        }
    }

    private static void combine(MethodVisitor code, int load, int store, int a, int b, int operation) {
        code.visitVarInsn(load, a);
        code.visitVarInsn(load, b);
        code.visitInsn(operation);
        code.visitVarInsn(store, a);
        code.visitVarInsn(load, b);
        code.visitVarInsn(load, a);
        code.visitInsn(operation);
        code.visitVarInsn(store, b);
    }

    private static void loop(MethodVisitor code, Random random) {
        var top = new Label();
        code.visitInsn(ICONST_3);
        code.visitVarInsn(ISTORE, 10);
        code.visitLabel(top);
        compute(code, random);
        compute(code, random);
        code.visitIincInsn(10, -1);
        code.visitVarInsn(ILOAD, 10);
        code.visitJumpInsn(IFGT, top);
    }

    private static void branch(MethodVisitor code, Random random) {
        var end = new Label();
        code.visitVarInsn(ILOAD, 7);
        code.visitJumpInsn(random.nextBoolean() ? IFGT : IFEQ, end);
        compute(code, random);
        code.visitLabel(end);
    }

    private static void choose(MethodVisitor code, Random random) {
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

    private static void returnEarly(MethodVisitor code, Random random) {
        var on = new Label();
        code.visitVarInsn(ILOAD, 7);
        code.visitIntInsn(SIPUSH, random.nextInt(3_000) - 1_500);
        code.visitJumpInsn(IF_ICMPNE, on);
        sum(code);
        code.visitInsn(DRETURN);
        code.visitLabel(on);
    }

    private static void sum(MethodVisitor code) {
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
        code.visitVarInsn(ILOAD, 7);
        code.visitInsn(I2D);
        code.visitInsn(DADD);
        code.visitVarInsn(LLOAD, 8);
        code.visitInsn(L2D);
        code.visitInsn(DADD);
    }
}
