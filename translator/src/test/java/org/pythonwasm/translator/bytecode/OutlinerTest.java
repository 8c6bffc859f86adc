package org.pythonwasm.translator.bytecode;

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
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodNode;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.wasi.RequestStreams;
import org.pythonwasm.machine.wasi.Wasi;

/** A long method does the same after it was cut. */
class OutlinerTest {
    private static final String OWNER = "org/pythonwasm/translator/bytecode/Cut";
    private static final String DESCRIPTOR = "(IJFD" + Bytecode.GUEST_DESCRIPTOR + ")D";
    private static final int LIMIT = 700;

    @Test
    void a_short_method_stays_whole() {
        MethodNode method = new RandomMethod(DESCRIPTOR, 7).build(1, 3);
        assertEquals(List.of(), Outliner.shorten(method, OWNER, 8_000));
    }

    /** Arithmetic on locals of every type with loops, forward jumps, switches and early returns, made up from a seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void cut_methods_compute_what_the_whole_ones_do(long seed) throws Throwable {
        MethodNode method = new RandomMethod(DESCRIPTOR, 7).build(seed, 120);
        MethodHandle whole = load(method, List.of());
        List<MethodNode> parts = Outliner.shorten(method, OWNER, LIMIT);
        assertFalse(parts.isEmpty());
        assertTrue(Outliner.size(method) <= LIMIT, () -> "still " + Outliner.size(method) + " bytes");
        MethodHandle cut = load(method, parts);
        var guest = new GuestInstance(
                new byte[GuestInstance.PAGE],
                1,
                0,
                GuestInstance.PAGE,
                new Wasi(new RequestStreams(), () -> new byte[0], Grants.NONE, List.of()));
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
        return lookup.findStatic(
                lookup.lookupClass(),
                method.name,
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
}
