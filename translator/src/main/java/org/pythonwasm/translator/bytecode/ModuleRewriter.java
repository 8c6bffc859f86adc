package org.pythonwasm.translator.bytecode;

import static org.objectweb.asm.Opcodes.*;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites Chicory's output for a module so that HotSpot compiles it, and compiles it correctly: comparisons are
 * replaced by {@link Comparisons}, and functions that are too long for HotSpot, or even for a method of the JVM, are
 * cut into several methods, each function in a separate class. Not thread-safe.
 */
public final class ModuleRewriter {
    private static final String FUNCTION = "func_";
    private static final int LONGEST = Bytecode.HUGE_METHOD - 20;

    private final Map<String, MethodNode> replacements = new HashMap<>();
    private final Map<String, byte[]> result = new LinkedHashMap<>();

    private ModuleRewriter() {}

    /**
     * Returns the rewritten class files by name.
     *
     * @param classes Chicory's
     * @param replacements functions that Chicory could not write into a class; they replace those of the same names
     */
    public static Map<String, byte[]> rewrite(Map<String, byte[]> classes, List<MethodNode> replacements) {
        var rewriter = new ModuleRewriter();
        replacements.forEach(method -> rewriter.replacements.put(method.name, method));
        classes.forEach(rewriter::rewrite);
        return rewriter.result;
    }

    private void rewrite(String name, byte[] code) {
        var reader = new ClassReader(code);
        Set<String> changed = changed(reader);
        if (changed.isEmpty()) {
            result.put(name, code);
            return;
        }
        ClassWriter writer = newWriter(reader);
        reader.accept(
                new ClassVisitor(ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] thrown) {
                        // Other methods are copied unchanged, which needs the visitor of the writer.
                        return !changed.contains(method)
                                ? super.visitMethod(access, method, descriptor, signature, thrown)
                                : new MethodNode(ASM9, access, method, descriptor, signature, thrown) {
                                    @Override
                                    public void visitEnd() {
                                        var replacement = replacements.getOrDefault(this.name, this);
                                        replacement.desc = desc;
                                        rewrite(replacement, reader.getClassName(), writer);
                                    }
                                };
                    }
                },
                ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        result.put(name, writer.toByteArray());
    }

    /** Returns the names of the module's functions, and of other methods that are too long. */
    private static Set<String> changed(ClassReader reader) {
        var found = new HashSet<String>();
        reader.accept(
                new ClassVisitor(ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] thrown) {
                        if (method.startsWith(FUNCTION)) {
                            found.add(method);
                            return null;
                        }
                        var size = new CodeSizeEvaluator(null);
                        return new MethodVisitor(ASM9, size) {
                            @Override
                            public void visitEnd() {
                                if (isLong(size)) {
                                    found.add(method);
                                }
                            }
                        };
                    }
                },
                ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return found;
    }

    private static boolean isLong(CodeSizeEvaluator size) {
        return size.getMinSize() > LONGEST;
    }

    private void rewrite(MethodNode method, String owner, ClassWriter writer) {
        if (method.name.startsWith(FUNCTION)) {
            rewriteFunction(method, owner, writer);
        } else {
            List<MethodNode> parts = SplitSwitch.split(method, owner);
            method.accept(writer);
            parts.forEach(part -> part.accept(writer));
        }
    }

    private void rewriteFunction(MethodNode method, String owner, ClassWriter writer) {
        Comparisons.rewrite(method);
        var size = new CodeSizeEvaluator(null);
        method.accept(size);
        if (isLong(size) && isPlain(method)) {
            String place = owner.substring(0, owner.lastIndexOf("FuncGroup_")) + "Long_"
                    + method.name.substring(FUNCTION.length());
            List<MethodNode> methods = SplitMethod.split(method, place, LONGEST);
            methods.get(0).accept(writer);
            result.put(place, classOf(place, methods.subList(1, methods.size())));
        } else {
            method.accept(writer);
        }
    }

    /** Returns whether the method catches nothing and has at most one result. */
    private static boolean isPlain(MethodNode method) {
        return method.tryCatchBlocks.isEmpty()
                && Type.getReturnType(method.desc).getSort() < Type.ARRAY;
    }

    private static byte[] classOf(String name, List<MethodNode> methods) {
        ClassWriter writer = newWriter(null);
        writer.visit(V11, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
        methods.forEach(method -> method.accept(writer));
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Frames never need a common superclass: the code holds no reference but to memory, instance and an array. */
    private static ClassWriter newWriter(ClassReader copied) {
        return new ClassWriter(copied, ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return "java/lang/Object";
            }
        };
    }
}
