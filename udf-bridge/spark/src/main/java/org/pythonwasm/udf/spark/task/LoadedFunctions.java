package org.pythonwasm.udf.spark.task;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.metrics.CallCounts;
import org.pythonwasm.udf.spark.value.SparkCodecs;

/**
 * The functions that this JVM has received, with their interpreters; those that were called last are kept from task to task.
 * Thread-safe.
 */
final class LoadedFunctions {
    private static final int KEPT = 64;
    private static final Map<String, SessionFunction<?>> LOADED = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SessionFunction<?>> eldest) {
            return size() > KEPT;
        }
    };

    private LoadedFunctions() {}

    static SessionFunction<?> of(DistributedFunction function) {
        synchronized (LOADED) {
            return LOADED.computeIfAbsent(function.key(), key -> load(function));
        }
    }

    static long calls(DistributedFunction function) {
        return sum(function, counts -> counts.calls());
    }

    static long errors(DistributedFunction function) {
        return sum(function, counts -> counts.errors());
    }

    /** In the sessions of all time zones. */
    private static long sum(DistributedFunction function, ToLongFunction<CallCounts> figure) {
        synchronized (LOADED) {
            return LOADED.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(function.identity()))
                    .mapToLong(entry -> figure.applyAsLong(entry.getValue().counts()))
                    .sum();
        }
    }

    private static SessionFunction<?> load(DistributedFunction function) {
        var checked = function.checked();
        var codecs = SparkCodecs.in(function.zone());
        return switch (checked.definition().kind()) {
            case SCALAR -> SessionFunction.scalar(checked, TaskSessions.RULES, codecs);
            case TABLE -> SessionFunction.table(checked, TaskSessions.RULES, codecs);
            case AGGREGATE -> SessionFunction.aggregate(checked, TaskSessions.RULES, codecs);
        };
    }
}
