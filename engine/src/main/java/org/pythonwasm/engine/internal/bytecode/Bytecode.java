package org.pythonwasm.engine.internal.bytecode;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.pythonwasm.engine.internal.memory.GuestInstance;

/** What all that writes bytecode needs. Stateless. */
public final class Bytecode {
    /** Bytes of a method's code beyond which HotSpot never compiles it (HugeMethodLimit). */
    public static final int HUGE_METHOD = 8_000;

    /** The class that each translated function gets as its last argument. */
    public static final String GUEST = Type.getInternalName(GuestInstance.class);
    public static final String GUEST_DESCRIPTOR = Type.getDescriptor(GuestInstance.class);

    private Bytecode() {
    }

    /** The shortest instruction that pushes the number. */
    public static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) {
            return new InsnNode(ICONST_0 + value);
        }
        if (value == (byte) value) {
            return new IntInsnNode(BIPUSH, value);
        }
        return value == (short) value ? new IntInsnNode(SIPUSH, value) : new LdcInsnNode(value);
    }
}
