package org.pythonwasm.engine;

import java.util.List;

/**
 * A package that scripts can import, as its wheel describes it. Immutable.
 *
 * @param name as its author writes it
 * @param sha256 of the wheel, in lower-case hexadecimal digits
 * @param file the name of the wheel
 * @param modules what its users import, sorted; names that begin with an underscore are left out
 * @param requirements what it requires, as PEP 508 writes it; also those of other systems and of its extras
 * @param bytes of its files
 */
public record PythonPackage(
        String name,
        String version,
        String sha256,
        String file,
        List<String> modules,
        List<String> requirements,
        long bytes) {

    public PythonPackage {
        modules = List.copyOf(modules);
        requirements = List.copyOf(requirements);
    }
}
