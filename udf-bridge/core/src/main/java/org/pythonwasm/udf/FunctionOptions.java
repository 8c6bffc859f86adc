package org.pythonwasm.udf;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.pythonwasm.engine.Limits;

/**
 * The {@code WITH (…)} clause. Immutable.
 *
 * @param amounts of the limits that the clause sets, in the unit of each
 * @param vectorized whether the handler receives lists or buffers, one call per batch
 * @param buffers whether these are buffers; only of a vectorized function
 * @param image whether the state in which the body leaves Python is kept for all sessions; otherwise the body runs in each
 * @param packages that the function can import; in a function that was created, with versions and hashes, and with all that they require
 */
public record FunctionOptions(
        Map<FunctionLimit, Long> amounts,
        boolean vectorized,
        boolean buffers,
        boolean image,
        List<PackagePin> packages) {
    public static final FunctionOptions NONE = new FunctionOptions(Map.of(), false, false, true, List.of());

    /** @throws IllegalArgumentException if an amount cannot be a limit */
    public FunctionOptions {
        var ordered = new EnumMap<FunctionLimit, Long>(FunctionLimit.class);
        ordered.putAll(amounts);
        amounts = Collections.unmodifiableMap(ordered);
        packages = List.copyOf(packages);
        if (buffers && !vectorized) {
            throw new IllegalArgumentException("only a vectorized function has buffers");
        }
        limits(amounts);
    }

    /** @throws IllegalArgumentException if the amount cannot be a limit */
    public FunctionOptions with(FunctionLimit limit, long amount) {
        var more = new EnumMap<FunctionLimit, Long>(FunctionLimit.class);
        more.putAll(amounts);
        more.put(limit, amount);
        return new FunctionOptions(more, vectorized, buffers, image, packages);
    }

    public FunctionOptions withVectorized(boolean lists) {
        return new FunctionOptions(amounts, lists, false, image, packages);
    }

    /** Vectorized, with buffers instead of lists. */
    public FunctionOptions withBuffers() {
        return new FunctionOptions(amounts, true, true, image, packages);
    }

    public FunctionOptions withImage(boolean kept) {
        return new FunctionOptions(amounts, vectorized, buffers, kept, packages);
    }

    public FunctionOptions withPackages(List<PackagePin> named) {
        return new FunctionOptions(amounts, vectorized, buffers, image, named);
    }

    /** Returns the limits of a call; the system property {@code python-wasm.functionLimits} bounds what is not set. */
    public Limits limits() {
        return LimitCeilings.ofSystem().lower(limits(amounts));
    }

    /** In the order of the enumeration, because a CPU time that is not set follows the timeout. */
    private static Limits limits(Map<FunctionLimit, Long> amounts) {
        var limits = Limits.defaults();
        for (var entry : amounts.entrySet()) {
            limits = entry.getKey().in(limits, entry.getValue());
        }
        return limits;
    }

    /**
     * Returns the limits for the run of the body. The body may import a lot, so it has the
     * default times.
     */
    public Limits limitsOfBody() {
        var usual = LimitCeilings.ofSystem().lower(Limits.defaults());
        return limits().withWallTime(usual.wallTime()).withCpuTime(usual.cpuTime());
    }

    /** Returns whether {@code python-wasm.functionLimits} allows a greater amount. */
    public boolean allowsMore(FunctionLimit limit) {
        var most = limit.most();
        return most.isEmpty() || limit.of(limits()) < most.getAsLong();
    }

    /** Returns the amount for messages: {@code 64 MB}. */
    public String inWords(FunctionLimit limit) {
        return limit.unit().inWords(limit.of(limits()));
    }

    /** Returns the inside of the clause; empty without options. */
    public String sql() {
        var options = new StringJoiner(", ");
        amounts.forEach((limit, amount) ->
                options.add(limit.option() + " = '" + limit.unit().exactly(amount) + "'"));
        if (vectorized) {
            options.add(buffers ? "vectorized = 'buffers'" : "vectorized = true");
        }
        if (!image) {
            options.add("image = false");
        }
        if (!packages.isEmpty()) {
            options.add("packages = '"
                    + packages.stream().map(PackagePin::toString).collect(Collectors.joining(", ")) + "'");
        }
        return options.toString();
    }
}
