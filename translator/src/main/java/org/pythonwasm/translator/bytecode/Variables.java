package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The local variables of a function of Chicory's output, and their places in an array of {@code long}. */
final class Variables {
    /** The place of the function's result; those of the variables follow. */
    static final int RETURNED = 0;

    private final int memory;
    private final Map<Integer, Type> types = new HashMap<>();
    private final Map<Integer, Integer> places = new LinkedHashMap<>();
    private final BitSet unsaved = new BitSet();

    private Variables(int memory) {
        this.memory = memory;
    }

    static Variables of(Flow flow) {
        var variables = new Variables((Type.getArgumentsAndReturnSizes(flow.method().desc) >> 2) - 3);
        for (int i = 0; i < flow.length(); i++) {
            if (flow.node(i) instanceof VarInsnNode variable && !variables.isFixed(variable.var)) {
                variables.note(variable.var, typeOf(variable.getOpcode()));
            } else if (flow.node(i) instanceof IincInsnNode increment) {
                variables.note(increment.var, Type.INT_TYPE);
            }
        }
        variables.unsaved.stream().forEach(variables.places::remove);
        return variables;
    }

    /** Chicory uses some slots for values of several types, while it reorders the operand stack: they are not variables. */
    private void note(int slot, Type type) {
        Type other = types.putIfAbsent(slot, type);
        if (other != null && other != type || type == null) {
            unsaved.set(slot);
        }
        places.putIfAbsent(slot, RETURNED + 1 + places.size());
    }

    /** Returns the type of a load or store; null for references. */
    private static Type typeOf(int opcode) {
        return switch (opcode) {
            case ILOAD, ISTORE -> Type.INT_TYPE;
            case LLOAD, LSTORE -> Type.LONG_TYPE;
            case FLOAD, FSTORE -> Type.FLOAT_TYPE;
            case DLOAD, DSTORE -> Type.DOUBLE_TYPE;
            default -> null;
        };
    }

    /**
     * Returns the slot of the memory; that of the instance is the next. They are the last parameters and never change.
     */
    int memory() {
        return memory;
    }

    boolean isFixed(int slot) {
        return slot == memory || slot == memory + 1;
    }

    boolean isSaved(int slot) {
        return places.containsKey(slot);
    }

    /** Returns the slots that have no place. */
    BitSet unsaved() {
        return unsaved;
    }

    Type type(int slot) {
        return types.get(slot);
    }

    /** Returns the number of longs that the array needs. */
    int length() {
        return RETURNED
                + 1
                + places.values().stream().mapToInt(Integer::intValue).max().orElse(RETURNED);
    }

    void save(InsnList code, int array, int slot, int from) {
        save(code, array, places.get(slot), types.get(slot), from);
    }

    void fetch(InsnList code, int array, int slot) {
        fetch(code, array, places.get(slot), types.get(slot));
    }

    static void save(InsnList code, int array, int place, Type type, int from) {
        code.add(new VarInsnNode(ALOAD, array));
        code.add(Bytecode.push(place));
        code.add(new VarInsnNode(type.getOpcode(ILOAD), from));
        Bytecode.toLong(code, type);
        code.add(new InsnNode(LASTORE));
    }

    static void fetch(InsnList code, int array, int place, Type type) {
        code.add(new VarInsnNode(ALOAD, array));
        code.add(Bytecode.push(place));
        code.add(new InsnNode(LALOAD));
        Bytecode.fromLong(code, type);
    }
}
