package org.pythonwasm.udf.internal.metrics;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.pythonwasm.engine.internal.metrics.MBeans;
import org.pythonwasm.udf.FunctionListener;
import org.pythonwasm.udf.FunctionStatistics;
import org.pythonwasm.udf.FunctionsMXBean;

/** The functions that databases have loaded, held weakly, and their listeners. Thread-safe. */
public final class FunctionMetrics implements FunctionsMXBean {
    public static final FunctionMetrics ALL = new FunctionMetrics();

    private static final System.Logger LOG = System.getLogger("org.pythonwasm.udf");

    private final Set<CallCounts> functions =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final List<FunctionListener> listeners = new CopyOnWriteArrayList<>();

    private FunctionMetrics() {}

    public static void register() {
        MBeans.register(ALL, NAME);
    }

    public static void unregister() {
        MBeans.unregister(NAME);
    }

    public void add(FunctionListener listener) {
        listeners.add(listener);
    }

    public void remove(FunctionListener listener) {
        listeners.remove(listener);
    }

    void add(CallCounts function) {
        functions.add(function);
    }

    void report(Consumer<FunctionListener> event) {
        for (var listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed", e);
            }
        }
    }

    @Override
    public List<FunctionStatistics> getFunctions() {
        List<CallCounts> now;
        synchronized (functions) {
            now = List.copyOf(functions);
        }
        var byName = now.stream()
                .collect(Collectors.groupingBy(
                        counts -> name(counts) + counts.function().sha256(), TreeMap::new, Collectors.toList()));
        return byName.values().stream().map(FunctionMetrics::figures).toList();
    }

    private static String name(CallCounts counts) {
        return counts.function().name() + counts.function().signature();
    }

    private static FunctionStatistics figures(List<CallCounts> same) {
        var first = same.get(0);
        return new FunctionStatistics(
                name(first),
                first.function().sha256(),
                sum(same, CallCounts::calls),
                sum(same, CallCounts::guestCalls),
                sum(same, CallCounts::interpreters),
                sums(same, CallCounts::errorsByState),
                sums(same, CallCounts::deathsByReason));
    }

    private static long sum(List<CallCounts> counts, ToLongFunction<CallCounts> figure) {
        return counts.stream().mapToLong(figure).sum();
    }

    private static Map<String, Long> sums(List<CallCounts> counts, Function<CallCounts, Map<String, Long>> figures) {
        var sums = new TreeMap<String, Long>();
        counts.forEach(one -> figures.apply(one).forEach((key, count) -> sums.merge(key, count, Long::sum)));
        return sums;
    }
}
