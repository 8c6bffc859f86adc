package org.pythonwasm.regex;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.pythonwasm.machine.memory.RegexCompiler;
import org.pythonwasm.machine.memory.RegexMatcher;

/**
 * Makes a hidden class of a pattern's code, and keeps those that were used last, so that all interpreters of the JVM share one for the
 * same code. Thread-safe.
 */
public final class SreCompiler implements RegexCompiler {
    /** Programs that are kept for the next interpreter that has the same pattern; those in use stay with their users. */
    static final int KEPT = 512;

    static final long KEPT_BYTES = 32L << 20;
    /** HotSpot compiles no method of more. */
    static final int LONGEST_METHOD = 8_000;
    /** Of what a method's blocks may weigh; the rest is for its beginning and end. */
    private static final int PART = 7_000;
    /** Patterns whose code is larger stay with the guest. */
    private static final int MOST_PARTS = 32;

    private static final String PART_NAME = "part";
    private static final int FACTOR = 4;

    private record Key(int[] code, int groups, int charSize) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && groups == key.groups
                    && charSize == key.charSize
                    && Arrays.equals(code, key.code);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(code);
        }
    }

    /** In the order of their last use; guarded by itself, as the size of all is. */
    private static final Map<Key, Program> PROGRAMS = new LinkedHashMap<>(16, 0.75f, true);

    private static long keptBytes;

    private static final LongAdder MADE = new LongAdder();
    private static final LongAdder REFUSED = new LongAdder();

    /** Returns how many classes were made. */
    static long made() {
        return MADE.sum();
    }

    static int kept() {
        synchronized (PROGRAMS) {
            return PROGRAMS.size();
        }
    }

    static long keptBytes() {
        synchronized (PROGRAMS) {
            return keptBytes;
        }
    }

    private static Program keep(Key key, Program program) {
        synchronized (PROGRAMS) {
            Program known = PROGRAMS.putIfAbsent(key, program);
            if (known != null) {
                return known;
            }
            keptBytes += program.size();
            var oldest = PROGRAMS.values().iterator();
            while (PROGRAMS.size() > KEPT || keptBytes > KEPT_BYTES) {
                keptBytes -= oldest.next().size();
                oldest.remove();
            }
            return program;
        }
    }

    /** Classes that matching needs, so that none of them begins where the stack ends. */
    private static void load() {
        Unicode.isDigit(0);
        Scan.exists(new int[2], 0, -1);
    }

    /** Returns how often a pattern was left to its guest. */
    static long refused() {
        return REFUSED.sum();
    }

    @Override
    public RegexMatcher compile(int[] code, int groups, int charSize) {
        if (charSize != 1 && charSize != 2 && charSize != 4) {
            return null;
        }
        load();
        var key = new Key(code, groups, charSize);
        synchronized (PROGRAMS) {
            Program known = PROGRAMS.get(key);
            if (known != null) {
                return known;
            }
        }
        try {
            Program program = write(CodeReader.read(code, groups), charSize);
            MADE.increment();
            return keep(key, program);
        } catch (CodeReader.NotCompiled | OutOfMemoryError | StackOverflowError staysWithTheGuest) {
            REFUSED.increment();
            return null;
        } catch (NoClassDefFoundError withoutAsm) {
            // It is no part of the engine, and who copies jars by hand may have left it out.
            REFUSED.increment();
            return null;
        }
    }

    private static Program write(Pattern pattern, int charSize) throws CodeReader.NotCompiled {
        var emitter = new Emitter(pattern, charSize);
        emitter.emit();
        var first = Firsts.ofAll(pattern.nodes(), null);
        var filter = first == null || first.isEverything(charSize) ? null : first;
        byte[] bytes = classOf(parts(emitter.blocks()), charSize);
        // After the class is written: steps number the sets that they name.
        CharSet[] sets = emitter.sets();
        int size = FACTOR * bytes.length + sets.length * 2 * CharSet.LOW;
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Program)
                    lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class, Program.Parts.class))
                            .invoke(new Program.Parts(pattern, sets, filter, charSize, emitter.slots(), size));
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the class of a regular expression cannot be made", e);
        }
    }

    /** The blocks by method. */
    private static List<List<Block>> parts(List<Block> blocks) throws CodeReader.NotCompiled {
        var parts = new ArrayList<List<Block>>();
        var part = new ArrayList<Block>();
        int weight = 0;
        for (Block block : blocks) {
            int more = block.weight() + 8;
            if (!part.isEmpty() && weight + more > PART) {
                parts.add(part);
                part = new ArrayList<>();
                weight = 0;
            }
            part.add(block);
            weight += more;
        }
        parts.add(part);
        if (parts.size() > MOST_PARTS) {
            throw new CodeReader.NotCompiled("too long");
        }
        return parts;
    }

    private static byte[] classOf(List<List<Block>> parts, int charSize) throws CodeReader.NotCompiled {
        var writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        String name = Type.getInternalName(SreCompiler.class).replace("SreCompiler", "Compiled");
        writer.visit(V17, ACC_FINAL | ACC_SUPER, name, null, PartWriter.PROGRAM, null);
        String parameter = "(" + Type.getDescriptor(Program.Parts.class) + ")V";
        var constructor = writer.visitMethod(0, "<init>", parameter, null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitVarInsn(ALOAD, 1);
        constructor.visitMethodInsn(INVOKESPECIAL, PartWriter.PROGRAM, "<init>", parameter, false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        var extents = new ArrayList<Label[]>();
        boolean single = parts.size() == 1;
        for (int i = 0; i < parts.size(); i++) {
            var method = writer.visitMethod(
                    single ? ACC_PUBLIC : 0, single ? "run" : PART_NAME + i, PartWriter.SIGNATURE, null, null);
            extents.add(new PartWriter(method, charSize, parts.get(i)).write());
        }
        if (!single) {
            writeRun(writer, name, parts);
        }
        writer.visitEnd();
        byte[] bytes = writer.toByteArray();
        for (Label[] extent : extents) {
            if (extent[1].getOffset() - extent[0].getOffset() >= LONGEST_METHOD) {
                throw new CodeReader.NotCompiled("a method that would not be compiled");
            }
        }
        return bytes;
    }

    /** Goes on in the method that has the block, until the result is none. */
    private static void writeRun(ClassWriter writer, String name, List<List<Block>> parts) {
        var method = writer.visitMethod(ACC_PUBLIC, "run", PartWriter.SIGNATURE, null, null);
        method.visitCode();
        Label again = new Label();
        method.visitLabel(again);
        for (int i = 0; i < parts.size(); i++) {
            Label other = new Label();
            if (i < parts.size() - 1) {
                method.visitVarInsn(ILOAD, PartWriter.PC);
                method.visitLdcInsn(parts.get(i + 1).get(0).number());
                method.visitJumpInsn(IF_ICMPGE, other);
            }
            for (int variable = 0; variable < PartWriter.PC; variable++) {
                method.visitVarInsn(ALOAD, variable);
            }
            method.visitVarInsn(ILOAD, PartWriter.PC);
            method.visitMethodInsn(INVOKEVIRTUAL, name, PART_NAME + i, PartWriter.SIGNATURE, false);
            method.visitVarInsn(ISTORE, PartWriter.PC);
            Label done = new Label();
            method.visitVarInsn(ILOAD, PartWriter.PC);
            method.visitJumpInsn(IFGE, again);
            method.visitVarInsn(ILOAD, PartWriter.PC);
            method.visitInsn(IRETURN);
            method.visitLabel(other);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
