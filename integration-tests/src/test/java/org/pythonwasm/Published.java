package org.pythonwasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pythonwasm.test.Checkout;

/** The artifacts that are published. */
final class Published {
    private static final Pattern MODULE = Pattern.compile("<module>([^</]+)</module>");
    private static final Pattern OWN = Pattern.compile("\n  <artifactId>([^<]+)</artifactId>");

    private Published() {}

    /** Returns the folder of each that has a jar, by its name. */
    static TreeMap<String, Path> jars() throws IOException {
        var found = new TreeMap<String, Path>();
        collect(Checkout.root(), found);
        found.remove("python-wasm-bom");
        return found;
    }

    private static void collect(Path folder, TreeMap<String, Path> found) throws IOException {
        String pom = Files.readString(folder.resolve("pom.xml"));
        if (pom.contains("<maven.deploy.skip>true")) {
            return;
        }
        for (var module : MODULE.matcher(pom).results().toList()) {
            collect(folder.resolve(module.group(1)), found);
        }
        if (!pom.contains("<modules>")) {
            OWN.matcher(pom).results().forEach(match -> found.put(match.group(1), folder));
        }
    }
}
