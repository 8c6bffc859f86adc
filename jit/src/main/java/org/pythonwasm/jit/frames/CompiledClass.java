package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CallSite;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.CompiledCode;
import org.pythonwasm.machine.memory.GuestInstance;

/** The class of a code object: what its methods share, which are fields for what differs from guest to guest, and handlers. */
final class CompiledClass {
    static final String GUEST = Type.getDescriptor(GuestInstance.class);
    static final String RUN = "(IIII" + GUEST + ")J";
    static final String RUNTIME = Type.getInternalName(CodeRuntime.class);
    static final String SUPER = Type.getInternalName(CompiledCode.class);
    static final String SITE = Type.getInternalName(CallSite.class);
    static final String NAME = CodeFunctions.GENERATED_CLASS.replace('.', '/').replace("PythonCode", "Compiled");

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
    private final List<Integer> pool = new ArrayList<>();
    private int sites;
    private final Map<Opcode, String> handlers = new TreeMap<>();

    CompiledClass() {
        writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, SUPER, null);
    }

    /** A method that runs a frame from an instruction on. */
    MethodVisitor method(int access, String name) {
        return writer.visitMethod(access | ACC_FINAL, name, RUN, null, null);
    }

    private void writeConstructor() {
        var constructor = writer.visitMethod(0, "<init>", "(II[I)V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ILOAD, 1);
        constructor.visitVarInsn(ILOAD, 2);
        constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "(II)V", false);
        for (int i = 0; i < pool.size(); i++) {
            writer.visitField(ACC_FINAL | ACC_PRIVATE, "p" + i, "I", null, null).visitEnd();
            constructor.visitVarInsn(ALOAD, 0);
            constructor.visitVarInsn(ALOAD, 3);
            MethodWriter.push(constructor, i);
            constructor.visitInsn(IALOAD);
            constructor.visitFieldInsn(PUTFIELD, NAME, "p" + i, "I");
        }
        for (int i = 0; i < sites; i++) {
            writer.visitField(ACC_FINAL | ACC_PRIVATE, "s" + i, "L" + SITE + ";", null, null)
                    .visitEnd();
            constructor.visitVarInsn(ALOAD, 0);
            constructor.visitTypeInsn(NEW, SITE);
            constructor.visitInsn(DUP);
            constructor.visitMethodInsn(INVOKESPECIAL, SITE, "<init>", "()V", false);
            constructor.visitFieldInsn(PUTFIELD, NAME, "s" + i, "L" + SITE + ";");
        }
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
    }

    /** The number of a field that holds an address or a version, which differs from guest to guest. */
    int pooled(int value) {
        pool.add(value);
        return pool.size() - 1;
    }

    /** What runs an instruction whose kind may have changed since: the compiled kind, or whatever is there. */
    private void writeHandlers() {
        handlers.forEach((opcode, place) -> {
            var handler = writer.visitMethod(ACC_PRIVATE | ACC_STATIC, name(opcode), CodeFunctions.HANDLER, null, null);
            handler.visitCode();
            var other = new Label();
            handler.visitVarInsn(ILOAD, 3);
            MethodWriter.push(handler, opcode.number);
            handler.visitVarInsn(ALOAD, 5);
            handler.visitMethodInsn(INVOKESTATIC, RUNTIME, "isStill", "(II" + GUEST + ")Z", false);
            handler.visitJumpInsn(IFEQ, other);
            loadHandlerArguments(handler);
            invokeHandler(handler, place);
            handler.visitInsn(DUP2);
            handler.visitInsn(L2I);
            handler.visitInsn(ICONST_2);
            var redispatch = new Label();
            handler.visitJumpInsn(IF_ICMPEQ, redispatch);
            handler.visitInsn(LRETURN);
            handler.visitLabel(redispatch);
            handler.visitInsn(POP2);
            handler.visitLabel(other);
            loadHandlerArguments(handler);
            handler.visitMethodInsn(INVOKESTATIC, RUNTIME, "any", CodeFunctions.HANDLER, false);
            handler.visitInsn(LRETURN);
            handler.visitMaxs(0, 0);
            handler.visitEnd();
        });
    }

    private static String name(Opcode opcode) {
        return "run_" + opcode.name();
    }

    private static void loadHandlerArguments(MethodVisitor method) {
        for (int i = 0; i < 5; i++) {
            method.visitVarInsn(ILOAD, i);
        }
        method.visitVarInsn(ALOAD, 5);
    }

    private static void invokeHandler(MethodVisitor method, String place) {
        int dot = place.indexOf('.');
        method.visitMethodInsn(
                INVOKESTATIC, place.substring(0, dot), place.substring(dot + 1), CodeFunctions.HANDLER, false);
    }

    /** The name of a field for what a call has found. */
    String site() {
        return "s" + sites++;
    }

    /** Calls what runs an instruction in the interpreter, whose arguments are on the operand stack. */
    void callHandler(MethodVisitor method, Opcode opcode, String place) {
        if (mayChange(opcode)) {
            handlers.put(opcode, place);
            method.visitMethodInsn(INVOKESTATIC, NAME, name(opcode), CodeFunctions.HANDLER, false);
        } else {
            invokeHandler(method, place);
        }
    }

    /** Whether the interpreter may put another kind of the instruction there. */
    private static boolean mayChange(Opcode opcode) {
        return switch (opcode) {
            case POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, JUMP_BACKWARD -> false;
            default -> opcode.caches > 0;
        };
    }

    /** Writes the rest of the class, once all methods are written. */
    byte[] finish() throws CodeReader.NotCompiled {
        writeHandlers();
        writeConstructor();
        writer.visitEnd();
        try {
            return writer.toByteArray();
        } catch (RuntimeException tooLarge) {
            throw new CodeReader.NotCompiled("its class is too large");
        }
    }

    int[] pool() {
        return pool.stream().mapToInt(Integer::intValue).toArray();
    }
}
