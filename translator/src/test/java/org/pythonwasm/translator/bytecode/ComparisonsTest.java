package org.pythonwasm.translator.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.objectweb.asm.Opcodes.*;

import com.dylibso.chicory.runtime.OpcodeImpl;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Every comparison of Chicory's answers as before when it is rewritten, before a jump and elsewhere. */
class ComparisonsTest {
    private static final String CLASS = ComparisonsTest.class.getPackageName().replace('.', '/') + "/FuncGroup_0";
    private static final String OPCODES = Type.getInternalName(OpcodeImpl.class);
    private static final List<Long> EDGES = List.of(
            0L,
            1L,
            2L,
            -1L,
            -2L,
            63L,
            -64L,
            1L << 31,
            (1L << 31) - 1,
            (1L << 31) + 1,
            1L << 32,
            0xFFFF_FFFFL,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1);

    /** What follows a comparison. */
    private enum Use {
        VALUE,
        JUMP_IF,
        JUMP_UNLESS,
        JUMP_IF_NOT,
        JUMP_UNLESS_NOT
    }

    static Stream<Method> comparisons() {
        return Arrays.stream(OpcodeImpl.class.getDeclaredMethods())
                .filter(method -> method.getName().matches("I(32|64)_(EQ|NE|[LG][TE]_[SU])"));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void a_rewritten_comparison_answers_as_before(Method comparison) throws Throwable {
        for (Use use : Use.values()) {
            byte[] code = code(comparison, use);
            byte[] rewritten =
                    ModuleRewriter.rewrite(Map.of(CLASS, code), List.of()).get(CLASS);
            assertFalse(
                    comparison.getName().matches("I32_.*U") && calls(rewritten, comparison),
                    "still calls " + comparison);
            MethodHandle before = load(code, comparison);
            MethodHandle after = load(rewritten, comparison);
            boolean isInt = comparison.getParameterTypes()[0] == int.class;
            for (long a : EDGES) {
                for (long b : EDGES) {
                    Object x = isInt ? (Object) (int) a : (Object) a;
                    Object y = isInt ? (Object) (int) b : (Object) b;
                    assertEquals(
                            before.invoke(x, y), after.invoke(x, y), () -> comparison + " " + use + " " + x + ", " + y);
                }
            }
        }
    }

    private static byte[] code(Method comparison, Use use) {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(V11, ACC_PUBLIC, CLASS, null, "java/lang/Object", null);
        Type operand = Type.getType(comparison.getParameterTypes()[0]);
        var method =
                writer.visitMethod(ACC_PUBLIC | ACC_STATIC, "func_0", Type.getMethodDescriptor(comparison), null, null);
        method.visitVarInsn(operand.getOpcode(ILOAD), 0);
        method.visitVarInsn(operand.getOpcode(ILOAD), operand.getSize());
        method.visitMethodInsn(
                INVOKESTATIC, OPCODES, comparison.getName(), Type.getMethodDescriptor(comparison), false);
        if (use == Use.JUMP_IF_NOT || use == Use.JUMP_UNLESS_NOT) {
            method.visitMethodInsn(INVOKESTATIC, OPCODES, "I32_EQZ", "(I)I", false);
        }
        if (use != Use.VALUE) {
            var jumped = new Label();
            method.visitJumpInsn(use == Use.JUMP_IF || use == Use.JUMP_IF_NOT ? IFNE : IFEQ, jumped);
            method.visitIntInsn(BIPUSH, 10);
            method.visitInsn(IRETURN);
            method.visitLabel(jumped);
            method.visitIntInsn(BIPUSH, 20);
        }
        method.visitInsn(IRETURN);
        method.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean calls(byte[] code, Method comparison) {
        var node = new ClassNode();
        new ClassReader(code).accept(node, 0);
        return node.methods.stream()
                .flatMap(method -> Arrays.stream(method.instructions.toArray()))
                .anyMatch(insn -> insn instanceof MethodInsnNode call
                        && call.owner.equals(OPCODES)
                        && call.name.equals(comparison.getName()));
    }

    private static MethodHandle load(byte[] code, Method comparison) throws ReflectiveOperationException {
        var lookup = MethodHandles.lookup().defineHiddenClass(code, true);
        return lookup.findStatic(
                lookup.lookupClass(), "func_0", MethodType.methodType(int.class, comparison.getParameterTypes()));
    }
}
