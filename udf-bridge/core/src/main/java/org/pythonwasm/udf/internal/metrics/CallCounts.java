package org.pythonwasm.udf.internal.metrics;

import java.lang.ref.ReferenceQueue;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    /** Those of the interpreters that there are. */
    private final Set<SingleCalls> singleCalls = new HashSet<>();
    /** Those of interpreters that were collected. */
    private final ReferenceQueue<Object> ended = new ReferenceQueue<>();

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

    /** Returns what counts the calls of one row each that an interpreter makes. */
    public SingleCalls singleCallsOf(Object interpreter) {
        synchronized (singleCalls) {
            takeOver();
            var added = new SingleCalls(interpreter, ended);
            singleCalls.add(added);
            return added;
        }
    }

    private void takeOver() {
        for (var over = ended.poll(); over != null; over = ended.poll()) {
            var single = (SingleCalls) over;
            singleCalls.remove(single);
            calls.add(single.sum());
            guestCalls.add(single.sum());
        }
    }

    private long sum(LongAdder others) {
        synchronized (singleCalls) {
            takeOver();
            return others.sum()
                    + singleCalls.stream().mapToLong(SingleCalls::sum).sum();
        }
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
        return sum(calls);
    }

    /** Returns the calls that ended with an error. */
    public long errors() {
        return errors.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Returns the guest calls; fewer than {@link #calls()} when batched. */
    public long guestCalls() {
        return sum(guestCalls);
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
