package org.pythonwasm.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * A custom python.wasm with its library and grants: any CPython from 3.11 on that was built for WASI preview 1. Of the
 * host, it sees only what is named here, read-only unless stated otherwise.
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
 * @param environment variables; none by default
 * @param directories further mapped directories
 * @param workingDirectory of the guest; its root by default
 */
public record PythonModule(Path file, Optional<Path> library, Optional<String> home, List<String> path, List<String> options,
        Map<String, String> environment, List<Directory> directories, String workingDirectory) {

    /**
     * A directory of the host as the guest sees it. Links in it are followed, even if they lead out of it.
     *
     * @param guest an absolute path
     * @param writable false by default
     */
    public record Directory(Path host, String guest, boolean writable) {
        public Directory {
            Objects.requireNonNull(host, "host");
            requireAbsolute(guest, "a directory is mapped");
        }
    }

    public PythonModule {
        Objects.requireNonNull(file, "file");
        home.ifPresent(directory -> requireAbsolute(directory, "PYTHONHOME is"));
        requireAbsolute(workingDirectory, "the working directory is");
        path = List.copyOf(path);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
        directories = List.copyOf(directories);
    }

    private static void requireAbsolute(String guest, String what) {
        if (!guest.startsWith("/")) {
            throw new IllegalArgumentException(what + " an absolute path of the guest, such as /data, got '" + guest + "'");
        }
    }

    /** Returns a module that needs nothing else. */
    public static PythonModule of(Path file) {
        return new PythonModule(file, Optional.empty(), Optional.empty(), List.of(), List.of("-S", "-P"), Map.of(), List.of(),
                "/");
    }

    /** Returns the names that {@link #of(Properties)} reads, with a description each. Unmodifiable. */
    public static Map<String, String> settings() {
        return ModuleProperties.NAMES;
    }

    /**
     * Reads a module from the names of {@link #settings()}. System properties and JDBC connections use them with the
     * prefix {@code python-wasm.}: {@code module}, {@code library}, {@code home}, {@code path} (separated by colons),
     * {@code dir} and {@code writable-dir} (each {@code HOST:GUEST}, several separated by commas), {@code env}
     * ({@code NAME=VALUE}, by commas), {@code cwd}, {@code options} (by spaces). Empty if no {@code module} is named.
     */
    public static Optional<PythonModule> of(Properties properties) {
        String file = properties.getProperty("module");
        return file == null ? Optional.empty() : Optional.of(ModuleProperties.read(of(Path.of(file)), properties));
    }

    /**
     * Sets the library. A zip file is unpacked into the cache, where its files stay for at least a day after a guest
     * began with them. After that, if the cache exceeds its bound, a guest that still runs may lose modules that it has
     * not imported yet.
     */
    public PythonModule withLibrary(Path directoryOrArchive) {
        return new PythonModule(file, Optional.of(directoryOrArchive), home, path, options, environment, directories,
                workingDirectory);
    }

    public PythonModule withHome(String guestDirectory) {
        return new PythonModule(file, library, Optional.of(guestDirectory), path, options, environment, directories,
                workingDirectory);
    }

    public PythonModule withPath(String... guestDirectories) {
        return new PythonModule(file, library, home, List.of(guestDirectories), options, environment, directories,
                workingDirectory);
    }

    /** Replaces the default options. */
    public PythonModule withOptions(String... newOptions) {
        return new PythonModule(file, library, home, path, List.of(newOptions), environment, directories, workingDirectory);
    }

    public PythonModule withEnvironment(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new PythonModule(file, library, home, path, options, more, directories, workingDirectory);
    }

    /** Maps a directory that the guest can read. */
    public PythonModule withDirectory(Path host, String guest) {
        return with(new Directory(host, guest, false));
    }

    /** Maps a directory that the guest can change. */
    public PythonModule withWritableDirectory(Path host, String guest) {
        return with(new Directory(host, guest, true));
    }

    private PythonModule with(Directory directory) {
        var more = new ArrayList<>(directories);
        more.add(directory);
        return new PythonModule(file, library, home, path, options, environment, more, workingDirectory);
    }

    public PythonModule withWorkingDirectory(String guestDirectory) {
        return new PythonModule(file, library, home, path, options, environment, directories, guestDirectory);
    }
}
