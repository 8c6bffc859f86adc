package org.pythonwasm.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A time in the notation of options: seconds, or a number with its unit, including the units of SQL's
 * {@code WITH (timeout = '500 ms')}.
 */
final class TimeSpan {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9}) *([a-z]*)");
    private static final Map<String, Integer> MILLISECONDS =
            Map.of("ms", 1, "", 1000, "s", 1000, "m", 60_000, "min", 60_000, "h", 3_600_000);

    private TimeSpan() {}

    /** @throws IllegalArgumentException if the text is no time, or less than a millisecond */
    static Duration parse(String option, String text) {
        var amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (amount.matches() && MILLISECONDS.containsKey(amount.group(2))) {
            var milliseconds =
                    new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(MILLISECONDS.get(amount.group(2))));
            if (milliseconds.compareTo(BigDecimal.ONE) >= 0) {
                return Duration.ofMillis(milliseconds.longValue());
            }
        }
        throw new IllegalArgumentException(
                option + " is a number of seconds above 0, or a time such as 500ms, 1.5s, 2m or 1h, got "
                        + (text.length() > 50 ? text.substring(0, 50) + "…" : text));
    }
}
