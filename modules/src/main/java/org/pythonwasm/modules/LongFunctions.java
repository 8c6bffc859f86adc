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
 * Functions that are, or may be, too long for a method of the JVM. Chicory translates them like any other and fails
 * when it writes the class, so they are translated here and left out there.
 */
final class LongFunctions {
    /** In bytes of Wasm. Each is up to six bytes of bytecode, and the JVM accepts 65,535. */
    private static final int LONGEST = 10_000;

    private static final String SHADED = "com/dylibso/chicory/compiler/internal/Shaded";

    /** The name of a private method of Chicory 1.7.5. */
    static final String TRANSLATION = "compileFunction";

    private final WasmModule module;
    private final String translation;
    private final int imports;

    /** @param translation name of Chicory's method that translates one function */
    LongFunctions(WasmModule module, String translation) {
        this.module = module;
        this.translation = translation;
        this.imports = (int) module.importSection().stream()
                .filter(i -> i.importType() == ExternalType.FUNCTION)
                .count();
    }

    int imports() {
        return imports;
    }

    /** Returns the indexes of functions that are long, except those with several results. */
    Set<Integer> find() {
        var found = new TreeSet<Integer>();
        for (int function = imports;
                function < imports + module.functionSection().functionCount();
                function++) {
            if (module.codeSection()
                                    .getFunctionBody(function - imports)
                                    .instructions()
                                    .size()
                            > LONGEST
                    && type(function).returns().size() <= 1) {
                found.add(function);
            }
        }
        return found;
    }

    /**
     * Translates each to one method, whatever its length. Functions that catch exceptions are missing, and all of them
     * are if Chicory's method cannot be called: they are interpreted.
     *
     * @param compiler that left them out
     * @param className of its output
     */
    List<MethodNode> translate(Compiler compiler, Collection<Integer> functions, String className) {
        try {
            var leftOut = Compiler.class.getDeclaredField("interpretedFunctions");
            leftOut.setAccessible(true);
            ((Set<?>) leftOut.get(compiler)).clear();
            Method method = Compiler.class.getDeclaredMethod(
                    translation,
                    String.class,
                    int.class,
                    FunctionType.class,
                    FunctionBody.class,
                    InstructionAdapter.class);
            method.setAccessible(true);
            var methods = new ArrayList<MethodNode>();
            for (int function : functions) {
                methods.add(translate(compiler, method, function, className.replace('.', '/')));
            }
            return methods.stream()
                    .filter(translated -> translated.tryCatchBlocks.isEmpty())
                    .toList();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return List.of();
        }
    }

    private MethodNode translate(Compiler compiler, Method own, int function, String className)
            throws ReflectiveOperationException {
        // The descriptor is that of the method that it replaces.
        var method = new MethodNode(
                Opcodes.ASM9, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "func_" + function, "()V", null, null);
        own.invoke(
                compiler,
                className,
                function,
                type(function),
                module.codeSection().getFunctionBody(function - imports),
                new InstructionAdapter(Opcodes.ASM9, method) {});
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
