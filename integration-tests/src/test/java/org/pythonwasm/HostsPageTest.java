package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pythonwasm.test.Checkout;

/** Every snippet of these pages is a region of what a test runs, in any language. */
class HostsPageTest {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- region: (\\S+) (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

    private static final List<String> PAGES = List.of(
            "hosts", "from-jython", "from-graalpy", "from-plpython", "agents", "spring", "cookbook", "pools", "limits");

    private static String page() throws IOException {
        var text = new StringBuilder();
        for (String page : PAGES) {
            text.append(Files.readString(Checkout.root().resolve(Path.of("docs", page + ".md"))));
        }
        return text.toString();
    }

    @Test
    void every_snippet_names_its_region() throws IOException {
        assertEquals(
                page().lines().filter(line -> line.startsWith("```")).count(),
                2 * SNIPPET.matcher(page()).results().count());
    }

    /** The table of hosts names the folders of this project's tests. */
    @Test
    void every_host_has_a_row() throws IOException {
        String page = page();
        try (Stream<Path> folders = Files.list(Checkout.root().resolve("hosts"))) {
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> "`hosts/" + folder.getFileName() + "` |")
                    .forEach(name -> assertTrue(page.contains(name), name));
        }
    }
}
