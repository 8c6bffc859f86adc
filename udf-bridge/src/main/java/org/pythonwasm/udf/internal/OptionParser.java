package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.udf.FunctionOptions;

/** Reads the inside of {@code WITH (timeout = '2 s', memory = '64 MB', vectorized = true)}. */
final class OptionParser {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) *([a-z]+)");
    private static final Map<String, Long> MILLISECONDS = Map.of("ms", 1L, "s", 1000L, "min", 60_000L);
    private static final Map<String, Long> BYTES = Map.of("kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    private final TokenReader in;
    private FunctionOptions options = FunctionOptions.NONE;

    OptionParser(TokenReader in) {
        this.in = in;
    }

    FunctionOptions parse() throws SQLException {
        in.expect('(');
        do {
            option();
        } while (in.accept(','));
        in.expect(')');
        return options;
    }

    private void option() throws SQLException {
        var before = options;
        if (in.accept("TIMEOUT")) {
            in.expect('=');
            var time = Duration.ofMillis(amount("a time such as '2 s' (units ms, s, min)", MILLISECONDS));
            options = new FunctionOptions(Optional.of(time), before.memoryBytes(), before.vectorized());
        } else if (in.accept("MEMORY")) {
            in.expect('=');
            long bytes = amount("a size such as '64 MB' (units KB, MB, GB)", BYTES);
            options = new FunctionOptions(before.timeout(), Optional.of(bytes), before.vectorized());
        } else if (in.accept("VECTORIZED")) {
            in.expect('=');
            options = new FunctionOptions(before.timeout(), before.memoryBytes(), truth());
        } else {
            throw in.expected("an option: timeout, memory or vectorized");
        }
    }

    /** The limits are checked here, where the message can point at the value. */
    private long amount(String what, Map<String, Long> units) throws SQLException {
        if (!in.peek().isString()) {
            throw in.expected(what);
        }
        var amount = AMOUNT.matcher(in.peek().text().strip().toLowerCase(Locale.ROOT));
        if (!amount.matches() || !units.containsKey(amount.group(2))) {
            throw in.error("expected " + what + ", found '" + in.peek().text() + "'");
        }
        long value = Long.parseLong(amount.group(1)) * units.get(amount.group(2));
        try {
            check(value, units);
        } catch (IllegalArgumentException e) {
            throw in.error(e.getMessage());
        }
        in.take();
        return value;
    }

    private static void check(long value, Map<String, Long> units) {
        if (units == BYTES) {
            Limits.defaults().withMemoryBytes(value);
        } else {
            Limits.defaults().withWallTime(Duration.ofMillis(value));
        }
    }

    private boolean truth() throws SQLException {
        if (in.accept("FALSE")) {
            return false;
        }
        in.expect("TRUE");
        return true;
    }
}
