package org.pythonwasm.engine.internal.packages;

import java.util.Map;
import java.util.Set;

/**
 * What markers of requirements ask for: the variables of the built-in guest, and the extras that were asked for. Immutable.
 *
 * @param extras normalized
 */
record MarkerEnvironment(Set<String> extras) {
    static final String EXTRA = "extra";
    static final Version PYTHON = Version.parse("3.13.5").orElseThrow();

    /** By the names of PEP 508; those of {@code platform} are what the guest says. */
    static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("os_name", "posix"),
            Map.entry("sys_platform", "wasi"),
            Map.entry("platform_machine", "wasm32"),
            Map.entry("platform_python_implementation", "CPython"),
            Map.entry("platform_release", "0.0.0"),
            Map.entry("platform_system", "wasi"),
            Map.entry("platform_version", "0.0.0"),
            Map.entry("python_version", "3.13"),
            Map.entry("python_full_version", "3.13.5"),
            Map.entry("implementation_name", "cpython"),
            Map.entry("implementation_version", "3.13.5"));

    static boolean isVariable(String name) {
        return VARIABLES.containsKey(name) || name.equals(EXTRA);
    }

    String value(String variable) {
        return VARIABLES.getOrDefault(variable, "");
    }

    boolean hasExtra(String name) {
        return extras.contains(name);
    }
}
