package org.pythonwasm.translator.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodInsnNode;
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
        assertComputesTheSame(new RandomMethod(DESCRIPTOR, 7).build(seed, 120), LIMIT);
    }

    /** Not only the regions that are worth it: such as one that begins between a store and its load. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_method_without_any_of_its_regions_computes_the_same(long seed) throws Throwable {
        MethodHandle whole = load(new RandomMethod(DESCRIPTOR, 7).build(seed, 60), List.of());
        int regions = regions(new RandomMethod(DESCRIPTOR, 7).build(seed, 60)).size();
        assertTrue(regions > 400);
        for (int i = 0; i < regions; i++) {
            MethodNode method = new RandomMethod(DESCRIPTOR, 7).build(seed, 60);
            var region = regions(method).get(i);
            var part = new OutlinedRegion(Flow.of(method, OWNER), region, "region_0_func_7").move();
            assertSame(whole, load(method, List.of(part)), 3);
        }
    }

    private static List<Region> regions(MethodNode method) {
        var flow = Flow.of(method, OWNER);
        return IntStream.of(40, 70, 110, 170, 250, 7_000)
                .boxed()
                .flatMap(longest -> Region.candidates(flow, Outliner.offsets(method), 20, longest).stream())
                .distinct()
                .toList();
    }

    private static void assertComputesTheSame(MethodNode method, int limit) throws Throwable {
        MethodHandle whole = load(method, List.of());
        List<MethodNode> parts = Outliner.shorten(method, OWNER, limit);
        assertFalse(parts.isEmpty());
        assertTrue(Outliner.size(method) <= limit, () -> "still " + Outliner.size(method) + " bytes");
        assertSame(whole, load(method, parts), 200);
    }

    private static void assertSame(MethodHandle whole, MethodHandle cut, int times) throws Throwable {
        var guest = new GuestInstance(
                new byte[GuestInstance.PAGE],
                1,
                0,
                GuestInstance.PAGE,
                new Wasi(new RequestStreams(), () -> new byte[0], Grants.NONE, List.of()));
        var values = new Random(1);
        for (int i = 0; i < times; i++) {
            int a = values.nextInt(20) - 10;
            long b = values.nextLong();
            float c = values.nextFloat();
            double d = values.nextDouble();
            assertEquals((double) whole.invoke(a, b, c, d, guest), (double) cut.invoke(a, b, c, d, guest), 0.0);
        }
    }

    /** The first compiler takes no method with so many, however short it is. */
    @Test
    void accesses_of_the_memory_count_more_than_their_bytes() {
        var code = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, "func_7", DESCRIPTOR, null, null);
        for (int i = 0; i < 200; i++) {
            code.visitFieldInsn(GETSTATIC, Bytecode.GUEST, "INT", "Ljava/lang/invoke/VarHandle;");
            code.visitVarInsn(ALOAD, 6);
            code.visitFieldInsn(GETFIELD, Bytecode.GUEST, "bytes", "[B");
            code.visitVarInsn(ILOAD, 0);
            code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/VarHandle", "get", "([BI)I", false);
            code.visitVarInsn(ISTORE, 0);
        }
        code.visitInsn(DCONST_0);
        code.visitInsn(DRETURN);
        code.visitMaxs(3, 7);
        assertTrue(Outliner.size(code) < 3_000);
        var parts = new ArrayList<>(Outliner.shorten(code, OWNER, 8_000));
        parts.add(code);
        for (var part : parts) {
            long accesses = StreamSupport.stream(part.instructions.spliterator(), false)
                    .filter(node -> node instanceof MethodInsnNode call && call.name.equals("get"))
                    .count();
            assertTrue(accesses < 100, () -> part.name + " has " + accesses);
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
