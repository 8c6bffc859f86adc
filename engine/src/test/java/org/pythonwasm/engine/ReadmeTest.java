package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Every snippet of README, of docs/guests.md, docs/objects.md, docs/packages.md and docs/sql-spark.md is a region of a test. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- region: (\\S+) (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

    static Stream<MatchResult> snippets() throws IOException {
        return SNIPPET.matcher(documents()).results();
    }

    private static String documents() throws IOException {
        return Files.readString(ROOT.resolve("README.md"))
                + Files.readString(ROOT.resolve("docs/guests.md"))
                + Files.readString(ROOT.resolve("docs/objects.md"))
                + Files.readString(ROOT.resolve("docs/packages.md"))
                + Files.readString(ROOT.resolve("docs/sql-spark.md"));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_snippet_is_a_region_of_a_test(MatchResult snippet) throws IOException {
        String test = Files.readString(ROOT.resolve(snippet.group(1)));
        String start = "// region: " + snippet.group(2) + "\n";
        assertTrue(test.contains(start), snippet.group(1) + " has no region " + snippet.group(2));
        int begin = test.indexOf(start) + start.length();
        String region =
                test.substring(begin, test.indexOf("// endregion", begin)).stripTrailing();
        assertEquals(snippet.group(3).stripTrailing(), region.stripIndent());
    }

    @Test
    void every_java_snippet_names_its_region() throws IOException {
        assertEquals(documents().split("```java", -1).length - 1, snippets().count());
    }
}
