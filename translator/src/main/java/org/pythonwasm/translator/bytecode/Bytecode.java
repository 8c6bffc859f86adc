package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.pythonwasm.machine.memory.GuestInstance;

/** Shared helpers for writing bytecode. Stateless. */
public final class Bytecode {
    /** Bytes of a method's code beyond which HotSpot never compiles it (HugeMethodLimit). */
    public static final int HUGE_METHOD = 8_000;

    /** The class that each translated function receives as its last argument. */
    public static final String GUEST = Type.getInternalName(GuestInstance.class);

    public static final String GUEST_DESCRIPTOR = Type.getDescriptor(GuestInstance.class);

    private Bytecode() {}

    /** Returns the shortest instruction that pushes the number. */
    public static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) {
            return new InsnNode(ICONST_0 + value);
        }
        if (value == (byte) value) {
            return new IntInsnNode(BIPUSH, value);
        }
        return value == (short) value ? new IntInsnNode(SIPUSH, value) : new LdcInsnNode(value);
    }

    /** Returns a copy of the instruction for another method, which has other labels and other variable slots. */
    static AbstractInsnNode copy(AbstractInsnNode node, Map<LabelNode, LabelNode> labels, IntUnaryOperator slot) {
        AbstractInsnNode copy = node.clone(labels);
        if (copy instanceof VarInsnNode variable) {
            variable.var = slot.applyAsInt(variable.var);
        } else if (copy instanceof IincInsnNode increment) {
            increment.var = slot.applyAsInt(increment.var);
        }
        return copy;
    }

    /** Converts the value of that type on the stack to a long with the same bits. */
    static void toLong(InsnList code, Type type) {
        switch (type.getSort()) {
            case Type.LONG -> {}
            case Type.DOUBLE -> code.add(bits("java/lang/Double", "doubleToRawLongBits", "(D)J"));
            case Type.FLOAT -> {
                code.add(bits("java/lang/Float", "floatToRawIntBits", "(F)I"));
                code.add(new InsnNode(I2L));
            }
            default -> code.add(new InsnNode(I2L));
        }
    }

    /** Converts the long on the stack to a value of that type, the inverse of {@link #toLong}. */
    static void fromLong(InsnList code, Type type) {
        switch (type.getSort()) {
            case Type.LONG -> {}
            case Type.DOUBLE -> code.add(bits("java/lang/Double", "longBitsToDouble", "(J)D"));
            case Type.FLOAT -> {
                code.add(new InsnNode(L2I));
                code.add(bits("java/lang/Float", "intBitsToFloat", "(I)F"));
            }
            default -> code.add(new InsnNode(L2I));
        }
    }

    private static AbstractInsnNode bits(String owner, String name, String descriptor) {
        return new MethodInsnNode(INVOKESTATIC, owner, name, descriptor, false);
    }
}
