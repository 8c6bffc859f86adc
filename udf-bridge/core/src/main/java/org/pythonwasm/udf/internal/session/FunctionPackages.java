package org.pythonwasm.udf.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonPackage;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.PackagePin;

/**
 * The packages that a function or module names, among those that were made available, and the modules of its schema that it imports.
 *
 * @param pins as its definition has them
 * @param modules that it imports
 * @param granted the packages that there are
 */
public record FunctionPackages(List<PackagePin> pins, List<ModuleDefinition> modules, Packages granted) {

    /**
     * @param pins of the definition
     * @param source of the definition
     * @throws PythonPackageException if the packages that were made available cannot be used
     */
    public static FunctionPackages of(List<PackagePin> pins, String source, Imports imports, Object session) {
        var modules = ImportedModules.of(source, imports.modules(session));
        boolean any = !pins.isEmpty()
                || modules.stream().anyMatch(module -> !module.packages().isEmpty());
        return new FunctionPackages(pins, modules, any ? imports.packages(session) : Packages.NONE);
    }

    /** Returns those of the modules that the source imports, and those that these import. */
    public static List<ModuleDefinition> modules(String source, List<ModuleDefinition> all) {
        return ImportedModules.of(source, all);
    }

    /** Returns the named packages with all that they require. */
    private Packages selected(List<PackagePin> named) {
        for (var pin : named) {
            var found = granted.find(pin.name());
            if (pin.version()
                            .filter(version -> !granted.isVersion(pin.name(), version))
                            .isPresent()
                    || pin.sha256().filter(hash -> !hash.equals(found.sha256())).isPresent()) {
                boolean made = pin.sha256().isPresent();
                throw new PythonPackageException((made ? "it was made with" : "it names") + " the package " + shown(pin)
                        + ", and " + shown(pin(found)) + " is made available" + (made ? " now" : "")
                        + "; make that one available, or " + (made ? "create it again" : "name the other"));
            }
        }
        return granted.select(named.stream().map(PackagePin::name).toList());
    }

    private static String shown(PackagePin pin) {
        return pin.name()
                + pin.version().map(version -> " " + version).orElse("")
                + pin.sha256()
                        .map(hash -> " (sha256:" + hash.substring(0, 12) + "…)")
                        .orElse("");
    }

    private static PackagePin pin(PythonPackage found) {
        return new PackagePin(found.name(), Optional.of(found.version()), Optional.of(found.sha256()));
    }

    /**
     * Returns pins of all of its own packages, with versions and hashes.
     *
     * @throws PythonPackageException one is missing, or is not the one that the definition has
     */
    public List<PackagePin> resolved() {
        return selected(pins).list().stream().map(FunctionPackages::pin).toList();
    }

    /** Returns the modules of those packages that are named without a hash: nobody imported them so far. */
    public List<String> modulesToTry() {
        return pins.stream()
                .filter(pin -> pin.sha256().isEmpty())
                .flatMap(pin -> granted.find(pin.name()).modules().stream())
                .distinct()
                .toList();
    }

    /**
     * Returns the Python of a session with all of it.
     *
     * @throws PythonPackageException one is missing, or is not the one that the definition has
     */
    public PythonRuntime runtime(Object session) {
        var all = new ArrayList<>(pins);
        modules.forEach(module -> all.addAll(module.packages()));
        var packages = selected(all);
        for (var module : modules) {
            packages = packages.withModule(module.module(), module.body());
        }
        return SessionRuntimes.with(session, packages);
    }
}
