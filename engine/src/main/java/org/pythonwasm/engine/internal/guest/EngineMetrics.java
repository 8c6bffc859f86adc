package org.pythonwasm.engine.internal.guest;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.engine.EngineListener;
import org.pythonwasm.engine.EngineMXBean;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.internal.metrics.MBeans;
import org.pythonwasm.engine.internal.residence.Residents;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.machine.memory.Regexes;

/**
 * Counts the events of all interpreters. Each guest counts its calls in a plain field, and a request for the figures
 * adds them up: a call of a typed function is too short for a counter that threads share. Thread-safe.
 */
public final class EngineMetrics implements EngineMXBean {
    public static final EngineMetrics ALL = new EngineMetrics();

    private static final System.Logger LOG = System.getLogger("org.pythonwasm.engine");
    /** Bounded, because the guest chooses the names of exceptions. */
    private static final int MOST_TYPES = 100;

    private static final int LONGEST_TYPE = 100;

    private final LongAdder opened = new LongAdder();
    private final LongAdder callsOfEnded = new LongAdder();
    private final ConcurrentMap<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> deaths = new ConcurrentHashMap<>();

    private EngineMetrics() {}

    public static void register() {
        MBeans.register(ALL, NAME);
    }

    public static void unregister() {
        MBeans.unregister(NAME);
    }

    void opened(EngineListener listener) {
        opened.increment();
        tell(listener::opened);
    }

    void raised(PythonException error, EngineListener listener) {
        String type = error.typeName();
        boolean known = errors.containsKey(type);
        count(errors, known || errors.size() < MOST_TYPES && type.length() <= LONGEST_TYPE ? type : "other");
        tell(() -> listener.raised(error));
    }

    void died(GuestDiedException death, EngineListener listener) {
        count(deaths, death.reason().name());
        LOG.log(Level.DEBUG, () -> "an interpreter died (" + death.reason() + "): " + death.getMessage());
        tell(() -> listener.died(death));
    }

    void closed(long calls, long memoryBytes, EngineListener listener) {
        callsOfEnded.add(calls);
        tell(() -> listener.closed(calls, memoryBytes));
    }

    private static void count(ConcurrentMap<String, LongAdder> counts, String key) {
        counts.computeIfAbsent(key, added -> new LongAdder()).increment();
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener failed", e);
        }
    }

    @Override
    public long getCompiledRegexes() {
        return Regexes.prepared();
    }

    @Override
    public long getCompiledCodes() {
        return CodeTable.compiled();
    }

    @Override
    public long getFailedGuards() {
        return CodeTable.left();
    }

    @Override
    public long getCompiledFunctions() {
        return CodeTable.compiledRows();
    }

    @Override
    public long getCompiledRows() {
        return CodeTable.doneRows();
    }

    @Override
    public long getCompiledCodeBytes() {
        return CodeTable.sizeOfAll();
    }

    @Override
    public long getInterpreters() {
        return Watchdog.calls().count();
    }

    @Override
    public long getOpened() {
        return opened.sum();
    }

    @Override
    public long getMemoryBytes() {
        return Watchdog.calls().mapToLong(RunningCall::memoryBytes).sum();
    }

    @Override
    public long getAsleep() {
        return Residents.asleepCount();
    }

    @Override
    public long getHeldBytes() {
        return Residents.heldBytes();
    }

    @Override
    public long getSleeps() {
        return Residents.sleptSoFar();
    }

    @Override
    public long getWakes() {
        return Residents.wokenSoFar();
    }

    @Override
    public long getCalls() {
        return callsOfEnded.sum()
                + Watchdog.calls().mapToLong(RunningCall::count).sum();
    }

    @Override
    public Map<String, Long> getErrors() {
        return sums(errors);
    }

    @Override
    public Map<String, Long> getDeaths() {
        return sums(deaths);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
