package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.pythonwasm.machine.memory.UnsignedOrder;

/**
 * Replaces a comparison that Chicory leaves to a method, followed by a branch on its result, by a conditional jump of
 * the JVM. It is shorter, and each jump has a separate profile: a shared comparison gives the JVM's compiler no
 * information about a single branch.
 */
public final class Comparisons {
    /** The class whose methods Chicory's code calls for operations on numbers. */
    public static final String OPCODES = "com/dylibso/chicory/runtime/OpcodeImpl";

    private static final String UNSIGNED_ORDER = Type.getInternalName(UnsignedOrder.class);
    private static final String NOT = "I32_EQZ";

    /**
     * @param compare leaves an int to compare with zero; empty if the jump compares two ints itself
     * @param jump taken if the comparison holds
     */
    private record Comparison(List<AbstractInsnNode> compare, int jump) {}

    private static final Map<String, Integer> SIGNED = Map.of(
            "I32_EQ",
            IF_ICMPEQ,
            "I32_NE",
            IF_ICMPNE,
            "I32_LT_S",
            IF_ICMPLT,
            "I32_GT_S",
            IF_ICMPGT,
            "I32_LE_S",
            IF_ICMPLE,
            "I32_GE_S",
            IF_ICMPGE);
    private static final Map<String, Integer> UNSIGNED =
            Map.of("i32_lt_u", IFLT, "i32_gt_u", IFGT, "i32_le_u", IFLE, "i32_ge_u", IFGE);
    private static final Map<String, Integer> LONG = Map.of(
            "I64_EQ", IFEQ, "I64_NE", IFNE, "I64_LT_S", IFLT, "I64_GT_S", IFGT, "I64_LE_S", IFLE, "I64_GE_S", IFGE);

    private Comparisons() {}

    public static void rewrite(MethodNode method) {
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof MethodInsnNode call) {
                makeSafe(call);
            } else if (node instanceof JumpInsnNode jump && (jump.getOpcode() == IFNE || jump.getOpcode() == IFEQ)) {
                fuse(method, jump);
            }
        }
    }

    private static void fuse(MethodNode method, JumpInsnNode jump) {
        boolean whenTrue = jump.getOpcode() == IFNE;
        AbstractInsnNode before = jump.getPrevious();
        while (isHelper(before) && ((MethodInsnNode) before).name.equals(NOT)) {
            AbstractInsnNode negation = before;
            before = before.getPrevious();
            method.instructions.remove(negation);
            whenTrue = !whenTrue;
        }
        jump.setOpcode(whenTrue ? IFNE : IFEQ);
        Comparison comparison = isHelper(before) ? comparison(((MethodInsnNode) before).name) : null;
        if (comparison != null) {
            comparison.compare.forEach(node -> method.instructions.insertBefore(jump, node));
            method.instructions.remove(before);
            jump.setOpcode(whenTrue ? comparison.jump : negated(comparison.jump));
        }
    }

    private static boolean isHelper(AbstractInsnNode node) {
        return node instanceof MethodInsnNode call && (call.owner.equals(OPCODES) || call.owner.equals(UNSIGNED_ORDER));
    }

    /** Replaces Chicory's unsigned comparisons, even without a following jump, by {@link UnsignedOrder}. */
    private static void makeSafe(MethodInsnNode call) {
        String name = call.name.toLowerCase(Locale.ROOT);
        if (UNSIGNED.containsKey(name)) {
            call.owner = UNSIGNED_ORDER;
            call.name = name;
        }
    }

    private static Comparison comparison(String name) {
        if (SIGNED.containsKey(name)) {
            return new Comparison(List.of(), SIGNED.get(name));
        }
        if (UNSIGNED.containsKey(name)) {
            return new Comparison(
                    List.of(unsignedDifference(), new InsnNode(LCONST_0), new InsnNode(LCMP)), UNSIGNED.get(name));
        }
        return LONG.containsKey(name) ? new Comparison(List.of(new InsnNode(LCMP)), LONG.get(name)) : null;
    }

    private static AbstractInsnNode unsignedDifference() {
        return new MethodInsnNode(INVOKESTATIC, UNSIGNED_ORDER, "difference", "(II)J", false);
    }

    /** Returns the opposite jump; the JVM numbers each jump next to its opposite. */
    private static int negated(int jump) {
        return jump % 2 == IFEQ % 2 ? jump + 1 : jump - 1;
    }
}
