package org.pythonwasm.translator;

import static org.objectweb.asm.Opcodes.*;

import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.translator.bytecode.Bytecode;

/**
 * The class behind {@code call_indirect}: one method per function type, which switches on the table index itself. The
 * guest never changes its table, so neither table nor type is checked at run time; only functions in the table have a
 * case. A type with many functions gets a switch of switches, because HotSpot never compiles a method over 8,000 bytes.
 */
final class IndirectCalls {
    private static final int CASES_A_METHOD = 128;

    private final GuestModule module;
    private final String className;
    private final IntFunction<String> ownerOfFunction;

    IndirectCalls(GuestModule module, String className, IntFunction<String> ownerOfFunction) {
        this.module = module;
        this.className = className + "Indirect";
        this.ownerOfFunction = ownerOfFunction;
    }

    String className() {
        return className;
    }

    byte[] generate() {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(V11, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, className, null, "java/lang/Object", null);
        for (int type = 0; type < module.wasm().typeSection().typeCount(); type++) {
            emitType(writer, type);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void emitType(ClassWriter writer, int typeIndex) {
        FunctionType type = module.type(typeIndex);
        var entries = new TreeMap<Integer, Integer>();
        module.table().forEach((index, function) -> {
            if (module.functionType(function).equals(type)) {
                entries.put(index, function);
            }
        });
        String name = "call_indirect_" + typeIndex;
        if (entries.size() <= CASES_A_METHOD) {
            emitSwitch(writer, name, type, entries);
            return;
        }
        List<Map<Integer, Integer>> chunks = chunks(entries);
        for (int i = 0; i < chunks.size(); i++) {
            emitSwitch(writer, name + "_" + i, type, chunks.get(i));
        }
        emitChunkSwitch(writer, name, type, chunks);
    }

    private static List<Map<Integer, Integer>> chunks(TreeMap<Integer, Integer> entries) {
        var chunks = new ArrayList<Map<Integer, Integer>>();
        for (var entry : entries.entrySet()) {
            if (chunks.isEmpty() || chunks.get(chunks.size() - 1).size() == CASES_A_METHOD) {
                chunks.add(new TreeMap<>());
            }
            chunks.get(chunks.size() - 1).put(entry.getKey(), entry.getValue());
        }
        return chunks;
    }

    private void emitSwitch(ClassWriter writer, String name, FunctionType type, Map<Integer, Integer> entries) {
        var method = begin(writer, name, type);
        int[] keys = entries.keySet().stream().mapToInt(Integer::intValue).toArray();
        Label[] labels = labels(keys.length);
        var invalid = new Label();
        int slots = JvmTypes.slots(type);
        method.visitVarInsn(ILOAD, slots);
        method.visitLookupSwitchInsn(invalid, keys, labels);
        for (int i = 0; i < keys.length; i++) {
            int function = entries.get(keys[i]);
            method.visitLabel(labels[i]);
            loadArguments(method, type);
            method.visitVarInsn(ALOAD, slots + 1);
            method.visitMethodInsn(
                    INVOKESTATIC,
                    ownerOfFunction.apply(function),
                    "func_" + function,
                    JvmTypes.descriptor(type),
                    false);
            method.visitInsn(JvmTypes.result(type).getOpcode(IRETURN));
        }
        method.visitLabel(invalid);
        emitMismatch(method);
    }

    /** Chunks are ranges of table indexes: a few comparisons find the right one. */
    private void emitChunkSwitch(
            ClassWriter writer, String name, FunctionType type, List<Map<Integer, Integer>> chunks) {
        var method = begin(writer, name, type);
        emitChunkSearch(method, name, type, chunks, 0, chunks.size());
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private void emitChunkSearch(
            MethodVisitor method,
            String name,
            FunctionType type,
            List<Map<Integer, Integer>> chunks,
            int from,
            int to) {
        int slots = JvmTypes.slots(type);
        if (to - from == 1) {
            loadArguments(method, type);
            method.visitVarInsn(ILOAD, slots);
            method.visitVarInsn(ALOAD, slots + 1);
            method.visitMethodInsn(INVOKESTATIC, className, name + "_" + from, descriptor(type), false);
            method.visitInsn(JvmTypes.result(type).getOpcode(IRETURN));
            return;
        }
        int middle = (from + to) / 2;
        var upper = new Label();
        method.visitVarInsn(ILOAD, slots);
        method.visitLdcInsn(chunks.get(middle).keySet().iterator().next());
        method.visitJumpInsn(IF_ICMPGE, upper);
        emitChunkSearch(method, name, type, chunks, from, middle);
        method.visitLabel(upper);
        emitChunkSearch(method, name, type, chunks, middle, to);
    }

    private static MethodVisitor begin(ClassWriter writer, String name, FunctionType type) {
        var method = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, descriptor(type), null, null);
        method.visitCode();
        return method;
    }

    private static void emitMismatch(MethodVisitor method) {
        method.visitMethodInsn(
                INVOKESTATIC, Bytecode.GUEST, "throwIndirectCallTypeMismatch", "()Ljava/lang/RuntimeException;", false);
        method.visitInsn(ATHROW);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void loadArguments(MethodVisitor method, FunctionType type) {
        int slot = 0;
        for (Type parameter : JvmTypes.parameters(type)) {
            method.visitVarInsn(parameter.getOpcode(ILOAD), slot);
            slot += parameter.getSize();
        }
    }

    private static String descriptor(FunctionType type) {
        return JvmTypes.descriptor(type).replace(Bytecode.GUEST_DESCRIPTOR, "I" + Bytecode.GUEST_DESCRIPTOR);
    }

    private static Label[] labels(int count) {
        Label[] labels = new Label[count];
        for (int i = 0; i < count; i++) {
            labels[i] = new Label();
        }
        return labels;
    }
}
