package org.pythonwasm.engine.translate;

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
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Translates this project's guest to JVM classes: Chicory compiles each Wasm function to a method, then
 * {@link FunctionRewriter} makes it fit the JVM's compiler and {@link GuestModule} knows what the module says.
 *
 * <p>Runs in the build only.
 */
final class GuestTranslator {
    /** HotSpot leaves longer methods to its interpreter, for good (HugeMethodLimit). */
    static final int HUGE_METHOD = 8_000;
    private static final int FUNCTIONS_A_CLASS = 512;

    private final GuestModule module;
    private final String className;
    private final Map<Integer, String> owners = new HashMap<>();
    private final List<MethodSize> sizes = new ArrayList<>();

    GuestTranslator(byte[] wasm, String className) {
        this.module = new GuestModule(Parser.parse(wasm));
        this.className = className.replace('.', '/');
    }

    GuestModule module() {
        return module;
    }

    /** Class files by internal name. */
    Map<String, byte[]> translate() {
        var compiled = Compiler.builder(module.wasm())
                .withClassName(className.replace('/', '.'))
                .withMaxFunctionsPerClass(FUNCTIONS_A_CLASS)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withClassCollectorFactory(ByteClassCollector::new)
                .build()
                .compile();
        var groups = compiled.classBytes().entrySet().stream()
                .filter(e -> e.getKey().contains("FuncGroup_"))
                .map(Map.Entry::getValue)
                .map(GuestTranslator::read)
                .sorted(Comparator.comparing(node -> node.name))
                .toList();
        var classes = new LinkedHashMap<String, byte[]>();
        groups.forEach(group -> functions(group).forEach(f -> owners.put(functionId(f), group.name)));
        groups.forEach(group -> classes.put(group.name, rewrite(group)));
        var indirect = new IndirectCalls(module, className, owners::get);
        classes.put(indirect.className(), indirect.generate());
        var exports = newWriter();
        HostCalls.emitExports(exports, module, className, owners::get);
        classes.put(className, exports.toByteArray());
        return classes;
    }

    /** Methods that HotSpot will not compile, longest first. */
    List<MethodSize> hugeMethods() {
        return sizes.stream()
                .filter(size -> size.bytes() > HUGE_METHOD)
                .sorted(Comparator.comparingInt(MethodSize::bytes).reversed())
                .toList();
    }

    private static ClassNode read(byte[] bytes) {
        var node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return node;
    }

    private static List<MethodNode> functions(ClassNode group) {
        return group.methods.stream().filter(m -> m.name.startsWith("func_")).toList();
    }

    private static int functionId(MethodNode method) {
        return Integer.parseInt(method.name.substring("func_".length()));
    }

    private byte[] rewrite(ClassNode group) {
        var writer = newWriter();
        writer.visit(V11, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, group.name, null, "java/lang/Object", null);
        for (MethodNode method : functions(group)) {
            int function = functionId(method);
            if (function < module.imports().size()) {
                HostCalls.emitImport(writer, function, module.imports().get(function), module.functionType(function));
            } else {
                rewriteFunction(method).accept(writer);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Written out where that fits; a function that becomes too long by it stays compact. */
    private MethodNode rewriteFunction(MethodNode method) {
        MethodNode compact = copy(method);
        new FunctionRewriter(module, method, className, true).rewrite();
        int size = size(method);
        MethodNode result = method;
        if (size > HUGE_METHOD) {
            new FunctionRewriter(module, compact, className, false).rewrite();
            result = compact;
            size = size(compact);
        }
        sizes.add(new MethodSize(module.functionName(functionId(method)), size));
        return result;
    }

    private static MethodNode copy(MethodNode method) {
        var copy = new MethodNode(ASM9, method.access, method.name, method.desc, null, null);
        method.accept(copy);
        return copy;
    }

    private static int size(MethodNode method) {
        var evaluator = new CodeSizeEvaluator(new MethodVisitor(ASM9) { });
        method.instructions.accept(evaluator);
        return evaluator.getMaxSize();
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
    record MethodSize(String function, int bytes) { }
}
