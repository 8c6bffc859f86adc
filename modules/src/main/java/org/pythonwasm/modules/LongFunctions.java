package org.pythonwasm.modules;

import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Functions that are, or may be, too long for a method of the JVM. Chicory translates them like any other and fails when it
 * writes the class; here they are taken from it before.
 */
final class LongFunctions {
    /** Of Wasm, each of them up to six bytes of bytecode, of which the JVM takes 65,535. */
    private static final int LONGEST = 10_000;
    private static final String SHADED = "com/dylibso/chicory/compiler/internal/Shaded";

    /** Chicory's, private, and of its version 1.7.5. */
    static final String TRANSLATION = "compileFunction";

    private final WasmModule module;
    private final String translation;
    private final int imports;

    /** @param translation name of Chicory's method that translates one function */
    LongFunctions(WasmModule module, String translation) {
        this.module = module;
        this.translation = translation;
        this.imports = (int) module.importSection().stream().filter(i -> i.importType() == ExternalType.FUNCTION).count();
    }

    int imports() {
        return imports;
    }

    /** Indexes of functions that are long, and have no several results. */
    Set<Integer> find() {
        var found = new TreeSet<Integer>();
        for (int function = imports; function < imports + module.functionSection().functionCount(); function++) {
            if (module.codeSection().getFunctionBody(function - imports).instructions().size() > LONGEST
                    && type(function).returns().size() <= 1) {
                found.add(function);
            }
        }
        return found;
    }

    /**
     * Each as one method, however long. Those are missing that catch exceptions, and all where Chicory does not let itself be
     * asked: they are interpreted.
     *
     * @param compiler that left them out
     * @param className of what it made
     */
    List<MethodNode> translate(Compiler compiler, Collection<Integer> functions, String className) {
        try {
            var leftOut = Compiler.class.getDeclaredField("interpretedFunctions");
            leftOut.setAccessible(true);
            ((Set<?>) leftOut.get(compiler)).clear();
            Method method = Compiler.class.getDeclaredMethod(translation, String.class, int.class, FunctionType.class,
                    FunctionBody.class, InstructionAdapter.class);
            method.setAccessible(true);
            var methods = new ArrayList<MethodNode>();
            for (int function : functions) {
                methods.add(translate(compiler, method, function, className.replace('.', '/')));
            }
            return methods.stream().filter(translated -> translated.tryCatchBlocks.isEmpty()).toList();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return List.of();
        }
    }

    private MethodNode translate(Compiler compiler, Method own, int function, String className)
            throws ReflectiveOperationException {
        // The descriptor is that of the method which it replaces.
        var method = new MethodNode(Opcodes.ASM9, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "func_" + function, "()V", null, null);
        own.invoke(compiler, className, function, type(function),
                module.codeSection().getFunctionBody(function - imports), new InstructionAdapter(Opcodes.ASM9, method) { });
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof MethodInsnNode call && call.owner.equals(SHADED)) {
                call.owner = className + "Shaded";
            }
        }
        return method;
    }

    private FunctionType type(int function) {
        return module.functionSection().getFunctionType(function - imports, module.typeSection());
    }
}
