package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.test.Checkout;

/** Snippets of the pages are regions of what tests run, and links lead to what is there. */
class PagesTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- region: (\\S+) (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

    static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        for (String folder : List.of("", "docs", "guest", "bench", "cpython-tests")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> snippets() throws IOException {
        return pages().stream()
                .flatMap(page -> SNIPPET.matcher(read(page))
                        .results()
                        .map(snippet -> Arguments.of(
                                page.getFileName() + " " + snippet.group(1) + " " + snippet.group(2), snippet)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void a_snippet_is_a_region_of_what_a_test_runs(String name, MatchResult snippet) throws IOException {
        String file = Files.readString(ROOT.resolve(snippet.group(1)));
        var region = Pattern.compile(
                        "(?://|#|--|<!--) region: " + Pattern.quote(snippet.group(2))
                                + "(?: -->)?\n(.*?)\n *(?://|#|--|<!--) endregion",
                        Pattern.DOTALL)
                .matcher(file);
        assertTrue(region.find(), () -> snippet.group(1) + " has no region " + snippet.group(2));
        assertEquals(
                snippet.group(3).stripTrailing(), region.group(1).stripIndent().stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_java_snippet_names_its_region(Path page) {
        String text = read(page);
        long named = SNIPPET.matcher(text)
                .results()
                .filter(snippet -> snippet.group().contains("```java"))
                .count();
        assertEquals(text.split("```java", -1).length - 1, named);
    }

    /** Within the project; what is elsewhere cannot be looked at in a build. */
    @ParameterizedTest
    @MethodSource("pages")
    void links_lead_to_a_file_or_a_heading_that_is_there(Path page) {
        var broken = LINK.matcher(CODE.matcher(read(page)).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !leads(page, link))
                .toList();
        assertEquals(List.of(), broken);
    }

    private static boolean leads(Path page, String link) {
        int mark = link.indexOf('#');
        String file = mark < 0 ? link : link.substring(0, mark);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (mark < 0 || anchors(target).contains(link.substring(mark + 1)));
    }

    /** As the sites that show such pages name headings. */
    private static Set<String> anchors(Path page) {
        return HEADING.matcher(read(page).replaceAll("(?s)```.*?```", ""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase()
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "pom.xml, h2.version",
        "pom.xml, calcite.version",
        "pom.xml, spark.version",
        "spring/pom.xml, boot.version"
    })
    void supported_versions_are_those_of_the_build(String pom, String property) {
        var version =
                Pattern.compile("<" + property + ">([^<]+)</" + property + ">").matcher(read(ROOT.resolve(pom)));
        assertTrue(version.find(), property);
        assertTrue(read(ROOT.resolve("SECURITY.md")).contains(version.group(1)), property + " " + version.group(1));
    }

    /** docs/README.md is the index. */
    @Test
    void every_page_of_docs_is_in_the_index() throws IOException {
        String index = read(ROOT.resolve("docs/README.md"));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            var missing = pages.map(page -> page.getFileName().toString())
                    .filter(page -> !page.equals("README.md") && !index.contains("(" + page + ")"))
                    .toList();
            assertEquals(List.of(), missing);
        }
    }
}
