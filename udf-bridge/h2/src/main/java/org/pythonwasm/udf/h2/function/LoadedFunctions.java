package org.pythonwasm.udf.h2.function;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.metrics.CallCounts;

/** The functions that databases have loaded, held weakly, to look up their counts. Thread-safe. */
public final class LoadedFunctions {
    private static final Map<LoadedFunction<?>, String> LOADED = new WeakHashMap<>();

    private LoadedFunctions() {}

    public static synchronized <C extends FunctionInstance> LoadedFunction<C> add(
            String className, SessionFunction<C> function) {
        var loaded = new LoadedFunction<>(function);
        LOADED.put(loaded, className);
        return loaded;
    }

    /** Returns the counts of the functions of that name in a session's database. */
    public static synchronized List<CallCounts> counts(String className, Session session) {
        var database = database(session);
        return LOADED.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(className) && entry.getKey().isOf(database))
                .map(entry -> entry.getKey().counts())
                .toList();
    }

    /** Returns the object that identifies the session's database. */
    static Object database(Session session) {
        return session instanceof SessionLocal local ? local.getDatabase() : session;
    }
}
