package org.pythonwasm.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Removes the engine's code for limits from its classes, so that {@code bench/limits.sh} can measure its cost: the
 * check of the kill flag on every loop's back edge, and the watchdog. The engine itself has no switch for either.
 */
final class Unlimited {
    private static final String GENERATED = "org/pythonwasm/engine/guest";
    private static final String WATCHDOG = "org/pythonwasm/engine/internal/guest/Watchdog.class";

    private Unlimited() {}

    /** @param arguments the directory of translated classes, which are changed in place; a watchdog that ends at once joins them */
    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        int checks = 0;
        for (Path file : generated(classes)) {
            checks += rewrite(Files.readAllBytes(file), file, Unlimited::removeChecks);
        }
        try (InputStream watchdog = Unlimited.class.getResourceAsStream("/" + WATCHDOG)) {
            rewrite(watchdog.readAllBytes(), classes.resolve(WATCHDOG), Unlimited::endAtOnce);
        }
        if (checks == 0) {
            throw new IllegalStateException("no look at the kill flag found in " + classes);
        }
        System.err.println(checks + " looks at the kill flag removed");
    }

    private static List<Path> generated(Path classes) throws IOException {
        try (Stream<Path> files = Files.list(classes.resolve(GENERATED))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private interface Change {
        int in(MethodNode method);
    }

    private static int rewrite(byte[] bytes, Path target, Change change) throws IOException {
        var type = new ClassNode();
        new ClassReader(bytes).accept(type, 0);
        int count = type.methods.stream().mapToInt(change::in).sum();
        var writer = new ClassWriter(0);
        type.accept(writer);
        Files.createDirectories(target.getParent());
        Files.write(target, writer.toByteArray());
        return count;
    }

    /** {@code aload guest; getfield stop; ifeq on; aload guest; invokevirtual trapStopped; on:}. */
    private static int removeChecks(MethodNode method) {
        int count = 0;
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof MethodInsnNode call && call.name.equals("trapStopped")) {
                AbstractInsnNode jump = node.getPrevious().getPrevious();
                AbstractInsnNode flag = jump.getPrevious();
                if (jump.getOpcode() != Opcodes.IFEQ
                        || !(flag instanceof FieldInsnNode field)
                        || !field.name.equals("stop")) {
                    throw new IllegalStateException(method.name + " looks at the kill flag in an unknown way");
                }
                for (AbstractInsnNode part : List.of(flag.getPrevious(), flag, jump, node.getPrevious(), node)) {
                    method.instructions.remove(part);
                }
                count++;
            }
        }
        return count;
    }

    private static int endAtOnce(MethodNode method) {
        if (!method.name.equals("run")) {
            return 0;
        }
        method.instructions.clear();
        method.tryCatchBlocks.clear();
        method.localVariables = null;
        method.instructions.add(new InsnNode(Opcodes.RETURN));
        return 1;
    }
}
