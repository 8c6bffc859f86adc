package org.pythonwasm.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pythonwasm.engine.PythonModuleException;

/**
 * Python's standard library in a directory of the host.
 *
 * @param directory the one with {@code os.py}
 * @param minor the version of its files, 3.x; -1 if it is unknown
 * @param unpacked the directory of the cache that holds it; empty if the user named a directory
 */
record Library(Path directory, int minor, Optional<Path> unpacked) {

    /**
     * Finds the library in the path that the user named: the directory itself, a prefix, a source tree or a zip file of
     * any of them.
     */
    static Library find(Path named, int minorOfModule, ClassCache cache) {
        if (!Files.exists(named)) {
            throw new PythonModuleException("the library " + named + " is not there");
        }
        Optional<Path> unpacked = Files.isDirectory(named) ? Optional.empty() : Optional.of(unpack(named, cache));
        Path root = unpacked.orElse(named);
        return Stream.of(
                        "",
                        "lib/python3." + minorOfModule,
                        "usr/local/lib/python3." + minorOfModule,
                        "usr/lib/python3." + minorOfModule,
                        "opt/wasi-python/lib/python3." + minorOfModule,
                        "Lib")
                .map(root::resolve)
                .filter(Library::isLibrary)
                .findFirst()
                .map(directory -> new Library(directory, version(directory), unpacked))
                .orElseThrow(() -> new PythonModuleException(named + " holds no library of Python 3." + minorOfModule
                        + ": expected os.py in it, in lib/python3." + minorOfModule + " or in Lib"));
    }

    private static boolean isLibrary(Path directory) {
        return has(directory, "os");
    }

    private static boolean has(Path directory, String module) {
        return Files.exists(directory.resolve(module + ".py"))
                || Files.exists(directory.resolve(module + ".pyc"))
                || Files.isDirectory(directory.resolve(module));
    }

    /**
     * Determines the version by modules that were added and removed over time: the files of the library do not name
     * their version.
     */
    private static int version(Path directory) {
        return has(directory, "annotationlib")
                ? 14
                : has(directory, "_colorize")
                        ? 13
                        : has(directory, "asyncore") || has(directory, "imp") ? 11 : has(directory, "cgi") ? 12 : -1;
    }

    private static Path unpack(Path archive, ClassCache cache) {
        try {
            return cache.library(Hash.hex(Files.readAllBytes(archive)), directory -> unzip(archive, directory));
        } catch (ZipException e) {
            throw new PythonModuleException(
                    "the library " + archive + " is no zip file, or not a whole one (" + e.getMessage()
                            + "): expected a directory or a zip file",
                    e);
        } catch (IOException e) {
            throw new PythonModuleException("the library " + archive + " cannot be unpacked: " + e, e);
        }
    }

    /** Reads the directory at the archive's end, which a truncated archive lacks. */
    private static void unzip(Path archive, Path target) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path place = target.resolve(entry.getName()).normalize();
                if (!place.startsWith(target)) {
                    throw new PythonModuleException(
                            "the archive " + archive + " has an entry outside itself: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(place.getParent());
                    try (var content = zip.getInputStream(entry)) {
                        Files.copy(content, place);
                    }
                }
            }
        }
    }
}
