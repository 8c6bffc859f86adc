package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SECURITY.md says is proved by a test is proved by one. */
class SecurityTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))#(\\w+)`");

    private static final Map<String, List<Path>> SOURCES = sources();

    /** The tests of all modules, by the names of their files. */
    private static Map<String, List<Path>> sources() {
        var sources = new HashMap<String, List<Path>>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().contains("src/test/java")) {
                        sources.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                                .add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    static Stream<String> tests() throws IOException {
        return TEST.matcher(Files.readString(ROOT.resolve("SECURITY.md")))
                .results()
                .map(MatchResult::group)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void a_test_of_the_table_exists(String name) throws IOException {
        var parts = TEST.matcher(name);
        assertTrue(parts.matches());
        var found = new ArrayList<String>();
        for (Path source : SOURCES.getOrDefault(parts.group(1) + ".java", List.of())) {
            found.add(Files.readString(source));
        }
        assertTrue(found.stream().anyMatch(source -> source.contains(" " + parts.group(2) + "(")), name);
    }

    @Test
    void every_promise_has_a_test() throws IOException {
        String promises = Files.readString(ROOT.resolve("SECURITY.md"))
                .split("## Promises")[1]
                .split("\n\n")[1];
        promises.lines().skip(2).forEach(row -> assertTrue(TEST.matcher(row).find(), row));
    }
}
