package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Moves one region of a method to a separate method. Parameters are passed as arguments; results, and a value that the
 * region returns, are passed through {@code GuestInstance.spill}, which is read before anything else runs. The result
 * of the new method identifies the exit of the region.
 */
final class OutlinedRegion {
    /** Filled in when the class of the method is known. */
    private static final String OWNER = "";

    private final Flow flow;
    private final Region region;
    private final String name;
    private final MethodNode method;
    private final int guest;
    private final Type returned;
    private final List<Integer> parameters;
    private final Map<Integer, Type> results = new LinkedHashMap<>();
    private final Map<Integer, Integer> slots = new HashMap<>();
    private final List<LabelNode> exits = new ArrayList<>();
    private final List<LabelNode> trampolines = new ArrayList<>();
    private final boolean returns;
    private int nextSlot;

    OutlinedRegion(Flow flow, Region region, String name) {
        this.flow = flow;
        this.region = region;
        this.name = name;
        this.method = flow.method();
        this.guest = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 2;
        this.returned = Type.getReturnType(method.desc);
        this.parameters =
                region.parameters().stream().filter(slot -> slot != guest).toList();
        this.returns = IntStream.range(region.start(), region.end()).anyMatch(i -> Flow.isReturn(flow.node(i)));
        region.results().forEach(slot -> results.put(slot, typeOfResult(slot)));
        for (int exit : region.exits()) {
            exits.add(labelAt(exit));
            trampolines.add(new LabelNode());
        }
    }

    private LabelNode labelAt(int exit) {
        if (exit < flow.length() && flow.node(exit) instanceof LabelNode label) {
            return label;
        }
        var label = new LabelNode();
        method.instructions.insert(flow.node(exit - 1), label);
        return label;
    }

    private Type typeOfResult(int slot) {
        int exit = region.exits().stream()
                .filter(e -> flow.live(e).get(slot))
                .findFirst()
                .orElseThrow();
        return flow.typeOf(exit, slot);
    }

    /** Replaces the region by a call and returns the called method. */
    MethodNode move() {
        var part = new MethodNode(ASM9, ACC_PUBLIC | ACC_STATIC, name, descriptor(), null, null);
        assignParameters(part.instructions);
        initialiseResults(part.instructions);
        copyBody(part.instructions);
        addTrampolines(part.instructions);
        part.maxLocals = nextSlot;
        part.maxStack = method.maxStack;
        replaceByCall();
        return part;
    }

    /** Returns whether the result identifies the exit, which is unnecessary if there is only one. */
    private boolean saysExit() {
        return exits.size() + (returns ? 1 : 0) > 1;
    }

    private String descriptor() {
        var arguments = new StringBuilder("(");
        parameters.forEach(slot -> arguments.append(typeOfParameter(slot).getDescriptor()));
        return arguments
                .append(Bytecode.GUEST_DESCRIPTOR)
                .append(saysExit() ? ")I" : ")V")
                .toString();
    }

    private Type typeOfParameter(int slot) {
        return flow.typeOf(region.start(), slot);
    }

    private void assignParameters(InsnList code) {
        var shared = new LinkedHashMap<Integer, Integer>();
        for (int slot : parameters) {
            (isShared(slot) ? shared : slots).put(slot, nextSlot);
            nextSlot += typeOfParameter(slot).getSize();
        }
        slots.put(guest, nextSlot++);
        shared.forEach((slot, argument) -> {
            var type = typeOfParameter(slot);
            code.add(new VarInsnNode(type.getOpcode(ILOAD), argument));
            code.add(new VarInsnNode(type.getOpcode(ISTORE), slot(slot)));
        });
    }

    /** Whether a narrow parameter's variable is later used for a wide value, which would reach into the next argument. */
    private boolean isShared(int slot) {
        return typeOfParameter(slot).getSize() == 1
                && IntStream.range(region.start(), region.end())
                        .anyMatch(i -> flow.node(i) instanceof VarInsnNode variable
                                && variable.var == slot
                                && isWide(variable.getOpcode()));
    }

    private static boolean isWide(int opcode) {
        return opcode == LLOAD || opcode == DLOAD || opcode == LSTORE || opcode == DSTORE;
    }

    private int slot(int original) {
        return slots.computeIfAbsent(original, s -> newSlot());
    }

    private int newSlot() {
        nextSlot += 2;
        return nextSlot - 2;
    }

    /** The JVM requires a value on every path, even if nobody will read it. */
    private void initialiseResults(InsnList code) {
        results.forEach((slot, type) -> {
            if (!parameters.contains(slot)) {
                code.add(new InsnNode(zero(type)));
                code.add(new VarInsnNode(type.getOpcode(ISTORE), slot(slot)));
            }
        });
    }

    static int zero(Type type) {
        return switch (type.getSort()) {
            case Type.LONG -> LCONST_0;
            case Type.FLOAT -> FCONST_0;
            case Type.DOUBLE -> DCONST_0;
            default -> ICONST_0;
        };
    }

    /** Labels inside, including the one at the start, belong to the part; those outside become exits. */
    private void copyBody(InsnList code) {
        var labels = new HashMap<LabelNode, LabelNode>();
        for (int i = region.start(); i < region.end(); i++) {
            if (flow.node(i) instanceof LabelNode label) {
                labels.put(label, new LabelNode());
            }
        }
        for (int i = 0; i < exits.size(); i++) {
            labels.put(exits.get(i), trampolines.get(i));
        }
        for (int i = region.start(); i < region.end(); i++) {
            copy(i, labels, code);
        }
        if (flow.fallsThrough(region.end() - 1)) {
            code.add(new JumpInsnNode(GOTO, trampolines.get(region.exits().indexOf(region.end()))));
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
        code.add(Bytecode.copy(node, labels, this::slot));
    }

    /** Stack: the value, if the method has one. */
    private void copyReturn(InsnList code) {
        if (returned != Type.VOID_TYPE) {
            int value = newSlot();
            code.add(new VarInsnNode(returned.getOpcode(ISTORE), value));
            spill(code, 0, value, returned);
        }
        if (saysExit()) {
            code.add(Bytecode.push(exits.size()));
        }
        code.add(new InsnNode(saysExit() ? IRETURN : RETURN));
    }

    /** All exits meet at the code that passes the results. */
    private void addTrampolines(InsnList code) {
        if (exits.isEmpty()) {
            return;
        }
        var handOver = new LabelNode();
        int exitSlot = newSlot();
        for (int exit = 0; exit < exits.size(); exit++) {
            code.add(trampolines.get(exit));
            code.add(Bytecode.push(exit));
            code.add(new VarInsnNode(ISTORE, exitSlot));
            code.add(new JumpInsnNode(GOTO, handOver));
        }
        code.add(handOver);
        int[] index = {0};
        results.forEach((slot, type) -> spill(code, index[0]++, slot(slot), type));
        if (saysExit()) {
            code.add(new VarInsnNode(ILOAD, exitSlot));
        }
        code.add(new InsnNode(saysExit() ? IRETURN : RETURN));
    }

    private void spill(InsnList code, int index, int slot, Type type) {
        loadSpill(code, slots.get(guest), index);
        code.add(new VarInsnNode(type.getOpcode(ILOAD), slot));
        Bytecode.toLong(code, type);
        code.add(new InsnNode(LASTORE));
    }

    private void unspill(InsnList code, int index, Type type) {
        loadSpill(code, guest, index);
        code.add(new InsnNode(LALOAD));
        Bytecode.fromLong(code, type);
    }

    private static void loadSpill(InsnList code, int guestSlot, int index) {
        code.add(new VarInsnNode(ALOAD, guestSlot));
        code.add(new FieldInsnNode(GETFIELD, Bytecode.GUEST, "spill", "[J"));
        code.add(Bytecode.push(index));
    }

    /** A label at the region's start stays, because other code jumps there. */
    private void replaceByCall() {
        var call = new InsnList();
        parameters.forEach(
                slot -> call.add(new VarInsnNode(typeOfParameter(slot).getOpcode(ILOAD), slot)));
        call.add(new VarInsnNode(ALOAD, guest));
        call.add(new MethodInsnNode(INVOKESTATIC, OWNER, name, descriptor(), false));
        addContinuation(call);
        AbstractInsnNode last = flow.node(region.end() - 1);
        method.instructions.insert(last, call);
        int first = flow.node(region.start()) instanceof LabelNode ? region.start() + 1 : region.start();
        for (int i = first; i < region.end(); i++) {
            method.instructions.remove(flow.node(i));
        }
    }

    /** Stack: the exit's number, if the part returns it. */
    private void addContinuation(InsnList call) {
        if (!exits.isEmpty()) {
            int[] index = {0};
            results.forEach((slot, type) -> {
                unspill(call, index[0]++, type);
                call.add(new VarInsnNode(type.getOpcode(ISTORE), slot));
            });
        }
        var returnedLabel = new LabelNode();
        if (saysExit()) {
            var targets = new ArrayList<>(exits);
            if (returns) {
                targets.add(returnedLabel);
            }
            LabelNode other = targets.remove(targets.size() - 1);
            call.add(new TableSwitchInsnNode(0, targets.size() - 1, other, targets.toArray(LabelNode[]::new)));
        } else if (!returns) {
            addOnlyContinuation(call);
        }
        if (returns) {
            call.add(returnedLabel);
            if (returned != Type.VOID_TYPE) {
                unspill(call, 0, returned);
            }
            call.add(new InsnNode(returned.getOpcode(IRETURN)));
        }
    }

    private void addOnlyContinuation(InsnList call) {
        if (exits.isEmpty()) {
            call.add(new InsnNode(ACONST_NULL));
            call.add(new InsnNode(ATHROW));
        } else {
            call.add(new JumpInsnNode(GOTO, exits.get(0)));
        }
    }
}
