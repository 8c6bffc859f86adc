package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pythonwasm.test.Checkout;

/** ARCHITECTURE.md names every module and every package that there is, and none besides. */
class ArchitectureTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9./-]*[a-z0-9])/?`.*$", Pattern.MULTILINE);

    private static final Pattern MODULE = Pattern.compile("<module>([^</]+)</module>");

    private static String section(String heading) throws IOException {
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        int start = page.indexOf("# " + heading + "\n");
        return page.substring(start, page.indexOf("\n#", start + 1));
    }

    private static TreeSet<String> rows(String section) {
        return new TreeSet<>(
                ROW.matcher(section).results().map(row -> row.group(1)).toList());
    }

    @Test
    void every_module_is_there() throws IOException {
        assertEquals(new TreeSet<>(modules("")), rows(section("Modules")));
    }

    /** Of a folder with a pom.xml; the modules of a benchmark, and those of hosts, are one to the reader. */
    private static List<String> modules(String folder) throws IOException {
        var modules = new ArrayList<String>();
        for (var match : MODULE.matcher(Files.readString(ROOT.resolve(folder).resolve("pom.xml")))
                .results()
                .toList()) {
            String module = folder + match.group(1);
            var inner = List.of("bench", "hosts").contains(module) ? List.<String>of() : modules(module + "/");
            modules.addAll(inner.isEmpty() ? List.of(module) : inner);
        }
        return modules;
    }

    @Test
    void every_package_is_there() throws IOException {
        for (String module : List.of("machine", "translator", "engine", "modules", "regex", "jit")) {
            assertEquals(packages(module, module), rows(section(module)));
        }
        assertEquals(packages("udf-bridge", "udf"), rows(section("udf-bridge")));
        assertEquals(packages("agents", "agents"), rows(section("agents")));
        assertEquals(packages("spring", ""), rows(section("spring")));
    }

    /** Of all modules in a folder, below a package of org.pythonwasm. */
    private static TreeSet<String> packages(String folder, String top) throws IOException {
        var names = new TreeSet<String>();
        for (String module : modules("")) {
            Path sources =
                    ROOT.resolve(module).resolve("src/main/java/org/pythonwasm").resolve(top);
            if ((module.equals(folder) || module.startsWith(folder + "/")) && Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.endsWith("package-info.java"))
                            .map(file -> sources.relativize(file.getParent())
                                    .toString()
                                    .replace('/', '.'))
                            .forEach(name -> names.add(name.isEmpty() ? top : name));
                }
            }
        }
        return names;
    }
}
