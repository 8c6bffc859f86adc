package org.pythonwasm.translator;

import static org.objectweb.asm.Opcodes.*;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.pythonwasm.machine.memory.Arithmetic;
import org.pythonwasm.translator.bytecode.Bytecode;
import org.pythonwasm.translator.bytecode.Comparisons;

/**
 * Rewrites one function of Chicory's output, {@code func_N(arguments, Memory, Instance)}, into
 * {@code func_N(arguments, GuestInstance)}: memory accesses become array accesses, the stack pointer a field,
 * interruption checks one field test on back edges only.
 */
final class FunctionRewriter {
    private static final String CHICORY_TAIL =
            "Lcom/dylibso/chicory/runtime/Memory;Lcom/dylibso/chicory/runtime/Instance;)";
    private static final Set<String> GUEST_HELPERS = Set.of(
            "memoryGrow",
            "memoryPages",
            "memoryCopy",
            "memoryFill",
            "throwTrapException",
            "throwOutOfBoundsMemoryAccess",
            "throwIndirectCallTypeMismatch");

    private static final Set<String> OPERATIONS = Arrays.stream(Arithmetic.class.getMethods())
            .map(operation -> operation.getName() + Type.getMethodDescriptor(operation))
            .collect(Collectors.toUnmodifiableSet());

    private record Access(String view, Type type) {}

    private static final Map<String, Access> ACCESSES = Map.ofEntries(
            Map.entry("Byte", new Access(null, Type.BYTE_TYPE)),
            Map.entry("Short", new Access("SHORT", Type.SHORT_TYPE)),
            Map.entry("Int", new Access("INT", Type.INT_TYPE)),
            Map.entry("Long", new Access("LONG", Type.LONG_TYPE)),
            Map.entry("Float", new Access("FLOAT", Type.FLOAT_TYPE)),
            Map.entry("Double", new Access("DOUBLE", Type.DOUBLE_TYPE)));

    private final GuestModule module;
    private final MethodNode method;
    private final String className;
    private final boolean inlineMemory;
    private final int guest;
    private final int addressLocal;
    private final int valueLocal;

    /**
     * @param inlineMemory whether memory accesses are written out; otherwise they are calls of small static methods,
     *     which shorten a long function
     */
    FunctionRewriter(GuestModule module, MethodNode method, String className, boolean inlineMemory) {
        this.module = module;
        this.method = method;
        this.className = className;
        this.inlineMemory = inlineMemory;
        this.guest = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 - 2;
        this.addressLocal = method.maxLocals;
        this.valueLocal = method.maxLocals + 1;
    }

    static boolean isGuestFunction(String descriptor) {
        return descriptor.contains(CHICORY_TAIL);
    }

    static String guestDescriptor(String descriptor) {
        return descriptor.replace(CHICORY_TAIL, Bytecode.GUEST_DESCRIPTOR + ")");
    }

    void rewrite() {
        Comparisons.rewrite(method);
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof VarInsnNode variable && variable.var == guest + 1 && variable.getOpcode() == ALOAD) {
                method.instructions.remove(node);
            } else if (node instanceof MethodInsnNode call) {
                rewriteCall(call);
            }
        }
        method.desc = guestDescriptor(method.desc);
        method.maxLocals += 3;
    }

    private void rewriteCall(MethodInsnNode call) {
        if (call.owner.endsWith("Shaded")) {
            rewriteHelper(call);
        } else if (call.owner.equals(Comparisons.OPCODES)) {
            rewriteOperation(call);
        } else if (call.name.startsWith("func_")) {
            call.desc = guestDescriptor(call.desc);
        } else if (call.name.startsWith("call_indirect_")) {
            method.instructions.remove(previousConstant(call.getPrevious()));
            call.owner = className + "Indirect";
            call.desc = guestDescriptor(call.desc)
                    .replace("II" + Bytecode.GUEST_DESCRIPTOR, "I" + Bytecode.GUEST_DESCRIPTOR);
        }
    }

    private void rewriteOperation(MethodInsnNode call) {
        if (!OPERATIONS.contains(call.name + call.desc)) {
            throw new IllegalArgumentException(method.name + " uses " + call.name + call.desc + ", which "
                    + Arithmetic.class.getName() + " lacks");
        }
        call.owner = Type.getInternalName(Arithmetic.class);
    }

    private void rewriteHelper(MethodInsnNode call) {
        String name = call.name;
        if (name.equals("checkInterruption")) {
            rewriteInterruptionCheck(call);
        } else if (name.startsWith("memoryRead")) {
            rewriteRead(call, ACCESSES.get(name.substring("memoryRead".length())));
        } else if (name.startsWith("memoryWrite")) {
            rewriteWrite(call, ACCESSES.get(name.substring("memoryWrite".length())));
        } else if (name.equals("readGlobal")) {
            rewriteGlobalRead(call);
        } else if (name.equals("writeGlobal")) {
            rewriteGlobalWrite(call);
        } else if (GUEST_HELPERS.contains(name)) {
            call.owner = Bytecode.GUEST;
            call.desc = call.desc.replace("Lcom/dylibso/chicory/runtime/Memory;", Bytecode.GUEST_DESCRIPTOR);
        } else {
            throw new IllegalArgumentException(method.name + " uses " + name + ", which the translation does not know");
        }
    }

    /** Drops the check on calls: endless recursion ends by itself, and an endless loop has a back edge. */
    private void rewriteInterruptionCheck(MethodInsnNode call) {
        AbstractInsnNode after = call.getNext();
        boolean backEdge = after.getOpcode() == GOTO || after.getOpcode() == TABLESWITCH;
        if (backEdge) {
            var skip = new LabelNode();
            var check = new InsnList();
            check.add(new VarInsnNode(ALOAD, guest));
            check.add(new FieldInsnNode(GETFIELD, Bytecode.GUEST, "stop", "Z"));
            check.add(new JumpInsnNode(IFEQ, skip));
            check.add(new VarInsnNode(ALOAD, guest));
            check.add(new MethodInsnNode(INVOKEVIRTUAL, Bytecode.GUEST, "trapStopped", "()V", false));
            check.add(skip);
            method.instructions.insert(call, check);
        }
        method.instructions.remove(call);
    }

    /** Stack: base, offset, memory. */
    private void rewriteRead(MethodInsnNode call, Access access) {
        if (!inlineMemory) {
            toHelper(call);
            return;
        }
        AbstractInsnNode place = call.getNext();
        int offset = takeOffset(call);
        AbstractInsnNode base = place.getPrevious();
        var code = new InsnList();
        if (access.view == null) {
            addOffset(code, offset);
            loadBytes(code);
            code.add(new InsnNode(SWAP));
            code.add(new InsnNode(BALOAD));
        } else if (isSimple(base)) {
            method.instructions.remove(base);
            loadView(code, access);
            loadBytes(code);
            addAddress(code, base, offset);
            invokeView(
                    code,
                    access,
                    "get",
                    Type.getMethodDescriptor(access.type, Type.getType(byte[].class), Type.INT_TYPE));
        } else {
            addOffset(code, offset);
            code.add(new VarInsnNode(ISTORE, addressLocal));
            loadView(code, access);
            loadBytes(code);
            code.add(new VarInsnNode(ILOAD, addressLocal));
            invokeView(
                    code,
                    access,
                    "get",
                    Type.getMethodDescriptor(access.type, Type.getType(byte[].class), Type.INT_TYPE));
        }
        method.instructions.insertBefore(place, code);
    }

    /** Stack: base, value, offset, memory. */
    private void rewriteWrite(MethodInsnNode call, Access access) {
        if (!inlineMemory) {
            toHelper(call);
            return;
        }
        AbstractInsnNode place = call.getNext();
        int offset = takeOffset(call);
        Type local = access.type.getSort() <= Type.INT ? Type.INT_TYPE : access.type;
        var code = new InsnList();
        code.add(new VarInsnNode(local.getOpcode(ISTORE), valueLocal));
        addOffset(code, offset);
        if (access.view == null) {
            loadBytes(code);
            code.add(new InsnNode(SWAP));
            code.add(new VarInsnNode(ILOAD, valueLocal));
            code.add(new InsnNode(BASTORE));
        } else {
            code.add(new VarInsnNode(ISTORE, addressLocal));
            loadView(code, access);
            loadBytes(code);
            code.add(new VarInsnNode(ILOAD, addressLocal));
            code.add(new VarInsnNode(local.getOpcode(ILOAD), valueLocal));
            invokeView(
                    code,
                    access,
                    "set",
                    Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(byte[].class), Type.INT_TYPE, access.type));
        }
        method.instructions.insertBefore(place, code);
    }

    private void toHelper(MethodInsnNode call) {
        call.owner = Bytecode.GUEST;
        call.desc = call.desc.replace("Lcom/dylibso/chicory/runtime/Memory;", Bytecode.GUEST_DESCRIPTOR);
    }

    /** Removes {@code offset; aload memory; call}, returns the offset. */
    private int takeOffset(MethodInsnNode call) {
        AbstractInsnNode memory = call.getPrevious();
        AbstractInsnNode offset = memory.getPrevious();
        int value = constant(offset);
        method.instructions.remove(offset);
        method.instructions.remove(memory);
        method.instructions.remove(call);
        return value;
    }

    /** Returns whether a base can be pushed later than at its place: a local variable or a constant. */
    private static boolean isSimple(AbstractInsnNode base) {
        return base.getOpcode() == ILOAD || isConstant(base);
    }

    private static void addAddress(InsnList code, AbstractInsnNode base, int offset) {
        if (isConstant(base)) {
            code.add(Bytecode.push(constant(base) + offset));
        } else {
            code.add(base);
            addOffset(code, offset);
        }
    }

    private static void addOffset(InsnList code, int offset) {
        if (offset != 0) {
            code.add(Bytecode.push(offset));
            code.add(new InsnNode(IADD));
        }
    }

    private void loadBytes(InsnList code) {
        code.add(new VarInsnNode(ALOAD, guest));
        code.add(new FieldInsnNode(GETFIELD, Bytecode.GUEST, "bytes", "[B"));
    }

    private static void loadView(InsnList code, Access access) {
        code.add(new FieldInsnNode(GETSTATIC, Bytecode.GUEST, access.view, "Ljava/lang/invoke/VarHandle;"));
    }

    private static void invokeView(InsnList code, Access access, String operation, String descriptor) {
        code.add(new MethodInsnNode(INVOKEVIRTUAL, "java/lang/invoke/VarHandle", operation, descriptor, false));
    }

    /**
     * Replaces {@code index; aload instance; readGlobal; l2i} by a field read, or by the constant of an immutable
     * global. The load of the instance has already been removed.
     */
    private void rewriteGlobalRead(MethodInsnNode call) {
        int global = constant(call.getPrevious());
        method.instructions.remove(call.getPrevious());
        method.instructions.remove(call.getNext());
        var code = new InsnList();
        if (global == 0) {
            code.add(new VarInsnNode(ALOAD, guest));
            code.add(new FieldInsnNode(GETFIELD, Bytecode.GUEST, "stackPointer", "I"));
        } else {
            code.add(Bytecode.push(module.constantGlobal(global)));
        }
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    /** {@code value; i2l; index; aload instance; writeGlobal}. */
    private void rewriteGlobalWrite(MethodInsnNode call) {
        requireStackPointer(call.getPrevious());
        AbstractInsnNode widen = call.getPrevious().getPrevious();
        if (widen.getOpcode() != I2L) {
            throw new IllegalArgumentException(method.name + ": unexpected form of a global's write");
        }
        method.instructions.remove(call.getPrevious());
        method.instructions.remove(widen);
        var code = new InsnList();
        code.add(new VarInsnNode(ALOAD, guest));
        code.add(new InsnNode(SWAP));
        code.add(new FieldInsnNode(PUTFIELD, Bytecode.GUEST, "stackPointer", "I"));
        method.instructions.insertBefore(call, code);
        method.instructions.remove(call);
    }

    private void requireStackPointer(AbstractInsnNode index) {
        if (constant(index) != 0) {
            throw new IllegalArgumentException(method.name + " uses global " + constant(index) + ", only 0 is known");
        }
    }

    private static AbstractInsnNode previousConstant(AbstractInsnNode memory) {
        AbstractInsnNode index = memory.getPrevious();
        constant(index);
        return index;
    }

    private static boolean isConstant(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        return opcode >= ICONST_M1 && opcode <= ICONST_5
                || opcode == BIPUSH
                || opcode == SIPUSH
                || node instanceof LdcInsnNode ldc && ldc.cst instanceof Integer;
    }

    private static int constant(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        if (opcode >= ICONST_M1 && opcode <= ICONST_5) {
            return opcode - ICONST_0;
        }
        if (opcode == BIPUSH || opcode == SIPUSH) {
            return ((IntInsnNode) node).operand;
        }
        if (node instanceof LdcInsnNode ldc && ldc.cst instanceof Integer value) {
            return value;
        }
        throw new IllegalArgumentException("a constant was expected, found opcode " + opcode);
    }
}
