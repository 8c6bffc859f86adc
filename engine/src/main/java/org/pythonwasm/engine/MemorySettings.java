package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.pythonwasm.engine.internal.residence.MemoryPolicy;

/** What the interpreters of a runtime may hold together, and when they sleep; system properties set other defaults. */
record MemorySettings(long totalBytes, Duration sleepAfter) {
    private static final MemorySettings DEFAULTS = new MemorySettings(Long.MAX_VALUE, Duration.ofSeconds(10));
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) *([a-z]*)");

    private static final Map<String, Long> BYTES = Map.of("kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "min", 60_000L);

    static MemorySettings ofSystem() {
        var settings = DEFAULTS;
        String total = System.getProperty("python-wasm.totalMemory");
        if (total != null) {
            settings = settings.withTotal(amount("python-wasm.totalMemory", total, BYTES, "2 GB (units KB, MB, GB)"));
        }
        String idle = System.getProperty("python-wasm.sleepAfter");
        return idle == null
                ? settings
                : settings.withSleepAfter(
                        Duration.ofMillis(amount("python-wasm.sleepAfter", idle, MILLIS, "30 s (units ms, s, min)")));
    }

    private static long amount(String name, String text, Map<String, Long> units, String example) {
        var amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || !units.containsKey(amount.group(2))) {
            throw new IllegalArgumentException(
                    "the system property " + name + " is an amount such as " + example + ", got '" + text + "'");
        }
        return Long.parseLong(amount.group(1)) * units.get(amount.group(2));
    }

    MemorySettings withTotal(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("the total memory must be positive, got " + bytes + " bytes");
        }
        return new MemorySettings(bytes, sleepAfter);
    }

    MemorySettings withSleepAfter(Duration idle) {
        Objects.requireNonNull(idle, "idle");
        if (idle.isNegative() || idle.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException("the idle time must be 0 to 36,500 days, got " + idle);
        }
        return new MemorySettings(totalBytes, idle);
    }

    MemoryPolicy policy() {
        return new MemoryPolicy(totalBytes, sleepAfter);
    }
}
