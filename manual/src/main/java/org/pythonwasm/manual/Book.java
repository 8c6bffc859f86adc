package org.pythonwasm.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pages that README.md and the index, docs/README.md, lead to, and the files that they show. */
final class Book {
    static final String FRONT = "README.md";
    static final String INDEX = "docs/README.md";

    private final Path checkout;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final Contents contents;

    private Book(Path checkout) throws IOException {
        this.checkout = checkout;
        this.contents = Contents.of(Files.readString(checkout.resolve(INDEX)), INDEX);
    }

    static Book read(Path checkout) throws IOException {
        var book = new Book(checkout);
        var plots = new Plots(Files.readString(checkout.resolve("bench/RESULTS.md")));
        var waiting = new ArrayDeque<String>(List.of(FRONT, INDEX));
        book.contents.entries().forEach(entry -> waiting.add(entry.source()));
        while (!waiting.isEmpty()) {
            String source = waiting.remove();
            if (!book.pages.containsKey(source)) {
                var markdown = new Markdown(checkout, source, plots, book::label);
                book.pages.put(source, markdown.page(Files.readString(checkout.resolve(source))));
                waiting.addAll(markdown.linkedPages());
                book.files.addAll(markdown.linkedFiles());
            }
        }
        return book;
    }

    private String label(String source) {
        return contents.entries().stream()
                .filter(entry -> entry.source().equals(source))
                .map(Contents.Entry::label)
                .findFirst()
                .orElse(source.equals(INDEX) ? "the contents" : source);
    }

    List<Page> pages() {
        return List.copyOf(pages.values());
    }

    Set<Path> files() {
        return Set.copyOf(files);
    }

    Contents contents() {
        return contents;
    }

    Page page(String source) {
        return pages.get(source);
    }

    /** In the order of the contents; none for pages that are not in it. */
    Optional<Page> neighbour(Page page, int step) {
        var order = new ArrayList<String>(List.of(FRONT));
        contents.entries().forEach(entry -> order.add(entry.source()));
        int place = order.indexOf(page.source());
        int other = place + step;
        return place < 0 || other < 0 || other >= order.size()
                ? Optional.empty()
                : Optional.of(pages.get(order.get(other)));
    }

    /** All pages lie in one folder, so that links between them are names. */
    static String url(String source) {
        if (source.equals(FRONT)) {
            return "index.html";
        }
        if (source.equals(INDEX)) {
            return "contents.html";
        }
        int slash = source.lastIndexOf('/');
        String name = source.substring(slash + 1).replaceFirst("\\.md$", "");
        String folder = slash < 0 ? "" : source.substring(0, slash).replace('/', '-');
        if (folder.equals("docs") || folder.isEmpty()) {
            return name.toLowerCase() + ".html";
        }
        return (name.equals("README") ? folder : folder + "-" + name.toLowerCase()) + ".html";
    }
}
