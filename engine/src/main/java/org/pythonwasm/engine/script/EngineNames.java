package org.pythonwasm.engine.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * What a script engine is called: by names of its own, and by those that the operator claims for it with a system property,
 * which is called like the engine with {@code .names} behind it.
 *
 * @param own the first is that of the engine
 * @param claimed those of the property that are names
 * @param fault what is wrong with the property, null if nothing is
 */
record EngineNames(List<String> own, List<String> claimed, String fault) {
    /** One engine is a sandbox and the other is none, so no name may be claimed for both. */
    private static final List<String> ENGINES = List.of("python-wasm", "python-wasm-beans");

    static EngineNames of(List<String> own) {
        String property = property(own.get(0));
        var claimed = new LinkedHashSet<String>();
        String fault = null;
        for (String name : parts(property)) {
            String reason = fault(name, own);
            if (reason == null) {
                claimed.add(name);
                reason = rival(name, own.get(0));
            }
            if (reason != null && fault == null) {
                fault = "the system property " + property + " is names with commas between them, such as python,py; "
                        + reason;
            }
        }
        own.forEach(claimed::remove);
        return new EngineNames(List.copyOf(own), List.copyOf(claimed), fault);
    }

    private static String property(String engine) {
        return engine + ".names";
    }

    private static List<String> parts(String property) {
        String setting = System.getProperty(property);
        return setting == null
                ? List.of()
                : Arrays.stream(setting.split(",", -1)).map(String::strip).toList();
    }

    private static String fault(String name, List<String> own) {
        if (name.isEmpty()) {
            return "one of them is empty";
        }
        if (name.chars().anyMatch(Character::isWhitespace)) {
            return "'" + name + "' has a blank in it";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        boolean reserved = lower.startsWith("python-wasm") || lower.startsWith("python3-wasm");
        return reserved && !own.contains(name) ? "'" + name + "' is kept for an engine of this project" : null;
    }

    private static String rival(String name, String engine) {
        for (String other : ENGINES) {
            if (!other.equals(engine) && parts(property(other)).contains(name)) {
                return "'" + name + "' is also in " + property(other) + ": take it out of one of the two";
            }
        }
        return null;
    }

    List<String> all() {
        var all = new ArrayList<>(own);
        all.addAll(claimed);
        return List.copyOf(all);
    }

    /**
     * The full name of the engine. The JDK's manager asks engines in the order of their full names, so that one that claims names
     * needs one that is before that of any other engine for Python: {@code jython} is before {@code python-wasm}.
     */
    String full() {
        return claimed.isEmpty() ? own.get(0) : "CPython (" + own.get(0) + ")";
    }

    void requireFaultless() {
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
    }
}
