package org.pythonwasm.udf;

import java.util.Map;
import java.util.TreeMap;
import javax.management.ConstructorParameters;

/** What one SQL function has done, as {@link FunctionsMXBean} shows it. Immutable. */
public final class FunctionStatistics {
    private final String name;
    private final String sha256;
    private final long calls;
    private final long guestCalls;
    private final long interpreters;
    private final Map<String, Long> errors;
    private final Map<String, Long> deaths;

    @ConstructorParameters({"name", "sha256", "calls", "guestCalls", "interpreters", "errors", "deaths"})
    public FunctionStatistics(String name, String sha256, long calls, long guestCalls, long interpreters,
            Map<String, Long> errors, Map<String, Long> deaths) {
        this.name = name;
        this.sha256 = sha256;
        this.calls = calls;
        this.guestCalls = guestCalls;
        this.interpreters = interpreters;
        this.errors = new TreeMap<>(errors);
        this.deaths = new TreeMap<>(deaths);
    }

    /** With the types of its parameters: {@code initials(name VARCHAR) RETURNS VARCHAR}. */
    public String getName() {
        return name;
    }

    /** Of the source, as in the table PYTHON_FUNCTIONS. */
    public String getSha256() {
        return sha256;
    }

    /** Rows for which the function was called. */
    public long getCalls() {
        return calls;
    }

    /** Ways into Python; with batches fewer than calls. */
    public long getGuestCalls() {
        return guestCalls;
    }

    /** Interpreters that were opened for it. */
    public long getInterpreters() {
        return interpreters;
    }

    /** Calls that ended with an error, by SQLSTATE; from the hundredth on {@code other}. */
    public Map<String, Long> getErrors() {
        return errors;
    }

    /** Interpreters that ended in a call, by {@link org.pythonwasm.engine.GuestDiedException.Reason}. */
    public Map<String, Long> getDeaths() {
        return deaths;
    }
}
