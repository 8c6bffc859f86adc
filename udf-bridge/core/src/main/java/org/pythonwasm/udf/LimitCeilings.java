package org.pythonwasm.udf;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.engine.Limits;

/**
 * The most that the operator lets functions of this JVM have, whatever their statements say: the system property
 * {@code python-wasm.functionLimits}, such as {@code timeout = 10 s, memory = 64 MB}. Immutable.
 *
 * @param text of the property; empty without one
 * @param most of each limit that it names, in the unit of each
 */
record LimitCeilings(String text, Map<FunctionLimit, Long> most) {
    static final String PROPERTY = "python-wasm.functionLimits";

    private static final Pattern PART = Pattern.compile("([a-z_]+) *= *'?([^']*)'?");
    private static volatile LimitCeilings last = new LimitCeilings("", Map.of());

    /** @throws IllegalArgumentException if the property has another form */
    static LimitCeilings ofSystem() {
        String text = System.getProperty(PROPERTY, "").strip();
        var known = last;
        if (!known.text.equals(text)) {
            known = parse(text);
            last = known;
        }
        return known;
    }

    private static LimitCeilings parse(String text) {
        var most = new EnumMap<FunctionLimit, Long>(FunctionLimit.class);
        if (!text.isEmpty()) {
            for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
                var match = PART.matcher(part.strip());
                if (!match.matches()) {
                    throw bad("is a list such as timeout = 10 s, memory = 64 MB", part);
                }
                var limit = Stream.of(FunctionLimit.values())
                        .filter(known -> known.option().equals(match.group(1)))
                        .findFirst()
                        .orElseThrow(() -> bad("names limits: " + names(), match.group(1)));
                most.put(
                        limit,
                        limit.unit()
                                .parse(match.group(2))
                                .orElseThrow(() -> bad(
                                        "has for " + limit.option() + " "
                                                + limit.unit().example(),
                                        match.group(2))));
                checkRange(limit, most.get(limit), match.group(2));
            }
        }
        return new LimitCeilings(text, Collections.unmodifiableMap(most));
    }

    private static void checkRange(FunctionLimit limit, long amount, String found) {
        try {
            limit.in(Limits.defaults(), amount);
        } catch (IllegalArgumentException e) {
            throw bad("has for " + limit.option() + " what a function may have (" + e.getMessage() + ")", found);
        }
    }

    private static String names() {
        return Stream.of(FunctionLimit.values()).map(FunctionLimit::option).collect(Collectors.joining(", "));
    }

    private static IllegalArgumentException bad(String expected, String found) {
        return new IllegalArgumentException(
                "the system property " + PROPERTY + " " + expected + "; found '" + found.strip() + "'");
    }

    /** Returns empty if the property does not name the limit. */
    OptionalLong of(FunctionLimit limit) {
        var amount = most.get(limit);
        return amount == null ? OptionalLong.empty() : OptionalLong.of(amount);
    }

    /** Returns the limits, none of them over what the property allows. */
    Limits lower(Limits limits) {
        var lower = limits;
        for (var entry : most.entrySet()) {
            if (entry.getKey().of(lower) > entry.getValue()) {
                lower = entry.getKey().in(lower, entry.getValue());
            }
        }
        return lower;
    }
}
