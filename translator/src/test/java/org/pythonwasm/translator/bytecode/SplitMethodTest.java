package org.pythonwasm.translator.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.objectweb.asm.Opcodes.*;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.tree.MethodNode;

/** A method of any length does the same after it was split, and a switch too. */
class SplitMethodTest {
    private static final String CLASS = "org/pythonwasm/translator/bytecode/SplitFuncGroup_0";
    private static final String DESCRIPTOR = MethodType.methodType(
                    double.class, int.class, long.class, float.class, double.class, Memory.class, Instance.class)
            .toMethodDescriptorString();
    private static final int LIMIT = 1_500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void split_methods_compute_what_the_whole_ones_do(long seed) throws Throwable {
        MethodNode method = random(seed, 400);
        MethodHandle whole = load(Map.of(CLASS, classOf(method)));
        List<MethodNode> methods = SplitMethod.split(method, CLASS, LIMIT);
        assertTrue(methods.size() > 2);
        for (MethodNode part : methods) {
            assertTrue(Outliner.size(part) <= LIMIT, () -> part.name + " still has " + Outliner.size(part) + " bytes");
        }
        MethodHandle split = load(Map.of(CLASS, classOf(methods.toArray(MethodNode[]::new))));
        assertSameResults(seed, whole, split);
    }

    /** As Chicory hands over what it cannot write into a class. */
    @Test
    void a_function_that_is_too_long_for_the_jvm_takes_the_place_of_its_substitute() throws Throwable {
        MethodNode tooLong = random(77, 6_000);
        assertTrue(Outliner.size(tooLong) > 65_535);
        var substitute = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, tooLong.name, DESCRIPTOR, null, null);
        substitute.visitInsn(DCONST_0);
        substitute.visitInsn(DRETURN);
        var classes = ModuleRewriter.rewrite(Map.of(CLASS, classOf(substitute)), List.of(tooLong));
        assertEquals(2, classes.size());
        MethodHandle cutElsewhere = load(
                Map.of(CLASS, classOf(SplitMethod.split(tooLong, CLASS, LIMIT).toArray(MethodNode[]::new))));
        assertSameResults(77, cutElsewhere, load(classes));
    }

    @Test
    void classes_without_functions_and_long_methods_stay_as_they_are() {
        MethodNode method = random(3, 3);
        method.name = "no_function";
        byte[] code = classOf(method);
        var classes = ModuleRewriter.rewrite(Map.of(CLASS, code), List.of());
        assertEquals(List.of(code), List.copyOf(classes.values()));
    }

    @Test
    void a_switch_over_a_thousand_functions_still_calls_each_of_them() throws Throwable {
        var classes = ModuleRewriter.rewrite(Map.of(CLASS, classOfSwitch(1_000)), List.of());
        var lookup = MethodHandles.privateLookupIn(
                new Loader(classes).loadClass(CLASS.replace('/', '.')), MethodHandles.lookup());
        MethodHandle apply = lookup.findStatic(
                lookup.lookupClass(), "apply", MethodType.methodType(int.class, int.class, int.class));
        for (int function = 0; function < 1_000; function++) {
            assertEquals(5 + function, (int) apply.invoke(5, 3 * function));
            assertEquals(-1, (int) apply.invoke(5, 3 * function + 1));
        }
        assertEquals(-1, (int) apply.invoke(5, -1));
        assertFalse(classes.get(CLASS).length == 0);
        assertTrue(List.of(lookup.lookupClass().getDeclaredMethods()).stream()
                .anyMatch(m -> m.getName().equals("apply_3")));
    }

    private static MethodNode random(long seed, int statements) {
        return new RandomMethod(DESCRIPTOR, 8).build(seed, statements);
    }

    private static void assertSameResults(long seed, MethodHandle expected, MethodHandle actual) throws Throwable {
        var values = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int a = values.nextInt(20) - 10;
            long b = values.nextLong();
            float c = values.nextFloat();
            double d = values.nextDouble();
            assertEquals(
                    (double) expected.invoke(a, b, c, d, (Memory) null, (Instance) null),
                    (double) actual.invoke(a, b, c, d, (Memory) null, (Instance) null),
                    0.0);
        }
    }

    private static byte[] classOf(MethodNode... methods) {
        var writer = newClass();
        for (MethodNode method : methods) {
            method.accept(writer);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static ClassWriter newClass() {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(V11, ACC_PUBLIC, CLASS, null, "java/lang/Object", null);
        return writer;
    }

    /** {@code apply(x, function)} with a case for every third number, each of which calls a function that adds another number. */
    private static byte[] classOfSwitch(int functions) {
        var writer = newClass();
        var apply = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "apply", "(II)I", null, null);
        var invalid = new Label();
        int[] keys = new int[functions];
        Label[] labels = new Label[functions];
        for (int i = 0; i < functions; i++) {
            keys[i] = 3 * i;
            labels[i] = new Label();
            var function = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "func_" + i, "(I)I", null, null);
            function.visitVarInsn(ILOAD, 0);
            function.visitLdcInsn(i);
            function.visitInsn(IADD);
            function.visitInsn(IRETURN);
            function.visitMaxs(0, 0);
        }
        apply.visitVarInsn(ILOAD, 0);
        apply.visitVarInsn(ILOAD, 1);
        apply.visitLookupSwitchInsn(invalid, keys, labels);
        for (int i = 0; i < functions; i++) {
            apply.visitLabel(labels[i]);
            apply.visitMethodInsn(INVOKESTATIC, CLASS, "func_" + i, "(I)I", false);
            apply.visitInsn(IRETURN);
        }
        apply.visitLabel(invalid);
        apply.visitInsn(ICONST_M1);
        apply.visitInsn(IRETURN);
        apply.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static MethodHandle load(Map<String, byte[]> classes) throws ReflectiveOperationException {
        var lookup = MethodHandles.privateLookupIn(
                new Loader(classes).loadClass(CLASS.replace('/', '.')), MethodHandles.lookup());
        return lookup.findStatic(
                lookup.lookupClass(),
                "func_7",
                MethodType.fromMethodDescriptorString(DESCRIPTOR, SplitMethodTest.class.getClassLoader()));
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes = new HashMap<>();

        Loader(Map<String, byte[]> classes) {
            super(SplitMethodTest.class.getClassLoader());
            classes.forEach((name, code) -> this.classes.put(name.replace('/', '.'), code));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = classes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
