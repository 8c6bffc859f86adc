package org.pythonwasm.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is around the text of each page: title, search, navigation, headings, the neighbours. */
final class Layout {
    private final String template;
    private final Book book;

    private Layout(String template, Book book) {
        this.template = template;
        this.book = book;
    }

    static Layout of(Book book) throws IOException {
        try (var input = Layout.class.getResourceAsStream("page.html")) {
            return new Layout(new String(input.readAllBytes(), UTF_8), book);
        }
    }

    String html(Page page) {
        String title = page.source().equals(Book.FRONT) ? "python-wasm" : page.title() + " · python-wasm";
        return template.replace("{{title}}", escape(title))
                .replace("{{description}}", escape(page.description()))
                .replace("{{navigation}}", navigation(page))
                .replace("{{headings}}", headings(page))
                .replace("{{previous}}", neighbour(book.neighbour(page, -1), "previous", "← "))
                .replace("{{next}}", neighbour(book.neighbour(page, 1), "next", ""))
                .replace("{{source}}", escape(page.source()))
                .replace("{{text}}", page.html());
    }

    private String navigation(Page page) {
        return book.contents().sections().stream()
                .map(section -> "<h2>" + escape(section.heading()) + "</h2>\n<ul>\n"
                        + section.entries().stream()
                                .map(entry -> item(page, entry))
                                .collect(Collectors.joining())
                        + "</ul>\n")
                .collect(Collectors.joining());
    }

    private static String item(Page page, Contents.Entry entry) {
        String here = entry.source().equals(page.source()) ? " aria-current=\"page\"" : "";
        return "<li><a href=\"" + Book.url(entry.source()) + "\"" + here + ">" + escape(entry.label()) + "</a></li>\n";
    }

    private static String headings(Page page) {
        return page.parts().stream()
                .filter(part -> part.level() == 2)
                .map(part -> "<li><a href=\"#" + escape(part.anchor()) + "\">" + escape(part.heading()) + "</a></li>\n")
                .collect(Collectors.joining());
    }

    private String neighbour(Optional<Page> page, String relation, String arrow) {
        return page.map(other -> "<a rel=\"" + relation + "\" href=\"" + other.url() + "\">" + arrow
                        + escape(other.title()) + (arrow.isEmpty() ? " →" : "") + "</a>")
                .orElse("<span></span>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
