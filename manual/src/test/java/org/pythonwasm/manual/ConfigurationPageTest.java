package org.pythonwasm.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md has what the sources read. */
class ConfigurationPageTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PROPERTY = Pattern.compile("\"(python-wasm\\.[a-zA-Z]+)\"");
    private static final Pattern LIMIT = Pattern.compile("public Limits (with[A-Za-z]+)\\(");

    @Test
    void every_system_property_is_there() throws IOException {
        var properties = new TreeSet<String>();
        Files.walkFileTree(CHECKOUT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.equals(".git") || name.equals("test") || name.equals("bench")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java")) {
                    PROPERTY.matcher(Files.readString(file)).results().forEach(match -> properties.add(match.group(1)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertFalse(properties.isEmpty());
        String page = page();
        properties.removeIf(property -> page.contains("`" + property + "`"));
        assertEquals(new TreeSet<>(), properties);
    }

    @Test
    void every_limit_is_there() throws IOException {
        String source = Files.readString(CHECKOUT.resolve("engine/src/main/java/org/pythonwasm/engine/Limits.java"));
        var limits = new TreeSet<String>();
        LIMIT.matcher(source).results().forEach(match -> limits.add(match.group(1)));
        assertFalse(limits.isEmpty());
        String page = page();
        limits.removeIf(limit -> page.contains("`" + limit + "`"));
        assertEquals(new TreeSet<>(), limits);
    }

    private static String page() throws IOException {
        return Files.readString(CHECKOUT.resolve("docs/configuration.md"));
    }
}
