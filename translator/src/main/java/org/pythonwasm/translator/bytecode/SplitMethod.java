package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Splits a function of Chicory's output, {@code func_N(arguments, Memory, Instance)}, of any length, into methods that
 * the JVM accepts and HotSpot compiles. Each segment is a separate method. The remaining method runs them one after
 * another; each returns the next one. Between segments the local variables are in an array.
 *
 * <p>A segment receives the place at which to begin and returns the place at which to continue: the segment's number
 * shifted by {@link #ENTRY_BITS} and the number of one of its entries, or -1 if the function returned.
 */
final class SplitMethod {
    private static final String TAIL = "Lcom/dylibso/chicory/runtime/Memory;Lcom/dylibso/chicory/runtime/Instance;";
    private static final String SEGMENT = "(I[J" + TAIL + ")I";
    private static final int ENTRY_BITS = 13;
    private static final int MOST_ENTRIES = 1 << ENTRY_BITS;
    /** The slots of each segment: its entry, the array, memory and instance, and then the variables. */
    private static final int ENTRY = 0;

    private static final int FRAME = 1;
    private static final int MEMORY = 2;
    private static final int FIRST_VARIABLE = 4;
    /**
     * Far below HotSpot's limit: short segments are compiled sooner, and those that never run are not compiled at all.
     */
    private static final int LENGTH = 1_500;

    private static final int SHORTEST = 500;

    private final MethodNode method;
    private final String owner;
    private final Flow flow;
    private final Variables variables;
    private final int[] cuts;
    private final List<List<Integer>> entries;
    private final int memory;
    private final Type returned;

    private SplitMethod(MethodNode method, String owner, Flow flow, Variables variables, int[] cuts) {
        this.method = method;
        this.owner = owner;
        this.flow = flow;
        this.variables = variables;
        this.cuts = cuts;
        this.entries = MethodPartition.entries(flow, cuts);
        this.memory = variables.memory();
        this.returned = Type.getReturnType(method.desc);
    }

    /**
     * Returns the replacement of the method, first, and its segments.
     *
     * @param owner the class that receives the segments
     * @param longest the intended length of a segment, in bytes; it is longer if the code cannot be cut accordingly
     */
    static List<MethodNode> split(MethodNode method, String owner, int longest) {
        Flow flow = Flow.ofLong(method, owner);
        var variables = Variables.of(flow);
        int[] offsets = Outliner.offsets(method);
        List<MethodNode> best = null;
        for (int length = Math.min(LENGTH, longest); length >= SHORTEST; length = length * 2 / 3) {
            var split = new SplitMethod(
                    method, owner, flow, variables, MethodPartition.cut(flow, offsets, variables.unsaved(), length));
            if (split.entries.stream().anyMatch(list -> list.size() > MOST_ENTRIES)) {
                continue;
            }
            var methods = split.methods();
            if (best == null || longest(methods) < longest(best)) {
                best = methods;
            }
            if (longest(best) <= longest) {
                break;
            }
        }
        return best;
    }

    private static int longest(List<MethodNode> methods) {
        return methods.stream().mapToInt(Outliner::size).max().orElseThrow();
    }

    private List<MethodNode> methods() {
        var methods = new ArrayList<MethodNode>();
        methods.add(rest());
        for (int segment = 0; segment < entries.size(); segment++) {
            methods.add(new Segment(segment).build());
        }
        return methods;
    }

    private String segmentName(int segment) {
        return "segment_" + segment + "_" + method.name;
    }

    /** Puts the arguments into the array and runs one segment after another. */
    private MethodNode rest() {
        var rest = new MethodNode(ASM9, method.access, method.name, method.desc, null, null);
        InsnList code = rest.instructions;
        int frame = memory + 2;
        int state = memory + 3;
        code.add(Bytecode.push(variables.length()));
        code.add(new IntInsnNode(NEWARRAY, T_LONG));
        code.add(new VarInsnNode(ASTORE, frame));
        int slot = 0;
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            if (variables.isSaved(slot)) {
                variables.save(code, frame, slot, slot);
            }
            slot += argument.getSize();
        }
        code.add(new InsnNode(ICONST_0));
        code.add(new VarInsnNode(ISTORE, state));
        var next = new LabelNode();
        code.add(next);
        LabelNode[] labels = new LabelNode[entries.size()];
        for (int segment = 0; segment < labels.length; segment++) {
            labels[segment] = new LabelNode();
        }
        var end = new LabelNode();
        code.add(new VarInsnNode(ILOAD, state));
        code.add(Bytecode.push(ENTRY_BITS));
        code.add(new InsnNode(ISHR));
        code.add(new TableSwitchInsnNode(0, labels.length - 1, end, labels));
        for (int segment = 0; segment < labels.length; segment++) {
            code.add(labels[segment]);
            code.add(new VarInsnNode(ILOAD, state));
            code.add(Bytecode.push(MOST_ENTRIES - 1));
            code.add(new InsnNode(IAND));
            code.add(new VarInsnNode(ALOAD, frame));
            code.add(new VarInsnNode(ALOAD, memory));
            code.add(new VarInsnNode(ALOAD, memory + 1));
            code.add(new MethodInsnNode(INVOKESTATIC, owner, segmentName(segment), SEGMENT, false));
            code.add(new VarInsnNode(ISTORE, state));
            code.add(new JumpInsnNode(GOTO, next));
        }
        code.add(end);
        if (returned != Type.VOID_TYPE) {
            Variables.fetch(code, frame, Variables.RETURNED, returned);
        }
        code.add(new InsnNode(returned.getOpcode(IRETURN)));
        return rest;
    }

    /** One segment as a method. */
    private final class Segment {
        private final int number;
        private final int start;
        private final int end;
        private final Map<Integer, Integer> slots = new HashMap<>();
        private final Map<Integer, LabelNode> exits = new LinkedHashMap<>();
        private final BitSet used = new BitSet();
        private final BitSet written = new BitSet();
        private final BitSet neededLater = new BitSet();
        private final BitSet neededFirst = new BitSet();
        private int nextSlot = FIRST_VARIABLE;

        Segment(int number) {
            this.number = number;
            this.start = cuts[number];
            this.end = cuts[number + 1];
            slots.put(memory, MEMORY);
            slots.put(memory + 1, MEMORY + 1);
            for (int i = start; i < end; i++) {
                if (flow.isReached(i)) {
                    look(i);
                }
            }
            entries.get(number).forEach(entry -> neededFirst.or(flow.live(entry)));
        }

        private void look(int index) {
            for (int target : flow.jumps(index)) {
                if (target < start || target >= end) {
                    exit(target);
                }
            }
            if (index == end - 1 && flow.fallsThrough(index)) {
                exit(end);
            }
            if (flow.node(index) instanceof VarInsnNode variable && !variables.isFixed(variable.var)) {
                used.set(variable.var);
                written.set(variable.var, written.get(variable.var) || Flow.isStore(variable));
            } else if (flow.node(index) instanceof IincInsnNode increment) {
                used.set(increment.var);
                written.set(increment.var);
            }
        }

        private void exit(int target) {
            exits.computeIfAbsent(target, t -> new LabelNode());
            neededLater.or(flow.live(target));
        }

        MethodNode build() {
            var segment = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, segmentName(number), SEGMENT, null, null);
            used.stream().forEach(slot -> {
                slots.put(slot, nextSlot);
                nextSlot += 2;
            });
            begin(segment.instructions);
            copyBody(segment.instructions);
            addExits(segment.instructions);
            return segment;
        }

        /** The JVM requires a value on every path, even if nobody will read it. */
        private void begin(InsnList code) {
            used.stream().filter(variables::isSaved).forEach(slot -> {
                Type type = variables.type(slot);
                if (neededFirst.get(slot)) {
                    variables.fetch(code, FRAME, slot);
                } else {
                    code.add(new InsnNode(OutlinedRegion.zero(type)));
                }
                code.add(new VarInsnNode(type.getOpcode(ISTORE), slots.get(slot)));
            });
        }

        private void copyBody(InsnList code) {
            var labels = new HashMap<LabelNode, LabelNode>();
            for (int i = start; i < end; i++) {
                if (flow.node(i) instanceof LabelNode label) {
                    labels.put(label, new LabelNode());
                }
            }
            exits.forEach((target, label) -> {
                if (target < flow.length() && flow.node(target) instanceof LabelNode original) {
                    labels.put(original, label);
                }
            });
            List<Integer> own = entries.get(number);
            LabelNode[] doors = new LabelNode[own.size()];
            for (int i = 0; i < doors.length; i++) {
                doors[i] = new LabelNode();
            }
            if (doors.length > 1) {
                code.add(new VarInsnNode(ILOAD, ENTRY));
                code.add(new TableSwitchInsnNode(
                        0, doors.length - 2, doors[doors.length - 1], Arrays.copyOf(doors, doors.length - 1)));
            } else if (own.get(0) != start) {
                code.add(new JumpInsnNode(GOTO, doors[0]));
            }
            for (int i = start, door = 0; i < end; i++) {
                if (door < doors.length && own.get(door) == i) {
                    code.add(doors[door++]);
                }
                copy(i, labels, code);
            }
            if (flow.fallsThrough(end - 1)) {
                code.add(new JumpInsnNode(GOTO, exits.get(end)));
            }
        }

        private void copy(int index, Map<LabelNode, LabelNode> labels, InsnList code) {
            AbstractInsnNode node = flow.node(index);
            if (!flow.isReached(index) && !(node instanceof LabelNode)) {
                return;
            }
            if (Flow.isReturn(node)) {
                copyReturn(code);
                return;
            }
            code.add(Bytecode.copy(node, labels, slots::get));
        }

        /** Stack: the value, if the function has one. */
        private void copyReturn(InsnList code) {
            if (returned != Type.VOID_TYPE) {
                code.add(new VarInsnNode(returned.getOpcode(ISTORE), nextSlot));
                Variables.save(code, FRAME, Variables.RETURNED, returned, nextSlot);
            }
            code.add(new InsnNode(ICONST_M1));
            code.add(new InsnNode(IRETURN));
        }

        /** All exits meet at the code that passes the variables. */
        private void addExits(InsnList code) {
            if (exits.isEmpty()) {
                return;
            }
            var handOver = new LabelNode();
            exits.forEach((target, label) -> {
                int to = MethodPartition.segment(cuts, target);
                code.add(label);
                code.add(Bytecode.push(to << ENTRY_BITS | entries.get(to).indexOf(target)));
                code.add(new JumpInsnNode(GOTO, handOver));
            });
            code.add(handOver);
            written.and(neededLater);
            written.stream().forEach(slot -> variables.save(code, FRAME, slot, slots.get(slot)));
            code.add(new InsnNode(IRETURN));
        }
    }
}
