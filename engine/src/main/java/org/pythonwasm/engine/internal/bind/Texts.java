package org.pythonwasm.engine.internal.bind;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pythonwasm.engine.internal.text.Excerpt;

/** Texts of Python as what they write: a character, the name of a constant, a path, an address, a part of a calendar. */
final class Texts {
    /** Of those that Java writes as texts for Python. */
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            Path.class, Path::of,
            File.class, File::new,
            URI.class, URI::create,
            URL.class, Texts::url,
            YearMonth.class, YearMonth::parse,
            MonthDay.class, MonthDay::parse,
            Period.class, Period::parse,
            ZoneId.class, ZoneId::of,
            ZoneOffset.class, ZoneOffset::of);

    private static final int LONGEST = 1 << 16;

    private Texts() {}

    static boolean isParsed(Class<?> type) {
        return PARSERS.containsKey(type);
    }

    /** Returns null if the text writes none. */
    static Object convert(String text, Class<?> type) {
        if (type == Character.class) {
            return text.length() == 1 ? text.charAt(0) : null;
        }
        if (type == char[].class) {
            return text.toCharArray();
        }
        return type.isEnum() ? constant(text, type) : parsed(text, type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(String text, Class<?> type) {
        try {
            return Enum.valueOf((Class<Enum>) type, text);
        } catch (IllegalArgumentException noSuchConstant) {
            return null;
        }
    }

    /** Which texts would have been constants, for a message. */
    static String constants(Class<?> type) {
        return "; its constants are "
                + Excerpt.of(Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", ")));
    }

    private static Object parsed(String text, Class<?> type) {
        var parser = PARSERS.get(type);
        try {
            return parser == null || text.length() > LONGEST ? null : parser.apply(text);
        } catch (DateTimeException | InvalidPathException malformed) {
            return null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static Object url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
