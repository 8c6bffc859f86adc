package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Splits the methods behind Chicory's {@code call_indirect}: a switch on the number of the function, with a call and a
 * return in each case, which is too long for HotSpot if many functions share a type. It becomes a search among several
 * methods with a switch each.
 */
final class SplitSwitch {
    private static final int CASES = 192;

    private final MethodNode method;
    private final String owner;
    private final LookupSwitchInsnNode all;
    private final int function;
    private final MethodInsnNode call;
    private final String descriptor;

    private SplitSwitch(MethodNode method, String owner, LookupSwitchInsnNode all) {
        this.method = method;
        this.owner = owner;
        this.all = all;
        this.function = ((VarInsnNode) all.getPrevious()).var;
        this.call = (MethodInsnNode) all.labels.get(0).getNext();
        this.descriptor = call.desc.replace(")", "I)");
    }

    /**
     * Returns the methods that it was split into, besides itself; empty if it is no such method, which then stays
     * unchanged.
     */
    static List<MethodNode> split(MethodNode method, String owner) {
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LookupSwitchInsnNode all && all.labels.size() > CASES && isOfCalls(all)) {
                return new SplitSwitch(method, owner, all).split();
            }
        }
        return List.of();
    }

    private static boolean isOfCalls(LookupSwitchInsnNode all) {
        return all.getPrevious().getOpcode() == ILOAD
                && all.labels.stream()
                        .allMatch(label -> label.getNext() instanceof MethodInsnNode call
                                && call.getOpcode() == INVOKESTATIC
                                && Flow.isReturn(call.getNext()));
    }

    private List<MethodNode> split() {
        var parts = new ArrayList<MethodNode>();
        for (int from = 0; from < all.labels.size(); from += CASES) {
            parts.add(part(parts.size(), from, Math.min(from + CASES, all.labels.size())));
        }
        var search = new InsnList();
        search(search, 0, parts.size());
        method.instructions.remove(all.getPrevious());
        method.instructions.insert(all, search);
        for (LabelNode label : all.labels) {
            method.instructions.remove(label.getNext().getNext());
            method.instructions.remove(label.getNext());
            method.instructions.remove(label);
        }
        method.instructions.remove(all);
        return parts;
    }

    private MethodNode part(int number, int from, int to) {
        var part = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, method.name + "_" + number, descriptor, null, null);
        int slot = 0;
        Type[] arguments = Type.getArgumentTypes(call.desc);
        for (Type argument : arguments) {
            part.visitVarInsn(argument.getOpcode(ILOAD), slot);
            slot += argument.getSize();
        }
        part.visitVarInsn(ILOAD, slot);
        var invalid = new LabelNode();
        var labels = all.labels.subList(from, to).stream()
                .map(label -> new LabelNode())
                .toArray(LabelNode[]::new);
        part.instructions.add(new LookupSwitchInsnNode(
                invalid,
                all.keys.subList(from, to).stream().mapToInt(Integer::intValue).toArray(),
                labels));
        for (int i = from; i < to; i++) {
            part.instructions.add(labels[i - from]);
            part.instructions.add(all.labels.get(i).getNext().clone(Map.of()));
            part.instructions.add(all.labels.get(i).getNext().getNext().clone(Map.of()));
        }
        part.instructions.add(invalid);
        copyError(part.instructions, slot);
        return part;
    }

    /** Copies the code for the case that no function was found. */
    private void copyError(InsnList code, int slot) {
        AbstractInsnNode node = all.dflt;
        do {
            node = node.getNext();
            AbstractInsnNode copy = node.clone(Map.of());
            if (copy instanceof VarInsnNode variable) {
                variable.var = slot;
            }
            code.add(copy);
        } while (node.getOpcode() != ATHROW && !Flow.isReturn(node));
    }

    /** Stack: the arguments. */
    private void search(InsnList code, int from, int to) {
        code.add(new VarInsnNode(ILOAD, function));
        if (to - from == 1) {
            code.add(new MethodInsnNode(INVOKESTATIC, owner, method.name + "_" + from, descriptor, false));
            code.add(new InsnNode(Type.getReturnType(descriptor).getOpcode(IRETURN)));
            return;
        }
        int middle = (from + to) / 2;
        var upper = new LabelNode();
        code.add(Bytecode.push(all.keys.get(middle * CASES)));
        code.add(new JumpInsnNode(IF_ICMPGE, upper));
        search(code, from, middle);
        code.add(upper);
        search(code, middle, to);
    }
}
