package org.pythonwasm.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** One page: its links lead to pages of the site, its headings have the names that links use, its plots are drawn. */
final class Markdown {
    private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().extensions(EXTENSIONS).build();
    private static final Pattern REGION = Pattern.compile("<!-- region: (?:\\S*/)?(\\S+) \\S+ -->");
    private static final Pattern SIZE = Pattern.compile("<svg[^>]* viewBox=\"0 0 (\\d+) (\\d+)\"");
    /** What a list of search results shows of it. */
    private static final int DESCRIPTION = 155;

    private static final Pattern PLOT = Pattern.compile("<!-- plot: (\\S+) -->");

    private final Path checkout;
    private final String source;
    private final Plots plots;
    private final UnaryOperator<String> labels;
    private final Map<Node, String> anchors = new HashMap<>();
    private final Map<Node, MatchResult> sizes = new HashMap<>();
    private final Set<String> linkedPages = new LinkedHashSet<>();
    private final Set<Path> linkedFiles = new LinkedHashSet<>();

    /** @param labels what a link says that says the name of a file */
    Markdown(Path checkout, String source, Plots plots, UnaryOperator<String> labels) {
        this.checkout = checkout;
        this.source = source;
        this.plots = plots;
        this.labels = labels;
    }

    Page page(String markdown) {
        var document = PARSER.parse(markdown);
        var parts = parts(document);
        String description = description(document);
        document.accept(new Rewriter());
        var renderer = HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (anchors.containsKey(node)) {
                        attributes.put("id", anchors.get(node));
                    }
                    if (sizes.containsKey(node)) {
                        // The text below it does not move when it comes.
                        attributes.put("width", sizes.get(node).group(1));
                        attributes.put("height", sizes.get(node).group(2));
                    }
                })
                .build();
        String html = renderer.render(document)
                .replace("<table>", "<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
        return new Page(source, Book.url(source), parts.get(0).heading(), description, html, parts);
    }

    Set<String> linkedPages() {
        return linkedPages;
    }

    Set<Path> linkedFiles() {
        return linkedFiles;
    }

    /** The path in the checkout to which a link of a page leads. */
    static String resolve(String source, String link) {
        return Path.of(source).resolveSibling(link).normalize().toString();
    }

    private List<Page.Part> parts(Node document) {
        var parts = new ArrayList<Page.Part>();
        Heading heading = null;
        var text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading next) {
                close(parts, heading, text);
                if (heading != null && next.getLevel() == 1) {
                    next.setLevel(2); // a page has one title
                }
                heading = next;
                anchors.put(next, anchor(TEXT.render(next)));
            } else if (!(node instanceof HtmlBlock)) {
                text.append(TEXT.render(node)).append('\n');
            }
        }
        close(parts, heading, text);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(source + " has no heading: a page begins with its title");
        }
        return List.copyOf(parts);
    }

    private void close(List<Page.Part> parts, Heading heading, StringBuilder text) {
        if (heading != null) {
            parts.add(new Page.Part(
                    heading.getLevel(),
                    anchors.get(heading),
                    TEXT.render(heading).strip(),
                    text.toString().strip()));
        }
        text.setLength(0);
    }

    /** The first paragraph, which may be that of a list, as far as it is shown. */
    private String description(Node document) {
        var found = new ArrayList<String>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Paragraph paragraph) {
                found.add(TEXT.render(paragraph).strip().replaceAll("\\s+", " "));
            }
        });
        if (found.isEmpty()) {
            throw new IllegalArgumentException(source + " has no paragraph: its first one is its description");
        }
        String text = found.get(0);
        return text.length() <= DESCRIPTION ? text : text.substring(0, text.lastIndexOf(' ', DESCRIPTION - 2)) + " …";
    }

    /** As the sites that show such pages name headings; the second of a name has a number. */
    private String anchor(String heading) {
        String name = heading.strip()
                .toLowerCase()
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        String anchor = name;
        for (int number = 1; anchors.containsValue(anchor); number++) {
            anchor = name + "-" + number;
        }
        return anchor;
    }

    private final class Rewriter extends AbstractVisitor {
        @Override
        public void visit(Link link) {
            String before = link.getDestination();
            link.setDestination(destination(before));
            if (link.getFirstChild() instanceof Text text && text.getLiteral().endsWith(".md")) {
                text.setLiteral(labels.apply(resolve(source, before.replaceFirst("#.*", ""))));
            }
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            String before = image.getDestination();
            image.setDestination(destination(before));
            if (before.endsWith(".svg") && !before.contains("://")) {
                SIZE.matcher(read(checkout.resolve(resolve(source, before))))
                        .results()
                        .findFirst()
                        .ifPresent(size -> sizes.put(image, size));
            }
        }

        @Override
        public void visit(HtmlBlock block) {
            var region = REGION.matcher(block.getLiteral());
            var plot = PLOT.matcher(block.getLiteral());
            if (region.find()) {
                block.setLiteral(
                        "<p class=\"tested\" title=\"a test of the build runs this code\">" + region.group(1) + "</p>");
            } else if (plot.find()) {
                block.setLiteral(plots.svg(plot.group(1)));
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String destination(String link) {
            if (link.contains("://") || link.startsWith("mailto:") || link.startsWith("#")) {
                return link;
            }
            int mark = link.indexOf('#');
            String target = resolve(source, mark < 0 ? link : link.substring(0, mark));
            Path file = checkout.resolve(target);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(source + " links to " + link + ": expected a file of the checkout");
            }
            if (target.endsWith(".md")) {
                linkedPages.add(target);
                return Book.url(target) + (mark < 0 ? "" : link.substring(mark));
            }
            linkedFiles.add(file);
            return file.getFileName().toString();
        }
    }
}
