package org.pythonwasm.udf.internal.session;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Which Python the functions of a session run in: the module that its connection named, or else what is configured for the
 * JVM. Modules are loaded once; of those that no session uses, the last few are kept. Thread-safe.
 */
public final class SessionRuntimes {
    private static final int KEPT = 8;
    /** Sessions, which have no equality of their own, and what else stands for one. */
    private static final Map<Object, PythonRuntime> NAMED = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<PythonModule, Loaded> LOADED = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PythonModule, Loaded> eldest) {
            return size() > KEPT;
        }
    };

    private SessionRuntimes() {
    }

    /** Loads at the first call, which may compile for half a minute; another module's callers do not wait for that. */
    private static final class Loaded {
        private final PythonModule module;
        private PythonRuntime runtime;

        Loaded(PythonModule module) {
            this.module = module;
        }

        synchronized PythonRuntime get() {
            if (runtime == null) {
                runtime = PythonRuntime.builder().withModule(module).build();
            }
            return runtime;
        }
    }

    /**
     * The module's runtime, the same for all who name it with the same settings.
     *
     * @throws SQLException 08001 where it cannot be used
     */
    public static PythonRuntime load(PythonModule module) throws SQLException {
        Loaded loaded;
        synchronized (LOADED) {
            loaded = LOADED.computeIfAbsent(module, Loaded::new);
        }
        try {
            return loaded.get();
        } catch (PythonModuleException e) {
            throw ModuleSettings.refused(e.getMessage(), e);
        }
    }

    /** From now on the functions of these sessions run there. */
    public static void assign(Collection<?> sessions, PythonRuntime runtime) {
        sessions.forEach(session -> NAMED.put(session, runtime));
    }

    /** @throws PythonModuleException the session's Python cannot start */
    public static PythonInterpreter open(Object session, Limits limits) {
        var named = NAMED.get(session);
        return Cancellation.start(() -> (named == null ? PythonRuntime.configured() : named).open(limits));
    }
}
