package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pythonwasm.test.Checkout;

/** The bill of materials has each artifact that is published, and none besides. */
class BomTest {
    private static final Pattern MODULE = Pattern.compile("<module>([^</]+)</module>");
    private static final Pattern OWN = Pattern.compile("\n  <artifactId>([^<]+)</artifactId>");
    private static final Pattern LISTED = Pattern.compile("\n        <artifactId>([^<]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("\n  <version>([^<]+)</version>");

    private final TreeSet<String> published = new TreeSet<>();

    @Test
    void each_published_artifact_is_listed() throws IOException {
        collect(Checkout.root());
        published.remove("python-wasm-bom");
        assertEquals(published, find(LISTED, Checkout.root().resolve("bom")));
    }

    /** It has no parent to take it from. */
    @Test
    void its_version_is_that_of_the_others() throws IOException {
        assertEquals(
                find(VERSION, Checkout.root()), find(VERSION, Checkout.root().resolve("bom")));
    }

    private void collect(Path folder) throws IOException {
        String pom = Files.readString(folder.resolve("pom.xml"));
        if (pom.contains("<maven.deploy.skip>true")) {
            return;
        }
        for (var module : MODULE.matcher(pom).results().toList()) {
            collect(folder.resolve(module.group(1)));
        }
        if (!pom.contains("<modules>")) {
            published.addAll(find(OWN, folder));
        }
    }

    private static TreeSet<String> find(Pattern pattern, Path folder) throws IOException {
        var found = new TreeSet<String>();
        pattern.matcher(Files.readString(folder.resolve("pom.xml")))
                .results()
                .forEach(match -> found.add(match.group(1)));
        return found;
    }
}
