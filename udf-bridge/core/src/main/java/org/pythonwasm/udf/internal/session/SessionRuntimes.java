package org.pythonwasm.udf.internal.session;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Assigns a Python to the functions of a session: the module that its connection named, or else that which is
 * configured for the JVM. Modules are loaded once; of those that no session uses, the last few are kept. Thread-safe.
 */
public final class SessionRuntimes {
    private static final int KEPT = 8;
    /** Sessions, which have no equality of their own, and other objects that represent one. */
    private static final Map<Object, PythonRuntime> NAMED = Collections.synchronizedMap(new WeakHashMap<>());

    private static final Map<Properties, Loaded> LOADED = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Properties, Loaded> eldest) {
            return size() > KEPT;
        }
    };

    private SessionRuntimes() {}

    /**
     * Loads at the first call, which may compile for ten to thirty seconds; callers of another module do not wait for
     * that.
     */
    private static final class Loaded {
        private final Properties settings;
        private PythonRuntime runtime;

        Loaded(Properties settings) {
            this.settings = settings;
        }

        synchronized PythonRuntime get() {
            if (runtime == null) {
                runtime = PythonRuntime.builder().withSettings(settings).build();
            }
            return runtime;
        }
    }

    /**
     * Returns the module's runtime, which is the same for all that name the module with the same settings.
     *
     * @throws SQLException 08001 if it cannot be used
     */
    public static PythonRuntime load(Properties settings) throws SQLException {
        Loaded loaded;
        synchronized (LOADED) {
            loaded = LOADED.computeIfAbsent(settings, Loaded::new);
        }
        try {
            return loaded.get();
        } catch (PythonModuleException e) {
            throw ModuleSettings.refused(e.getMessage(), e);
        }
    }

    /** Makes the functions of these sessions run there from now on. */
    public static void assign(Collection<?> sessions, PythonRuntime runtime) {
        sessions.forEach(session -> NAMED.put(session, runtime));
    }

    /** @throws PythonModuleException if the session's Python cannot start */
    public static PythonInterpreter open(Object session, Limits limits) {
        return open(of(session), limits);
    }

    /** @throws PythonModuleException if the session's Python cannot be used */
    public static PythonRuntime of(Object session) {
        var named = NAMED.get(session);
        return named == null ? PythonRuntime.configured() : named;
    }

    /** @throws PythonModuleException if that Python cannot start */
    public static PythonInterpreter open(PythonRuntime runtime, Limits limits) {
        return Cancellation.start(() -> runtime.open(limits));
    }
}
