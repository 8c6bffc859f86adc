package org.pythonwasm.udf;

import java.util.Map;
import java.util.TreeMap;
import javax.management.ConstructorParameters;

/** The activity of one SQL function, in the form of {@link FunctionsMXBean}. Immutable. */
public final class FunctionStatistics {
    private final String name;
    private final String sha256;
    private final long calls;
    private final long guestCalls;
    private final long interpreters;
    private final Map<String, Long> errors;
    private final Map<String, Long> deaths;

    @ConstructorParameters({"name", "sha256", "calls", "guestCalls", "interpreters", "errors", "deaths"})
    public FunctionStatistics(
            String name,
            String sha256,
            long calls,
            long guestCalls,
            long interpreters,
            Map<String, Long> errors,
            Map<String, Long> deaths) {
        this.name = name;
        this.sha256 = sha256;
        this.calls = calls;
        this.guestCalls = guestCalls;
        this.interpreters = interpreters;
        this.errors = new TreeMap<>(errors);
        this.deaths = new TreeMap<>(deaths);
    }

    /** Returns the name with the types of its parameters: {@code initials(name VARCHAR) RETURNS VARCHAR}. */
    public String getName() {
        return name;
    }

    /** Returns the hash of the source, as in the table PYTHON_FUNCTIONS. */
    public String getSha256() {
        return sha256;
    }

    /** Returns the number of rows for which the function was called. */
    public long getCalls() {
        return calls;
    }

    /** Returns the number of guest calls; fewer than calls when batched. */
    public long getGuestCalls() {
        return guestCalls;
    }

    /** Returns the number of interpreters that were opened for it. */
    public long getInterpreters() {
        return interpreters;
    }

    /**
     * Returns the calls that ended with an error, by SQLSTATE; states after the hundredth are counted as {@code other}.
     */
    public Map<String, Long> getErrors() {
        return errors;
    }

    /** Returns the interpreters that ended in a call, by {@link org.pythonwasm.engine.GuestDiedException.Reason}. */
    public Map<String, Long> getDeaths() {
        return deaths;
    }
}
