package org.pythonwasm.machine.memory;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Whether and when regular expressions of guests are compiled to JVM classes.
 *
 * @param compiler none where guests match by themselves
 * @param threshold uses of a pattern before it is compiled
 */
public record RegexTier(Optional<RegexCompiler> compiler, int threshold) {
    public static final RegexTier OFF = new RegexTier(Optional.empty(), Integer.MAX_VALUE);

    private static final String SWITCH = "python-wasm.regex";
    private static final String THRESHOLD = "python-wasm.regexThreshold";
    private static final int USUAL_THRESHOLD = 1_000;

    /** What the system properties say; without the artifact that compiles, OFF. */
    public static RegexTier ofSystem() {
        String wanted = System.getProperty(SWITCH, "compiled");
        return switch (wanted) {
            case "interpreted" -> OFF;
            case "compiled" -> found();
            default ->
                throw new IllegalArgumentException(
                        "the system property " + SWITCH + " is compiled or interpreted, got '" + wanted + "'");
        };
    }

    /** With the threshold of the system properties. */
    public static RegexTier found() {
        Optional<RegexCompiler> compiler = ServiceLoader.load(RegexCompiler.class, RegexTier.class.getClassLoader())
                .findFirst();
        return compiler.isEmpty() ? OFF : new RegexTier(compiler, Integer.getInteger(THRESHOLD, USUAL_THRESHOLD));
    }

    public void applyTo(GuestInstance guest) {
        compiler.ifPresent(found -> guest.regexes.compileWith(found, threshold));
    }
}
