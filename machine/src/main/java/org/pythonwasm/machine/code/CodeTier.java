package org.pythonwasm.machine.code;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.RegexTier;

/**
 * Whether and when Python code of guests is compiled to JVM classes.
 *
 * @param compiler none where all code is interpreted
 * @param threshold calls and turns of loops before a code object is compiled; 0 for never
 * @param rowThreshold rows before a typed function is compiled for many rows
 */
public record CodeTier(Optional<CodeCompiler> compiler, int threshold, int rowThreshold) {
    public static final CodeTier OFF = new CodeTier(Optional.empty(), 0, 0);

    private static final String SWITCH = "python-wasm.jit";
    private static final String THRESHOLD = "python-wasm.jitThreshold";
    /** With a fifth of it, a script of a second takes 7 % more; a loop comes to it within a millisecond. */
    private static final int USUAL_THRESHOLD = 5_000;
    /** A kernel is small, and the rows behind it are many. */
    private static final int USUAL_ROWS = 1_000;

    /** On, unless the system property says otherwise; without the artifact that compiles, OFF. */
    public static CodeTier ofSystem() {
        String wanted = System.getProperty(SWITCH, "on");
        return switch (wanted) {
            case "off" -> OFF;
            case "rows" -> rows();
            case "on" -> found();
            default ->
                throw new IllegalArgumentException(
                        "the system property " + SWITCH + " is on, rows or off, got '" + wanted + "'");
        };
    }

    /** With the threshold of the system properties. */
    public static CodeTier found() {
        return of(RegexTier.uses(THRESHOLD, USUAL_THRESHOLD), RegexTier.uses(THRESHOLD, USUAL_ROWS));
    }

    /** Typed functions alone. */
    private static CodeTier rows() {
        return of(0, RegexTier.uses(THRESHOLD, USUAL_ROWS));
    }

    private static CodeTier of(int threshold, int rowThreshold) {
        Optional<CodeCompiler> compiler = ServiceLoader.load(CodeCompiler.class, CodeTier.class.getClassLoader())
                .findFirst();
        return compiler.isEmpty() ? OFF : new CodeTier(compiler, threshold, rowThreshold);
    }

    /** Lets a guest count its uses of code as one does whose code is compiled, with nobody to compile it. For the build. */
    public static void count(GuestInstance guest, int interruptCells) {
        int threshold = CodeLayout.of(guest, interruptCells).threshold();
        guest.writeInt(guest.checkRange(threshold, 4), USUAL_THRESHOLD);
    }

    /**
     * @param interruptCells of the guest's snapshot
     * @param functions of its translation
     */
    public void applyTo(GuestInstance guest, int interruptCells, Supplier<CodeFunctions> functions) {
        compiler.ifPresent(found -> {
            var table = new CodeTable(guest);
            table.compileWith(found, threshold, rowThreshold, interruptCells, functions.get());
            guest.codes = table;
        });
    }
}
