package org.pythonwasm.udf.internal.session;

import java.util.List;
import java.util.Optional;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonPackage;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.FunctionOptions;
import org.pythonwasm.udf.PackagePin;

/**
 * The packages that a function names, among those that were made available.
 *
 * @param pins as its definition has them
 * @param granted what there is
 */
public record FunctionPackages(List<PackagePin> pins, Packages granted) {

    /** @throws PythonPackageException if those that were made available cannot be used */
    public static FunctionPackages of(FunctionOptions options, Imports imports, Object session) {
        return new FunctionPackages(
                options.packages(), options.packages().isEmpty() ? Packages.NONE : imports.packages(session));
    }

    /**
     * Returns the named packages with all that they require.
     *
     * @throws PythonPackageException one is missing, or is not the one that the definition has
     */
    public Packages selected() {
        for (var pin : pins) {
            var found = granted.find(pin.name());
            if (pin.version().filter(version -> !version.equals(found.version())).isPresent()
                    || pin.sha256().filter(hash -> !hash.equals(found.sha256())).isPresent()) {
                throw new PythonPackageException("the function was made with the package " + shown(pin) + ", and "
                        + shown(pin(found)) + " is made available now; make that one available, or create the function again");
            }
        }
        return granted.select(pins.stream().map(PackagePin::name).toList());
    }

    private static String shown(PackagePin pin) {
        return pin.name()
                + pin.version().map(version -> " " + version).orElse("")
                + pin.sha256().map(hash -> " (sha256:" + hash.substring(0, 12) + "…)").orElse("");
    }

    private static PackagePin pin(PythonPackage found) {
        return new PackagePin(
                found.name(), Optional.of(found.version()), Optional.of(found.sha256()));
    }

    /** Returns pins of all of them, with versions and hashes. */
    public List<PackagePin> resolved() {
        return selected().list().stream().map(FunctionPackages::pin).toList();
    }

    /** Returns the modules of those that are named without a hash: nobody imported them so far. */
    public List<String> modulesToTry() {
        return pins.stream()
                .filter(pin -> pin.sha256().isEmpty())
                .flatMap(pin -> granted.find(pin.name()).modules().stream())
                .distinct()
                .toList();
    }

    /** Returns the Python of a session with them. */
    public PythonRuntime runtime(Object session) {
        return SessionRuntimes.with(session, selected());
    }
}
