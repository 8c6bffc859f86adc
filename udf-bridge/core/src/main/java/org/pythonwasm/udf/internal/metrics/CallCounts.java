package org.pythonwasm.udf.internal.metrics;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.udf.FunctionDefinition;

/**
 * Counts the activity of a function since it was created or its database was opened, over all sessions, and informs the
 * listeners. Thread-safe.
 */
public final class CallCounts {
    /** Bounded, because a script chooses the SQLSTATEs of its errors. */
    private static final int MOST_STATES = 100;

    private final FunctionDefinition function;
    private final LongAdder calls = new LongAdder();
    private final LongAdder guestCalls = new LongAdder();
    private final LongAdder interpreters = new LongAdder();
    private final ConcurrentMap<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> deaths = new ConcurrentHashMap<>();

    public CallCounts(FunctionDefinition function) {
        this.function = function;
        FunctionMetrics.ALL.add(this);
    }

    FunctionDefinition function() {
        return function;
    }

    public void opened() {
        interpreters.increment();
        FunctionMetrics.ALL.report(listener -> listener.opened(function));
    }

    /** @param rows for which one guest call returned a result or an error */
    public void called(int rows) {
        calls.add(rows);
        guestCalls.increment();
    }

    /** Counts the error and returns it. */
    public SQLException failed(SQLException error) {
        died(error);
        String state = error.getSQLState();
        count(errors, errors.containsKey(state) || errors.size() < MOST_STATES ? state : "other");
        FunctionMetrics.ALL.report(listener -> listener.failed(function, error));
        return error;
    }

    /** Handles the error of rows that are repeated one by one, which are counted then. Returns the error. */
    public SQLException notYetFailed(SQLException error) {
        died(error);
        return error;
    }

    private void died(SQLException error) {
        if (error.getCause() instanceof GuestDiedException death) {
            count(deaths, death.reason().name());
            FunctionMetrics.ALL.report(listener -> listener.died(function, death));
        }
    }

    private static void count(ConcurrentMap<String, LongAdder> counts, String key) {
        counts.computeIfAbsent(key, added -> new LongAdder()).increment();
    }

    /**
     * Returns the rows for which the function was called, including a NULL that a strict function yields without
     * Python.
     */
    public long calls() {
        return calls.sum();
    }

    /** Returns the calls that ended with an error. */
    public long errors() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Returns the guest calls; fewer than {@link #calls()} when batched. */
    public long guestCalls() {
        return guestCalls.sum();
    }

    long interpreters() {
        return interpreters.sum();
    }

    Map<String, Long> errorsByState() {
        return sums(errors);
    }

    Map<String, Long> deathsByReason() {
        return sums(deaths);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
