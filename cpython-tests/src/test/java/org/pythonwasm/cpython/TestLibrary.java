package org.pythonwasm.cpython;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** CPython's test package on this machine. */
record TestLibrary(Path folder) {
    /** All that a module needs, as a zip file. */
    byte[] archive(TestModule module) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes);
                var files = files(module)) {
            for (Path file : (Iterable<Path>) files.distinct()::iterator) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private Stream<Path> files(TestModule module) throws IOException {
        var test = folder.resolve("test");
        var own = Files.isDirectory(test.resolve(module.name())) ? module.name() : module.name() + ".py";
        var named = Stream.concat(Stream.of(own, "support"), module.extras().stream());
        return Stream.concat(common(test), named.map(test::resolve).flatMap(TestLibrary::walk));
    }

    /** What many modules share lies in the package itself, beside the tests. */
    private static Stream<Path> common(Path test) throws IOException {
        try (var files = Files.list(test)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("test_"))
                    .toList()
                    .stream();
        }
    }

    private static Stream<Path> walk(Path path) {
        try (var files = Files.walk(path)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".pyc"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is not in CPython's test library", e);
        }
    }
}
