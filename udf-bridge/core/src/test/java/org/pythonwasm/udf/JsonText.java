package org.pythonwasm.udf;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON texts of null, truths, numbers, strings, lists and maps. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> string((String) entry.getKey()) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return String.valueOf(value);
    }

    private static String string(String text) {
        return text.chars()
                .mapToObj(c ->
                        c < ' ' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : Character.toString((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
