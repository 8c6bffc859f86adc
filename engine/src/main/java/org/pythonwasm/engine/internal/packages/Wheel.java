package org.pythonwasm.engine.internal.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A wheel that was read and verified. Immutable.
 *
 * @param sha256 of its file, in lower-case hexadecimal digits
 * @param requiresPython a range of versions
 * @param files as they are installed, by their paths; the arrays are not changed
 */
public record Wheel(
        String file,
        String name,
        String version,
        String sha256,
        Optional<String> requiresPython,
        List<Requirement> requirements,
        Map<String, byte[]> files) {
    public String key() {
        return PackageName.normalized(name);
    }

    /** Returns the modules that its users import, without those whose names begin with an underscore, sorted. */
    public List<String> modules() {
        var modules = new TreeSet<String>();
        for (String path : files.keySet()) {
            int slash = path.indexOf('/');
            String module = slash >= 0 ? path.substring(0, slash) : path.replaceFirst("\\.py$", "");
            if (path.endsWith(".py") && !module.startsWith("_") && ModuleName.isValid(module)) {
                modules.add(module);
            }
        }
        return List.copyOf(modules);
    }

    /** Returns whether it has a module of that name, also one that begins with an underscore. */
    public boolean hasModule(String name) {
        return files.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('/') < 0 ? path.length() : path.indexOf('/')))
                .anyMatch(top -> top.equals(name) || top.equals(name + ".py") || top.equals(name + ".pyc"));
    }

    /** Returns whether its version is meant by {@code ==} and that text in PEP 440: 1.0 means 1, too. */
    public boolean isVersion(String text) {
        return VersionRange.parse("==" + text)
                .filter(range -> range.admits(version))
                .isPresent();
    }

    /** Returns what it requires as it was written. */
    public List<String> requirementTexts() {
        return requirements.stream().map(Requirement::text).toList();
    }

    public long bytes() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }
}
