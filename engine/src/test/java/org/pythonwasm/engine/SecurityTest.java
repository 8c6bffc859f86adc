package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Stream<String> tests() throws IOException {
        return TEST.matcher(Files.readString(ROOT.resolve("SECURITY.md"))).results().map(MatchResult::group).distinct();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void a_test_of_the_table_exists(String name) throws IOException {
        var parts = TEST.matcher(name);
        assertTrue(parts.matches());
        for (String module : new String[] {"engine", "udf-bridge", "fuzz"}) {
            Path sources = ROOT.resolve(module).resolve("src/test/java");
            try (var files = Files.find(sources, 9, (path, attributes) -> path.endsWith(parts.group(1) + ".java"))) {
                var found = files.findFirst();
                if (found.isPresent()) {
                    assertTrue(Files.readString(found.get()).contains(" " + parts.group(2) + "("), name);
                    return;
                }
            }
        }
        throw new AssertionError("no class for " + name);
    }

    @Test
    void every_promise_has_a_test() throws IOException {
        String promises = Files.readString(ROOT.resolve("SECURITY.md")).split("## Promises")[1].split("\n\n")[1];
        promises.lines().skip(2).forEach(row -> assertTrue(TEST.matcher(row).find(), row));
    }
}
