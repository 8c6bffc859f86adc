package org.pythonwasm.translator;

import static org.objectweb.asm.Opcodes.*;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.Parser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.memory.Coverage;
import org.pythonwasm.translator.bytecode.Bytecode;
import org.pythonwasm.translator.bytecode.Outliner;

/**
 * Translates this project's guest to JVM classes: Chicory compiles each Wasm function to a method,
 * {@link FunctionRewriter} adapts it to the JVM's compiler, and {@link ClassPlacement} chooses its class.
 *
 * <p>Runs in the build only.
 */
final class GuestTranslator {
    /** Leaves room for code that the emission adds. */
    private static final int LONGEST_METHOD = Bytecode.HUGE_METHOD - 20;

    private static final int NO_COVERAGE = -1;

    private final GuestModule module;
    private final String className;
    private final Map<Integer, MethodNode> functions = new TreeMap<>();
    private final Map<Integer, List<MethodNode>> parts = new HashMap<>();
    private final List<MethodSize> sizes = new ArrayList<>();

    GuestTranslator(byte[] wasm, String className) {
        this.module = new GuestModule(Parser.parse(wasm));
        this.className = className.replace('.', '/');
        compile();
    }

    GuestModule module() {
        return module;
    }

    int functionCount() {
        return module.imports().size() + functions.size();
    }

    private void compile() {
        var compiled = Compiler.builder(module.wasm())
                .withClassName(className.replace('/', '.'))
                .withMaxFunctionsPerClass(512)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile();
        for (var entry : compiled.classBytes().entrySet()) {
            if (entry.getKey().contains("FuncGroup_")) {
                var group = new ClassNode();
                new ClassReader(entry.getValue()).accept(group, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
                group.methods.stream().filter(m -> m.name.startsWith("func_")).forEach(this::addFunction);
            }
        }
    }

    private void addFunction(MethodNode method) {
        int function = functionId(method.name);
        if (function >= module.imports().size()) {
            functions.put(function, rewrite(function, method));
        }
    }

    /**
     * Writes memory accesses out if the result is short enough, else as calls; a method that is still too long is cut.
     */
    private MethodNode rewrite(int function, MethodNode method) {
        MethodNode compact = copy(method);
        MethodNode result = method;
        new FunctionRewriter(module, method, className, true).rewrite();
        if (Outliner.size(method) > LONGEST_METHOD) {
            new FunctionRewriter(module, compact, className, false).rewrite();
            result = compact;
        }
        List<MethodNode> cut = Outliner.shorten(result, className, LONGEST_METHOD);
        parts.put(function, cut);
        sizes.add(new MethodSize(module.functionName(function), Outliner.size(result)));
        cut.forEach(part ->
                sizes.add(new MethodSize(module.functionName(function) + " " + part.name, Outliner.size(part))));
        return result;
    }

    /** Returns the methods that HotSpot will not compile, longest first. */
    List<MethodSize> hugeMethods() {
        return sizes.stream()
                .filter(size -> size.bytes() > Bytecode.HUGE_METHOD)
                .sorted(Comparator.comparingInt(MethodSize::bytes).reversed())
                .toList();
    }

    /**
     * Returns class files by internal name.
     *
     * @param coverage whether each function reports to {@link Coverage} that it ran
     */
    Map<String, byte[]> emit(ClassPlacement placement, boolean coverage) {
        var classes = new LinkedHashMap<String, byte[]>();
        placement
                .classes()
                .forEach((name, members) -> classes.put(name, emitClass(name, members, placement, coverage)));
        var indirect = new IndirectCalls(module, className, placement::owner);
        classes.put(indirect.className(), indirect.generate());
        var exports = newWriter();
        AbiBinder.emitExports(exports, module, className, placement::owner);
        classes.put(className, exports.toByteArray());
        String codeName = CodeFunctions.GENERATED_CLASS.replace('.', '/');
        var code = newWriter();
        AbiBinder.emitCodeFunctions(code, module, codeName, placement::owner);
        classes.put(codeName, code.toByteArray());
        return classes;
    }

    private byte[] emitClass(String name, List<Integer> members, ClassPlacement placement, boolean coverage) {
        var writer = newWriter();
        writer.visit(V11, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
        for (int function : members) {
            if (function < module.imports().size()) {
                AbiBinder.emitImport(writer, function, module.imports().get(function), module.functionType(function));
            } else {
                emitFunction(writer, function, placement, coverage);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void emitFunction(ClassWriter writer, int function, ClassPlacement placement, boolean coverage) {
        emitMethod(
                writer,
                functions.get(function),
                placement,
                placement.owner(function),
                coverage ? function : NO_COVERAGE);
        parts.get(function)
                .forEach(part -> emitMethod(writer, part, placement, placement.owner(function), NO_COVERAGE));
    }

    private static void emitMethod(
            ClassWriter writer, MethodNode node, ClassPlacement placement, String owner, int coverage) {
        var out = writer.visitMethod(node.access, node.name, node.desc, null, null);
        node.accept(new MethodVisitor(ASM9, out) {
            @Override
            public void visitCode() {
                super.visitCode();
                if (coverage != NO_COVERAGE) {
                    visitLdcInsn(coverage);
                    visitMethodInsn(INVOKESTATIC, Type.getInternalName(Coverage.class), "hit", "(I)V", false);
                }
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String declared, String name, String descriptor, boolean isInterface) {
                String place = name.startsWith("func_")
                        ? placement.owner(functionId(name))
                        : name.startsWith("region_") ? owner : declared;
                super.visitMethodInsn(opcode, place, name, descriptor, isInterface);
            }
        });
    }

    private static int functionId(String name) {
        return Integer.parseInt(name.substring("func_".length()));
    }

    private static MethodNode copy(MethodNode method) {
        var copy = new MethodNode(ASM9, method.access, method.name, method.desc, null, null);
        method.accept(copy);
        return copy;
    }

    /** Frames never need a common superclass: the generated code holds no reference but to the instance and its array. */
    private static ClassWriter newWriter() {
        return new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
    }

    /** A function and its length in bytes of bytecode. */
    record MethodSize(String function, int bytes) {}
}
