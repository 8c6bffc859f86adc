package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.test.Checkout;

/**
 * What each artifact offers, as javap prints it, is what its file in the folder {@code api} has, so that a change of the API is a
 * change of a file. It is what other programs can call or extend: public and protected members of the public classes in packages that
 * are exported to all, or, in an artifact without a module descriptor, in the package above all others.
 */
class ApiTest {
    private static final Path FILES = Checkout.root().resolve("integration-tests/src/test/resources/api");
    /** Writes the files instead: {@code make api}. */
    private static final boolean UPDATE = Boolean.getBoolean("api.update");

    private static final Pattern CLASS = Pattern.compile("(?m)^(?=[^ }].*\\{$)");
    private static final Pattern PUBLIC = Pattern.compile("public |protected ");
    private static final Pattern LANG = Pattern.compile("\\bjava\\.lang\\.(?=[A-Z])");

    @ParameterizedTest
    @MethodSource("artifacts")
    void its_signatures_are_those_of_its_file(String artifact) throws IOException {
        Path classes = Published.jars().get(artifact).resolve("target/classes");
        assumeTrue(Files.isDirectory(classes), artifact + " is not built");
        String signatures = signatures(classes);
        Path file = file(artifact);
        if (UPDATE) {
            if (signatures.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(FILES);
                Files.writeString(file, signatures);
            }
        }
        assertEquals(
                Files.exists(file) ? Files.readString(file) : "",
                signatures,
                "the API of " + artifact + " has changed: if it should, `make api` writes it to " + file);
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void its_packages_say_since_when_there_are_some(String artifact) throws IOException {
        Path folder = Published.jars().get(artifact);
        Path classes = folder.resolve("target/classes");
        assumeTrue(Files.isDirectory(classes), artifact + " is not built");
        for (String name : offeredPackages(classes)) {
            Path described = folder.resolve("src/main/java")
                    .resolve(name.replace('.', '/'))
                    .resolve("package-info.java");
            assertTrue(Files.readString(described).contains("\n * @since "), described + " has no @since");
        }
    }

    @Test
    void each_file_is_that_of_an_artifact() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            var names = files.collect(Collectors.toCollection(TreeSet::new));
            var all = artifacts().stream().map(ApiTest::file).collect(Collectors.toSet());
            assertTrue(names.size() > 5, names.toString());
            names.removeAll(all);
            assertEquals(Set.of(), names);
        }
    }

    static Set<String> artifacts() throws IOException {
        return Published.jars().keySet();
    }

    private static Path file(String artifact) {
        return FILES.resolve(artifact + ".txt");
    }

    private static String signatures(Path classes) throws IOException {
        var files = new ArrayList<String>();
        for (String name : offeredPackages(classes)) {
            files.addAll(classesIn(classes.resolve(name.replace('.', '/'))));
        }
        var offered = new TreeMap<String, String>();
        for (String type : CLASS.split(files.isEmpty() ? "" : javap(files))) {
            var lines = type.lines()
                    .filter(line -> !line.startsWith("Compiled from"))
                    .toList();
            if (!lines.isEmpty() && PUBLIC.matcher(lines.get(0)).lookingAt()) {
                offered.put(name(lines.get(0)), text(lines));
            }
        }
        // A public class inside one that is not offered.
        offered.keySet().removeIf(name -> outer(name).anyMatch(outer -> !offered.containsKey(outer)));
        return String.join("\n", offered.values());
    }

    private static List<String> classesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> offeredPackages(Path classes) throws IOException {
        Path descriptor = classes.resolve("module-info.class");
        if (Files.exists(descriptor)) {
            try (var content = Files.newInputStream(descriptor)) {
                return ModuleDescriptor.read(content).exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toCollection(TreeSet::new));
            }
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files
                    .filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file.getParent()).toString().replace('/', '.'))
                    .min(Comparator.comparingInt(String::length))
                    .stream()
                    .collect(Collectors.toSet());
        }
    }

    private static String javap(List<String> files) {
        var out = new StringWriter();
        var arguments = new ArrayList<>(List.of("-protected", "-constants"));
        arguments.addAll(files);
        int exitCode = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        assertEquals(0, exitCode, out.toString());
        return out.toString().replace("\r\n", "\n");
    }

    /** Members in the order of their text, as it means nothing where in a file they stand. */
    private static String text(List<String> lines) {
        var members = lines.stream().filter(line -> line.startsWith("  ")).sorted();
        return Stream.of(Stream.of(lines.get(0)), members, Stream.of("}"))
                .flatMap(line -> line)
                .map(line -> LANG.matcher(line).replaceAll("") + "\n")
                .collect(Collectors.joining());
    }

    private static String name(String header) {
        var words = List.of(header.replaceAll("<.*", "").split(" "));
        int kind = Math.max(words.indexOf("class"), words.indexOf("interface"));
        return words.get(kind + 1);
    }

    private static Stream<String> outer(String name) {
        return Stream.iterate(name.lastIndexOf('$'), mark -> mark > 0, mark -> name.lastIndexOf('$', mark - 1))
                .map(mark -> name.substring(0, mark));
    }
}
