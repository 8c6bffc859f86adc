package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pythonwasm.test.Checkout;

/** The bill of materials has each artifact that is published, and none besides. */
class BomTest {
    private static final Pattern LISTED = Pattern.compile("\n        <artifactId>(python-wasm-[^<]+)</artifactId>");
    private static final Pattern REVISION = Pattern.compile("<revision>([^<]+)</revision>");

    @Test
    void each_published_artifact_is_listed() throws IOException {
        assertEquals(Published.jars().keySet(), find(LISTED, Checkout.root().resolve("bom")));
    }

    /** And -Drevision=… is that of a release. */
    @Test
    void the_version_of_all_artifacts_is_written_once() throws IOException {
        var versions = find(REVISION, Checkout.root());
        assertEquals(1, versions.size());
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            var others = files.filter(
                            file -> file.endsWith("pom.xml") && !file.toString().contains("/target/"))
                    .filter(file -> !file.equals(Checkout.root().resolve("pom.xml")))
                    .filter(file -> read(file).contains(">" + versions.first() + "<"))
                    .toList();
            assertEquals(List.of(), others);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreeSet<String> find(Pattern pattern, Path folder) {
        var found = new TreeSet<String>();
        pattern.matcher(read(folder.resolve("pom.xml"))).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
