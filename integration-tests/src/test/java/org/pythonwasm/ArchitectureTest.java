package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md names every module and every package that there is, and none besides. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)/?`.*$", Pattern.MULTILINE);

    private static String section(String heading) throws IOException {
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        int start = page.indexOf("# " + heading + "\n");
        return page.substring(start, page.indexOf("\n#", start + 1));
    }

    private static TreeSet<String> rows(String section) {
        return new TreeSet<>(ROW.matcher(section).results().map(row -> row.group(1)).toList());
    }

    @Test
    void every_module_is_there() throws IOException {
        var modules = new TreeSet<>(Pattern.compile("<module>([^</]+)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results().map((MatchResult module) -> module.group(1)).toList());
        assertEquals(modules, rows(section("Modules")));
    }

    @Test
    void every_package_is_there() throws IOException {
        assertEquals(packages("engine"), rows(section("engine")));
        assertEquals(packages("udf-bridge"), rows(section("udf-bridge")));
    }

    private static TreeSet<String> packages(String module) throws IOException {
        Path sources = ROOT.resolve(module).resolve("src/main/java/org/pythonwasm");
        Path top = sources.resolve(module.equals("engine") ? "engine" : "udf");
        try (Stream<Path> files = Files.walk(top)) {
            var names = new TreeSet<>(files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> top.relativize(file.getParent()).toString().replace('/', '.'))
                    .map(name -> name.isEmpty() ? top.getFileName().toString() : name).toList());
            assertEquals(List.of(), names.stream().filter(String::isBlank).toList());
            return names;
        }
    }
}
