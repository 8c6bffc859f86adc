package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The control and data flow of a method: the successors of an instruction, and the local variables that are still
 * needed there.
 */
final class Flow {
    private final MethodNode method;
    private final AbstractInsnNode[] nodes;
    private final Frame<BasicValue>[] frames;
    private final int[][] jumps;
    private final BitSet[] live;

    private Flow(MethodNode method, Frame<BasicValue>[] frames) {
        this.method = method;
        this.nodes = method.instructions.toArray();
        this.frames = frames;
        this.jumps = new int[nodes.length][];
        this.live = new BitSet[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            jumps[i] = jumps(nodes[i]);
        }
        findLive();
    }

    static Flow of(MethodNode method, String owner) {
        try {
            method.maxStack = Math.max(method.maxStack, 1_000);
            return new Flow(method, new Analyzer<>(new BasicInterpreter()).analyze(owner, method));
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(method.name + " is not valid code", e);
        }
    }

    /** For methods of any length: does not reserve a deep stack for each of a hundred thousand instructions. */
    static Flow ofLong(MethodNode method, String owner) {
        try {
            return new Flow(method, new Analyzer<>(new BasicInterpreter()).analyzeAndComputeMaxs(owner, method));
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(method.name + " is not valid code", e);
        }
    }

    MethodNode method() {
        return method;
    }

    int length() {
        return nodes.length;
    }

    AbstractInsnNode node(int index) {
        return nodes[index];
    }

    /** Returns the targets of a jump or switch; empty for others. */
    int[] jumps(int index) {
        return jumps[index];
    }

    /** Returns whether code can be cut here: it is reached, with nothing on the operand stack. */
    boolean isSeam(int index) {
        return index < nodes.length && frames[index] != null && frames[index].getStackSize() == 0;
    }

    boolean isReached(int index) {
        return frames[index] != null;
    }

    /** Returns the slots whose values are read later. */
    BitSet live(int index) {
        return live[index];
    }

    Type typeOf(int index, int slot) {
        return frames[index].getLocal(slot).getType();
    }

    static boolean isReturn(AbstractInsnNode node) {
        return node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN;
    }

    boolean fallsThrough(int index) {
        int opcode = nodes[index].getOpcode();
        return isReached(index)
                && opcode != Opcodes.GOTO
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && opcode != Opcodes.ATHROW
                && !isReturn(nodes[index]);
    }

    static boolean isStore(AbstractInsnNode node) {
        return node.getOpcode() >= Opcodes.ISTORE && node.getOpcode() <= Opcodes.ASTORE;
    }

    private int[] jumps(AbstractInsnNode node) {
        var targets = new ArrayList<LabelNode>();
        if (node instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (node instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
        return indexes(targets);
    }

    private int[] indexes(List<LabelNode> labels) {
        return labels.stream().mapToInt(method.instructions::indexOf).distinct().toArray();
    }

    /** Iterates backwards until nothing changes: two or three rounds. */
    private void findLive() {
        for (int i = 0; i <= nodes.length; i++) {
            live[i] = new BitSet();
        }
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = nodes.length - 1; i >= 0; i--) {
                changed |= updateLive(i);
            }
        }
    }

    private boolean updateLive(int index) {
        var needed = new BitSet();
        if (fallsThrough(index)) {
            needed.or(live[index + 1]);
        }
        for (int target : jumps[index]) {
            needed.or(live[target]);
        }
        if (nodes[index] instanceof VarInsnNode variable) {
            needed.set(variable.var, !isStore(variable));
        } else if (nodes[index] instanceof IincInsnNode increment) {
            needed.set(increment.var);
        }
        if (needed.equals(live[index])) {
            return false;
        }
        live[index] = needed;
        return true;
    }
}
