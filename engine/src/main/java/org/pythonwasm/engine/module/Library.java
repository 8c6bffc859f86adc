package org.pythonwasm.engine.module;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.pythonwasm.engine.PythonModuleException;

/**
 * Python's standard library in a directory of the host.
 *
 * @param directory the one with {@code os.py}
 * @param minor the version that its files are of, 3.x; -1 where that cannot be told
 */
record Library(Path directory, int minor) {

    /** Finds the library in what the user named: the directory itself, a prefix, a source tree or a zip file of any of them. */
    static Library find(Path named, int minorOfModule, Path cache) {
        if (!Files.exists(named)) {
            throw new PythonModuleException("the library " + named + " is not there");
        }
        Path root = Files.isDirectory(named) ? named : unpack(named, cache);
        return Stream.of("", "lib/python3." + minorOfModule, "usr/local/lib/python3." + minorOfModule,
                        "usr/lib/python3." + minorOfModule, "opt/wasi-python/lib/python3." + minorOfModule, "Lib")
                .map(root::resolve)
                .filter(Library::isLibrary)
                .findFirst()
                .map(directory -> new Library(directory, version(directory)))
                .orElseThrow(() -> new PythonModuleException(named + " holds no library of Python 3." + minorOfModule
                        + ": expected os.py in it, in lib/python3." + minorOfModule + " or in Lib"));
    }

    private static boolean isLibrary(Path directory) {
        return has(directory, "os");
    }

    private static boolean has(Path directory, String module) {
        return Files.exists(directory.resolve(module + ".py")) || Files.exists(directory.resolve(module + ".pyc"))
                || Files.isDirectory(directory.resolve(module));
    }

    /** By modules that came and went: the files of the library do not name their version. */
    private static int version(Path directory) {
        return has(directory, "annotationlib") ? 14
                : has(directory, "_colorize") ? 13
                : has(directory, "asyncore") || has(directory, "imp") ? 11
                : has(directory, "cgi") ? 12 : -1;
    }

    private static Path unpack(Path archive, Path cache) {
        try {
            Path target = cache.resolve("library-" + Hash.hex(Files.readAllBytes(archive)).substring(0, 32));
            if (!Files.isDirectory(target)) {
                Files.createDirectories(cache);
                Path temporary = Files.createTempDirectory(cache, "unpacking");
                unzip(archive, temporary);
                moveTo(temporary, target);
            }
            return target;
        } catch (IOException e) {
            throw new PythonModuleException("the library " + archive + " cannot be unpacked: " + e, e);
        }
    }

    private static void unzip(Path archive, Path target) throws IOException {
        int files = 0;
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path place = target.resolve(entry.getName()).normalize();
                if (!place.startsWith(target)) {
                    throw new PythonModuleException("the archive " + archive + " has an entry outside itself: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(place.getParent());
                    Files.copy(zip, place);
                    files++;
                }
            }
        }
        if (files == 0) {
            throw new PythonModuleException("the library " + archive + " is no zip file: expected a directory or a zip file");
        }
    }

    /** Another process may have been faster. */
    private static void moveTo(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            try (Stream<Path> files = Files.walk(temporary)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
