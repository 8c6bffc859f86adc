package org.pythonwasm.engine.internal.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Excerpts of values for messages: of bounded length, in time that does not depend on the value's size, without the
 * content of containers, and without a call of any method of an unknown class.
 */
public final class Excerpt {
    private static final int MOST_CHARACTERS = 100;
    private static final int MOST_ELEMENTS = 3;
    /** Numbers up to this size are written out. */
    private static final int MOST_BITS = 256;

    /** What moves the cursor, ends lines, or turns the direction of writing; half of a surrogate pair is what a cut may leave. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    /** The same but for ends of lines and tabs. */
    private static final Pattern CONTROL_OF_LINES = Pattern.compile("[" + CONTROL.pattern() + "&&[^\n\t]]");

    private static final Set<Class<?>> SHORT = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            Duration.class,
            Period.class,
            UUID.class);
    private static final Set<Class<?>> CONTAINERS =
            Set.of(ArrayList.class, HashMap.class, LinkedHashMap.class, HashSet.class, LinkedHashSet.class);

    private Excerpt() {}

    /** Returns a short value itself, the beginning of a longer one, or a description. */
    public static String of(Object value) {
        if (value == null) {
            return "null";
        }
        Class<?> type = value.getClass();
        if (value instanceof String text) {
            return of(text, MOST_CHARACTERS);
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (SHORT.contains(type)) {
            return value.toString();
        } else if (type == BigInteger.class) {
            return integer((BigInteger) value);
        } else if (type == BigDecimal.class) {
            return decimal((BigDecimal) value);
        } else if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        } else if (CONTAINERS.contains(type) || type.getName().startsWith("java.util.ImmutableCollections$")) {
            return isPlain(value) ? value.toString() : of(type.getName(), MOST_CHARACTERS) + size(value);
        }
        return of(type.getName(), MOST_CHARACTERS);
    }

    /** Returns the same, preceded by the name of the value's class. */
    public static String withClass(Object value) {
        String excerpt = of(value);
        String type = value == null ? "null" : of(value.getClass().getName(), MOST_CHARACTERS);
        return excerpt.startsWith(type) ? excerpt : type + " " + excerpt;
    }

    /** Returns at most that many characters of a text, in one line, and its length. */
    public static String of(String text, int most) {
        return CONTROL.matcher(beginning(text, most)).replaceAll("?");
    }

    /** Returns the same with the signs that it has: for what is no message. */
    public static String beginning(String text, int most) {
        if (text == null || text.length() <= most) {
            return String.valueOf(text);
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… of " + text.length() + " characters";
    }

    /** Returns the first and the last of many lines for a terminal or a log: at most about that many characters, and none that controls. */
    public static String ofLines(String text, int most) {
        int last = most / 4;
        String shorter = text.length() <= most
                ? text
                : text.substring(0, most - last) + "… of " + text.length() + " characters …"
                        + text.substring(text.length() - last);
        return CONTROL_OF_LINES.matcher(shorter).replaceAll("?");
    }

    private static String integer(BigInteger number) {
        return number.bitLength() <= MOST_BITS ? number.toString() : "an integer of " + number.bitLength() + " bits";
    }

    private static String decimal(BigDecimal number) {
        int bits = number.unscaledValue().bitLength();
        return bits <= MOST_BITS
                ? number.toString()
                : "a decimal number of some " + Numbers.leastDigits(number.unscaledValue()) + " digits";
    }

    /** Returns whether a container holds little, and no other container. */
    private static boolean isPlain(Object container) {
        if (container instanceof Map<?, ?> map) {
            return map.size() <= MOST_ELEMENTS && arePlain(map.keySet()) && arePlain(map.values());
        }
        return container instanceof Collection<?> items && items.size() <= MOST_ELEMENTS && arePlain(items);
    }

    private static boolean arePlain(Collection<?> items) {
        for (Object item : items) {
            boolean text = item instanceof String string && string.length() <= MOST_CHARACTERS;
            if (item != null && !text && !SHORT.contains(item.getClass())) {
                return false;
            }
        }
        return true;
    }

    private static String size(Object container) {
        int size = container instanceof Map<?, ?> map
                ? map.size()
                : container instanceof Collection<?> items ? items.size() : 0;
        return " of " + size + (size == 1 ? " element" : " elements");
    }
}
