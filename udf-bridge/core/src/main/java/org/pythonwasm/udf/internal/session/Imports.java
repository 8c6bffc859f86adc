package org.pythonwasm.udf.internal.session;

import java.nio.file.Path;
import java.util.List;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.udf.ModuleDefinition;

/**
 * What functions of one schema can import: the packages that the operator made available, if they name them, and the schema's modules.
 * Thread-safe.
 */
public interface Imports {
    /** The packages that the session's connection names, or else the JVM, and no modules. */
    Imports OF_SESSION = SessionRuntimes::packages;

    /**
     * Those of a directory, whatever the session.
     *
     * @throws org.pythonwasm.engine.PythonPackageException if they cannot be used
     */
    static Imports of(Path directory) {
        var packages = SessionRuntimes.packages(directory);
        return session -> packages;
    }

    /** @throws org.pythonwasm.engine.PythonPackageException if they cannot be used */
    Packages packages(Object session);

    /** Returns the modules as they are now. */
    default List<ModuleDefinition> modules(Object session) {
        return List.of();
    }

    /** Returns these packages with other modules. */
    default Imports withModules(List<ModuleDefinition> modules) {
        var packages = this;
        return new Imports() {
            @Override
            public Packages packages(Object session) {
                return packages.packages(session);
            }

            @Override
            public List<ModuleDefinition> modules(Object session) {
                return modules;
            }
        };
    }
}
