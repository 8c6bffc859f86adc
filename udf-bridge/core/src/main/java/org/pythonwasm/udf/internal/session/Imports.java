package org.pythonwasm.udf.internal.session;

import java.nio.file.Path;
import org.pythonwasm.engine.Packages;

/** What functions of one schema can import, if they name it: the packages that the operator made available. Thread-safe. */
public interface Imports {
    /** Those that the session's connection names, or else the JVM. */
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
}
