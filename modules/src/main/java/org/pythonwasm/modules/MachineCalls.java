package org.pythonwasm.modules;

import java.util.ArrayList;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Routes calls by number, from the host or from interpreted functions. Chicory's machine sends them to its interpreter
 * if Chicory did not compile the function itself; but functions that were compiled here have no body there any more.
 */
final class MachineCalls {
    private static final String CALL = "call";
    private static final String DESCRIPTOR = "(I[J)[J";

    private MachineCalls() {}

    /**
     * Returns the machine's class, changed so that calls of these functions reach their methods.
     *
     * @param compiled functions by number
     */
    static byte[] toMethods(byte[] machine, Set<Integer> compiled) {
        var reader = new ClassReader(machine);
        var writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] thrown) {
                        return !name.equals(CALL) || !descriptor.equals(DESCRIPTOR)
                                ? super.visitMethod(access, name, descriptor, signature, thrown)
                                : new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, thrown) {
                                    @Override
                                    public void visitEnd() {
                                        leave(this, compiled);
                                        accept(writer);
                                    }
                                };
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static void leave(MethodNode call, Set<Integer> compiled) {
        for (AbstractInsnNode node : call.instructions) {
            if (node instanceof LookupSwitchInsnNode interpreted) {
                leave(interpreted, compiled);
            }
        }
    }

    private static void leave(LookupSwitchInsnNode interpreted, Set<Integer> compiled) {
        var keys = new ArrayList<Integer>();
        var labels = new ArrayList<LabelNode>();
        for (int i = 0; i < interpreted.keys.size(); i++) {
            if (!compiled.contains(interpreted.keys.get(i))) {
                keys.add(interpreted.keys.get(i));
                labels.add(interpreted.labels.get(i));
            }
        }
        interpreted.keys = keys;
        interpreted.labels = labels;
    }
}
