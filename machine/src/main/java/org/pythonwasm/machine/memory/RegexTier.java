package org.pythonwasm.machine.memory;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

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
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

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
        int threshold = uses(THRESHOLD, USUAL_THRESHOLD);
        Optional<RegexCompiler> compiler = ServiceLoader.load(RegexCompiler.class, RegexTier.class.getClassLoader())
                .findFirst();
        return compiler.isEmpty() ? OFF : new RegexTier(compiler, threshold);
    }

    /** Returns after how many uses something is compiled: what the system property says, or the usual number. */
    public static int uses(String property, int usual) {
        String wanted = System.getProperty(property);
        if (wanted == null) {
            return usual;
        }
        if (!NUMBER.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "the system property " + property + " is a number from 1 to 999999999, got '" + wanted + "'");
        }
        return Integer.parseInt(wanted);
    }

    public void applyTo(GuestInstance guest) {
        compiler.ifPresent(found -> guest.regexes.compileWith(found, threshold));
    }
}
