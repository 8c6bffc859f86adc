package org.pythonwasm.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A python.wasm that the user supplies: any CPython from 3.11 on that was built for WASI preview 1. What its guests may see of the host is
 * granted as to the built-in guest, by {@link PythonRuntime.Builder}; besides it they see their library.
 *
 * <p>Immutable, thread-safe; each {@code with…} returns a new one. See {@code docs/guests.md}.
 *
 * @param file the module
 * @param library Python's standard library, if the module does not contain it: a directory with {@code os.py}, an
 *     install prefix or a source tree with it, or a zip file of one of these. The guest sees it at its {@code home}
 * @param home {@code PYTHONHOME}; {@code /usr/local} if there is a library, else the value that the module was built
 *     with
 * @param path {@code PYTHONPATH}, directories of the guest
 * @param options of the {@code python} command, before the program; by default {@code -S}, so that {@code site} is not
 *     imported, and {@code -P}
 * @param workingDirectory of the guest; its root by default
 */
public record PythonModule(
        Path file,
        Optional<Path> library,
        Optional<String> home,
        List<String> path,
        List<String> options,
        String workingDirectory) {

    public PythonModule {
        Objects.requireNonNull(file, "file");
        home.ifPresent(directory -> requireAbsolute(directory, "PYTHONHOME is"));
        requireAbsolute(workingDirectory, "the working directory is");
        path = List.copyOf(path);
        options = List.copyOf(options);
    }

    private static void requireAbsolute(String guest, String what) {
        if (!guest.startsWith("/")) {
            throw new IllegalArgumentException(
                    what + " an absolute path of the guest, such as /data, got '" + guest + "'");
        }
    }

    /** Returns a module that needs nothing else. */
    public static PythonModule of(Path file) {
        return new PythonModule(file, Optional.empty(), Optional.empty(), List.of(), List.of("-S", "-P"), "/");
    }

    /**
     * Sets the library. A zip file is unpacked into the cache, in which its files stay for at least a day after a guest
     * began with them. After that, if the cache exceeds its bound, a guest that still runs may lose modules that it has
     * not imported yet.
     */
    public PythonModule withLibrary(Path directoryOrArchive) {
        return new PythonModule(file, Optional.of(directoryOrArchive), home, path, options, workingDirectory);
    }

    public PythonModule withHome(String guestDirectory) {
        return new PythonModule(file, library, Optional.of(guestDirectory), path, options, workingDirectory);
    }

    public PythonModule withPath(String... guestDirectories) {
        return new PythonModule(file, library, home, List.of(guestDirectories), options, workingDirectory);
    }

    /** Replaces the default options. */
    public PythonModule withOptions(String... newOptions) {
        return new PythonModule(file, library, home, path, List.of(newOptions), workingDirectory);
    }

    public PythonModule withWorkingDirectory(String guestDirectory) {
        return new PythonModule(file, library, home, path, options, guestDirectory);
    }
}
