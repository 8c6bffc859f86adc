package org.pythonwasm.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

/** Writes the site: {@code Manual CHECKOUT SITE}. */
public final class Manual {
    private static final List<String> ASSETS = List.of("style.css", "site.js");

    private Manual() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the checkout and the folder of the site, found " + arguments.length + " arguments");
        }
        Path site = Path.of(arguments[1]);
        int pages = write(Path.of(arguments[0]).toRealPath(), site);
        System.out.println("[manual] " + pages + " pages: " + site.resolve("index.html"));
    }

    /** Returns the number of pages. */
    static int write(Path checkout, Path site) throws IOException {
        var book = Book.read(checkout);
        Files.createDirectories(site);
        var layout = Layout.of(book);
        for (Page page : book.pages()) {
            Files.writeString(site.resolve(page.url()), layout.html(page));
        }
        for (Path file : book.files()) {
            Files.copy(file, site.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(site.resolve("search-documents.js"), SearchDocuments.of(book.pages()));
        for (String asset : ASSETS) {
            copy(asset, site.resolve(asset));
        }
        var versions = new Properties();
        try (var input = Manual.class.getResourceAsStream("webjars.properties")) {
            versions.load(input);
        }
        copy(webjar(versions, "lunr") + "lunr.min.js", site.resolve("lunr.min.js"));
        copy(webjar(versions, "highlightjs") + "highlight.min.js", site.resolve("highlight.min.js"));
        return book.pages().size();
    }

    private static String webjar(Properties versions, String name) {
        return "/META-INF/resources/webjars/" + name + "/" + versions.getProperty(name) + "/";
    }

    private static void copy(String resource, Path file) throws IOException {
        try (var input = Manual.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IOException("the class path has no " + resource);
            }
            Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
