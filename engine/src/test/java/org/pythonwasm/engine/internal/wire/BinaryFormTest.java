package org.pythonwasm.engine.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Host and guest have the same numbers for what they exchange in the binary form. */
class BinaryFormTest {
    private static final Path SHIM = Path.of("..", "guest", "shim");

    private static String source(String file) throws IOException {
        return Files.readString(SHIM.resolve(file));
    }

    private static List<String> enumerators(String body, String prefix) {
        return Pattern.compile("\\b" + prefix + "(\\w+)")
                .matcher(body)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String body(String source, String name) {
        int start = source.indexOf("enum " + name + " {");
        return source.substring(start, source.indexOf("};", start));
    }

    @Test
    void tags_are_the_same() throws IOException {
        Map<String, Integer> inC = Pattern.compile("TAG_(\\w+) = (\\d+),")
                .matcher(source("binary.h"))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult tag) -> tag.group(1),
                        tag -> Integer.valueOf(tag.group(2)),
                        (a, b) -> a,
                        TreeMap::new));
        Map<String, Integer> inJava = Arrays.stream(Tag.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .collect(
                        Collectors.toMap(field -> field.getName(), BinaryFormTest::valueOf, (a, b) -> a, TreeMap::new));
        assertEquals(inC, inJava);
    }

    private static int valueOf(java.lang.reflect.Field field) {
        try {
            return field.getByte(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void operations_and_members_are_the_same() throws IOException {
        String exchange = source("exchange.c");
        assertEquals(
                enumerators(body(exchange, "operation"), "OP_").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                BinaryRequest.OPERATIONS);
        assertEquals(
                enumerators(body(exchange, "member"), "M_").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                BinaryRequest.MEMBERS);
    }
}
