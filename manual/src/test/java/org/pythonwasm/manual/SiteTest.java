package org.pythonwasm.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the site as a browser reads them. */
class SiteTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, Document> PAGES = new TreeMap<>();

    @TempDir
    private static Path site;

    @BeforeAll
    static void write() throws IOException {
        Manual.write(CHECKOUT, site);
        try (Stream<Path> files = Files.list(site)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                PAGES.put(file.getFileName().toString(), Jsoup.parse(file));
            }
        }
    }

    /** Of files and of headings; what is elsewhere cannot be looked at in a build. */
    @Test
    void every_link_leads_somewhere() {
        var broken = new ArrayList<String>();
        PAGES.forEach((name, page) -> page.select("[href], [src]").forEach(element -> {
            String link = element.hasAttr("href") ? element.attr("href") : element.attr("src");
            if (!leads(page, link)) {
                broken.add(name + ": " + link);
            }
        }));
        assertEquals(List.of(), broken);
    }

    private static boolean leads(Document page, String link) {
        if (link.startsWith("https://") || link.startsWith("data:")) {
            return true;
        }
        int mark = link.indexOf('#');
        String file = mark < 0 ? link : link.substring(0, mark);
        Document target = file.isEmpty() ? page : PAGES.get(file);
        if (target == null) {
            return mark < 0 && Files.isRegularFile(site.resolve(file));
        }
        return mark < 0 || target.getElementById(link.substring(mark + 1)) != null;
    }

    @Test
    void every_page_of_docs_is_in_the_navigation_and_names_itself_there() throws IOException {
        try (Stream<Path> sources = Files.list(CHECKOUT.resolve("docs"))) {
            sources.map(source -> source.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .forEach(name -> {
                        String url = name.replace(".md", ".html");
                        assertEquals(
                                url,
                                PAGES.get(url).select("nav a[aria-current]").attr("href"));
                    });
        }
    }

    @Test
    void every_page_has_one_title_a_language_and_no_id_twice() {
        PAGES.forEach((name, page) -> {
            assertEquals(1, page.select("h1").size(), name);
            assertEquals("en", page.select("html").attr("lang"), name);
            assertFalse(page.title().isBlank(), name);
            var ids = page.select("[id]").eachAttr("id");
            assertEquals(ids.size(), new TreeSet<>(ids).size(), () -> name + " " + ids);
        });
    }

    /** Which lists of search results show. */
    @Test
    void every_page_has_a_description_of_its_own() {
        var pages = new TreeMap<String, String>();
        PAGES.forEach((name, page) -> {
            String description = page.select("meta[name=description]").attr("content");
            assertTrue(description.length() >= 20 && description.length() <= 160, () -> name + ": " + description);
            assertNull(pages.put(description, name), name);
        });
    }

    /** So that nothing moves when they come. */
    @Test
    void pictures_have_a_size() {
        PAGES.forEach((name, page) -> page.select("img").forEach(image -> {
            assertTrue(image.attr("width").matches("\\d+"), () -> name + ": " + image);
            assertTrue(image.attr("height").matches("\\d+"), () -> name + ": " + image);
        }));
    }

    /** Those of long pages are ## and ###, with none left out, for readers that hear a page. */
    @Test
    void headings_skip_no_level_and_pictures_have_a_text() {
        PAGES.forEach((name, page) -> {
            int level = 0;
            for (Element heading : page.select("main h1, main h2, main h3, main h4")) {
                int next = heading.tagName().charAt(1) - '0';
                assertTrue(next <= level + 1, () -> name + ": " + heading.text());
                level = next;
            }
            page.select("img").forEach(image -> assertFalse(image.attr("alt").isBlank(), name));
            page.select("svg")
                    .forEach(plot -> assertFalse(plot.attr("aria-label").isBlank(), name));
        });
    }

    @Test
    void nothing_is_loaded_from_elsewhere() {
        PAGES.forEach((name, page) -> page.select("script, link[rel=stylesheet], img")
                .forEach(element -> assertFalse(element.outerHtml().contains("//"), name)));
    }

    @Test
    void no_directive_of_markdown_is_left() {
        PAGES.forEach((name, page) -> {
            assertFalse(page.html().contains("<!--"), name);
            page.select("main a").forEach(link -> assertFalse(link.text().endsWith(".md"), link.outerHtml()));
            assertFalse(page.select("main p, main li, main td").text().contains("```"), name);
        });
    }

    @Test
    void the_search_knows_every_heading() throws IOException {
        String documents = Files.readString(site.resolve("search-documents.js"));
        PAGES.forEach((name, page) -> page.select("main h1, main h2, main h3")
                .forEach(heading ->
                        assertTrue(documents.contains("\"" + name + "#" + heading.id() + "\""), name + heading.id())));
    }
}
