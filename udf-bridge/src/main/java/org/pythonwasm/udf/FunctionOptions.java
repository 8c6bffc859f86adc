package org.pythonwasm.udf;

import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import org.pythonwasm.engine.Limits;

/**
 * The {@code WITH (…)} clause.
 *
 * @param timeout wall time of one call, {@code '2 s'}; units ms, s, min; default {@link Limits#wallTime()}. Rows that go to
 *     Python together are one call: up to 1,024 of an aggregate or of a table function's generator
 * @param memoryBytes of one interpreter, {@code '64 MB'}; units KB, MB, GB, of 1,024 each; default
 *     {@link Limits#memoryBytes()}
 * @param vectorized whether the handler gets lists, one call a batch
 */
public record FunctionOptions(Optional<Duration> timeout, Optional<Long> memoryBytes, boolean vectorized) {
    public static final FunctionOptions NONE = new FunctionOptions(Optional.empty(), Optional.empty(), false);

    /** The limits of the function's interpreters. */
    public Limits limits() {
        var limits = Limits.defaults();
        if (timeout.isPresent()) {
            limits = limits.withWallTime(timeout.get());
        }
        return memoryBytes.isPresent() ? limits.withMemoryBytes(memoryBytes.get()) : limits;
    }

    /** For messages: {@code 2 s}. */
    public String timeLimit() {
        return amount(limits().wallTime().toMillis(), 1000, "ms", "s");
    }

    /** For messages: {@code 64 MB}. */
    public String memoryLimit() {
        return amount(limits().memoryBytes() >> 10, 1024, "KB", "MB");
    }

    private static String amount(long number, int step, String unit, String larger) {
        return number % step == 0 ? number / step + " " + larger : number + " " + unit;
    }

    /** The clause's inside; empty without options. */
    public String sql() {
        var options = new StringJoiner(", ");
        timeout.ifPresent(time -> options.add("timeout = '" + time.toMillis() + " ms'"));
        memoryBytes.ifPresent(bytes -> options.add("memory = '" + (bytes >> 10) + " KB'"));
        if (vectorized) {
            options.add("vectorized = true");
        }
        return options.toString();
    }
}
