package org.pythonwasm.udf;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import org.pythonwasm.engine.Limits;

/**
 * The {@code WITH (…)} clause. Immutable.
 *
 * @param amounts of the limits that it sets, in the unit of each
 * @param vectorized whether the handler gets lists, one call a batch
 */
public record FunctionOptions(Map<FunctionLimit, Long> amounts, boolean vectorized) {
    public static final FunctionOptions NONE = new FunctionOptions(Map.of(), false);

    /** @throws IllegalArgumentException an amount cannot be a limit */
    public FunctionOptions {
        var ordered = new EnumMap<FunctionLimit, Long>(FunctionLimit.class);
        ordered.putAll(amounts);
        amounts = Collections.unmodifiableMap(ordered);
        limits(amounts);
    }

    /** @throws IllegalArgumentException the amount cannot be a limit */
    public FunctionOptions with(FunctionLimit limit, long amount) {
        var more = new EnumMap<FunctionLimit, Long>(FunctionLimit.class);
        more.putAll(amounts);
        more.put(limit, amount);
        return new FunctionOptions(more, vectorized);
    }

    public FunctionOptions withVectorized(boolean lists) {
        return new FunctionOptions(amounts, lists);
    }

    /** The limits of a call. */
    public Limits limits() {
        return limits(amounts);
    }

    /** In the order of the enumeration: CPU time that is not set follows the timeout. */
    private static Limits limits(Map<FunctionLimit, Long> amounts) {
        var limits = Limits.defaults();
        for (var entry : amounts.entrySet()) {
            limits = entry.getKey().in(limits, entry.getValue());
        }
        return limits;
    }

    /** The limits of running the body, which may import a lot, once an interpreter: its times are the default ones. */
    public Limits limitsOfBody() {
        var usual = Limits.defaults();
        return limits().withWallTime(usual.wallTime()).withCpuTime(usual.cpuTime());
    }

    /** For messages: {@code 64 MB}. */
    public String inWords(FunctionLimit limit) {
        return limit.unit().inWords(limit.of(limits()));
    }

    /** The clause's inside; empty without options. */
    public String sql() {
        var options = new StringJoiner(", ");
        amounts.forEach((limit, amount) -> options.add(limit.option() + " = '" + limit.unit().exactly(amount) + "'"));
        if (vectorized) {
            options.add("vectorized = true");
        }
        return options.toString();
    }
}
