package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SECURITY.md says is proved by a test is proved by one. */
class SecurityTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract))#(\\w+)`");

    private static final Map<String, Path> SOURCES = sources();

    /** Of the tests of all modules, by name. */
    private static Map<String, Path> sources() {
        try (var files = Files.find(ROOT, 14, (path, attributes) -> path.toString().contains("/src/test/java/")
                && path.toString().endsWith(".java"))) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file, (one, other) -> one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> tests() throws IOException {
        return TEST.matcher(Files.readString(ROOT.resolve("SECURITY.md"))).results().map(MatchResult::group).distinct();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void a_test_of_the_table_exists(String name) throws IOException {
        var parts = TEST.matcher(name);
        assertTrue(parts.matches());
        Path source = SOURCES.get(parts.group(1) + ".java");
        assertNotNull(source, "no class for " + name);
        assertTrue(Files.readString(source).contains(" " + parts.group(2) + "("), name);
    }

    @Test
    void every_promise_has_a_test() throws IOException {
        String promises = Files.readString(ROOT.resolve("SECURITY.md")).split("## Promises")[1].split("\n\n")[1];
        promises.lines().skip(2).forEach(row -> assertTrue(TEST.matcher(row).find(), row));
    }
}
