package org.pythonwasm.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Real packages to test with: wheels made of the files of Debian's {@code python3-…}, without their native code, and the wheels that
 * Debian itself ships. A test is skipped if apt does not have a package. Thread-safe; each package is fetched once.
 */
public final class DebianWheels {
    /** What Debian says by the dependencies of its packages, and leaves out of the metadata. */
    private static final Map<String, String> LEFT_OUT =
            Map.of("python3-jinja2", "MarkupSafe>=2.0", "python3-dateutil", "six>=1.5");

    private static final ConcurrentMap<String, Optional<Path>> FETCHED = new ConcurrentHashMap<>();

    private DebianWheels() {}

    private static Path home() {
        return Checkout.root().resolve(Path.of("test-support", "target", "debian"));
    }

    /** Returns the tree of a package of Debian's. */
    private static Path tree(String debian) {
        var tree = FETCHED.computeIfAbsent(debian, DebianWheels::fetch);
        assumeTrue(tree.isPresent(), "apt has no package " + debian);
        return tree.orElseThrow();
    }

    /** Returns the files of a package of Debian's, as they would be installed. */
    public static Path directory(String debian) {
        return tree(debian);
    }

    /** Returns the files in a folder of a package of Debian's, by their paths below it. */
    public static Map<String, byte[]> files(String debian, String folder) {
        Path root = tree(debian).resolve(folder);
        try (Stream<Path> paths = Files.walk(root)) {
            var files = new TreeMap<String, byte[]>();
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> fetch(String debian) {
        Path tree = home().resolve(debian);
        if (Files.isDirectory(tree)) {
            return Optional.of(tree);
        }
        try {
            Files.createDirectories(home());
            Path work = Files.createTempDirectory(home(), debian);
            var process = new ProcessBuilder(
                            "sh",
                            "-c",
                            "apt-get -qq -o APT::Sandbox::User=root download " + debian
                                    + " && dpkg-deb -x ./*.deb tree && rm ./*.deb")
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            Files.move(work.resolve("tree"), tree);
            return Optional.of(tree);
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts wheels of packages into a directory. */
    public static void write(Path directory, String... debian) {
        for (String name : debian) {
            of(name).writeTo(directory);
        }
    }

    /** Copies wheels that Debian ships, those of {@code python3-pip-whl} and the like. */
    public static List<Path> shipped(Path directory, String debian) {
        try (Stream<Path> files = Files.list(tree(debian).resolve(Path.of("usr", "share", "python-wheels")))) {
            var copies = new ArrayList<Path>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".whl")).toList()) {
                copies.add(Files.copy(file, directory.resolve(file.getFileName().toString())));
            }
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a wheel of the package of Debian's. */
    public static TestWheel of(String debian) {
        var wheel = made(debian);
        return LEFT_OUT.containsKey(debian) ? wheel.withHeader("Requires-Dist: " + LEFT_OUT.get(debian)) : wheel;
    }

    private static TestWheel made(String debian) {
        try {
            return wheel(tree(debian).resolve(Path.of("usr", "lib", "python3", "dist-packages")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestWheel wheel(Path root) throws IOException {
        Path information;
        try (Stream<Path> files = Files.list(root)) {
            information = files.filter(file -> file.toString().endsWith("-info"))
                    .findFirst()
                    .orElseThrow();
        }
        var metadata = Files.readAllLines(
                Files.isRegularFile(information)
                        ? information
                        : information.resolve(Files.exists(information.resolve("METADATA")) ? "METADATA" : "PKG-INFO"));
        var wheel = TestWheel.of(header(metadata, "Name: "), header(metadata, "Version: "));
        for (String line : metadata) {
            if (line.startsWith("Requires-Dist: ") || line.startsWith("Requires-Python: ")) {
                wheel = wheel.withHeader(line);
            }
        }
        Path requires = information.resolve("requires.txt");
        if (Files.exists(requires)) {
            for (String requirement : requirements(Files.readAllLines(requires))) {
                wheel = wheel.withHeader("Requires-Dist: " + requirement);
            }
        }
        Path entryPoints = information.resolve("entry_points.txt");
        if (Files.exists(entryPoints)) {
            wheel = wheel.withFile(wheel.metadata() + "entry_points.txt", Files.readAllBytes(entryPoints));
        }
        return withFiles(wheel, root, information);
    }

    private static String header(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }

    /** Sections in brackets are an extra, a condition, or both. */
    private static List<String> requirements(List<String> lines) {
        var requirements = new ArrayList<String>();
        String marker = "";
        for (String line : lines) {
            if (line.startsWith("[")) {
                String[] parts = line.substring(1, line.length() - 1).split(":", 2);
                String extra = parts[0].isEmpty() ? "" : "extra == '" + parts[0] + "'";
                String condition = parts.length < 2 ? "" : "(" + parts[1] + ")";
                marker = "; " + extra + (extra.isEmpty() || condition.isEmpty() ? "" : " and ") + condition;
            } else if (!line.isBlank()) {
                requirements.add(line + marker);
            }
        }
        return requirements;
    }

    private static TestWheel withFiles(TestWheel start, Path root, Path information) throws IOException {
        var wheel = new TestWheel[] {start};
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.equals(information) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && !path.endsWith(".so") && !path.endsWith("-info")) {
                    wheel[0] = wheel[0].withFile(path, Files.readAllBytes(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return wheel[0];
    }
}
