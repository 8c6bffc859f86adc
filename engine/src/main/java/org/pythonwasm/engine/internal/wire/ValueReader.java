package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.text.Numbers;

/** Reads Java values from the JSON of the protocol: the inverse of the prelude's {@code encode}. */
final class ValueReader {
    private final JsonParser json;
    private final ObjectTable references;
    /** The parts of a deep value that were read and not yet put in place. */
    private final Map<Integer, Object> parts = new HashMap<>();

    ValueReader(JsonParser json, ObjectTable references) {
        this.json = json;
        this.references = references;
    }

    /** Returns the value that starts at the parser's current token. */
    Object read() throws IOException {
        JsonToken token = json.currentToken();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
            case START_ARRAY -> readList();
            case START_OBJECT -> readObject();
            default -> throw new IOException("unexpected " + token + " in the guest's reply");
        };
    }

    private List<Object> readList() throws IOException {
        var items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            references.requireAlive();
            items.add(read());
        }
        return items;
    }

    private Object readObject() throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            references.requireAlive();
            fields.put(name, read());
        }
        return fields.get("$") instanceof String tag ? untag(tag, fields) : fields;
    }

    private Object untag(String tag, Map<String, Object> fields) throws IOException {
        Object value = fields.get("v");
        return switch (tag) {
            case "int" -> hexadecimal((String) value);
            case "float" ->
                Double.valueOf(((String) value).replace("inf", "Infinity").replace("nan", "NaN"));
            case "decimal" -> decimal((String) value);
            case "bytes" -> Base64.getDecoder().decode((String) value);
            case "date" -> LocalDate.parse((String) value);
            case "time" ->
                hasOffset((String) value) ? OffsetTime.parse((String) value) : LocalTime.parse((String) value);
            case "datetime" ->
                hasOffset(((String) value).substring(10))
                        ? OffsetDateTime.parse((String) value)
                        : LocalDateTime.parse((String) value);
            case "timedelta" -> duration((List<?>) value);
            case "uuid" -> UUID.fromString((String) value);
            case "tuple" -> Collections.unmodifiableList((List<?>) value);
            case "set" -> set((List<?>) value);
            case "frozenset" -> Collections.unmodifiableSet(set((List<?>) value));
            case "dict" -> map((List<?>) value);
            case "deep" -> parts.remove((Integer) value);
            case "part" -> part((List<?>) value);
            case "parts" -> ((List<?>) value).get(((List<?>) value).size() - 1);
            case "java" -> references.object((Integer) value).target();
            case "handle" ->
                references.handle(
                        (Integer) value,
                        (String) fields.get("type"),
                        (String) fields.get("text"),
                        Boolean.TRUE.equals(fields.get("callable")));
            default -> throw new IOException("unknown tag " + tag + " in the guest's reply");
        };
    }

    private Object part(List<?> numbered) {
        parts.put((Integer) numbered.get(0), numbered.get(1));
        return null;
    }

    private static BigInteger hexadecimal(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.substring(negative ? 3 : 2);
        // The parser of BigInteger takes time in the square of the length.
        byte[] magnitude = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
        return new BigInteger(negative ? -1 : 1, magnitude);
    }

    /** Java has no decimal NaN or infinity: those become doubles. */
    static Number decimal(String text) {
        if (text.endsWith("Infinity")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.contains("NaN")) {
            return Double.NaN;
        }
        // As above, and here it is unavoidable.
        if (text.length() > Numbers.MOST_DIGITS) {
            throw new LimitExceededException(
                    Reason.VALUE,
                    "the guest sends a decimal number of " + text.length() + " characters, the limit is "
                            + Numbers.MOST_DIGITS);
        }
        return new BigDecimal(text);
    }

    private static boolean hasOffset(String time) {
        return time.indexOf('+') >= 0 || time.indexOf('-') >= 0;
    }

    private static Duration duration(List<?> parts) {
        return Duration.ofDays(((Number) parts.get(0)).longValue())
                .plusSeconds(((Number) parts.get(1)).longValue())
                .plusNanos(((Number) parts.get(2)).longValue() * 1000);
    }

    /**
     * Adds element by element, because a script that chooses the elements can make each comparison of hashes a long
     * one.
     */
    private Set<Object> set(List<?> items) {
        var set = new LinkedHashSet<>();
        for (Object item : items) {
            references.requireAlive();
            set.add(item);
        }
        return set;
    }

    private Map<Object, Object> map(List<?> pairs) {
        var map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            references.requireAlive();
            map.put(pairs.get(i), pairs.get(i + 1));
        }
        return map;
    }
}
