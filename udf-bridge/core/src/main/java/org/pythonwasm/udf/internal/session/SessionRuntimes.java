package org.pythonwasm.udf.internal.session;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.PythonPackageException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.udf.FunctionOptions;

/**
 * Assigns a Python to the functions of a session: the module that its connection named, or else that which is
 * configured for the JVM. Modules are loaded once; of those that no session uses, the last few are kept. Thread-safe.
 */
public final class SessionRuntimes {
    private static final int KEPT = 8;
    private static final int KEPT_WITH_PACKAGES = 64;
    /** Sessions, which have no equality of their own, and other objects that represent one. */
    private static final Map<Object, PythonRuntime> NAMED = Collections.synchronizedMap(new WeakHashMap<>());

    /** The settings of those. */
    private static final Map<PythonRuntime, Properties> SETTINGS = Collections.synchronizedMap(new WeakHashMap<>());
    /** What the connections of these sessions made available. */
    private static final Map<Object, Packages> GRANTED = Collections.synchronizedMap(new WeakHashMap<>());
    /** Read once in the life of the JVM, by their directories. */
    private static final ConcurrentMap<Path, Packages> READ = new ConcurrentHashMap<>();

    private static final Map<Properties, Loaded> LOADED = kept(KEPT);
    private static final Map<WithPackages, Loaded> PREPARED = kept(KEPT_WITH_PACKAGES);

    private static <K> Map<K, Loaded> kept(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Loaded> eldest) {
                return size() > most;
            }
        };
    }

    private SessionRuntimes() {}

    /**
     * Loads at the first call, which may compile for ten to thirty seconds; callers of another module do not wait for
     * that.
     */
    private static final class Loaded {
        private final Supplier<PythonRuntime> maker;
        private PythonRuntime runtime;

        Loaded(Supplier<PythonRuntime> maker) {
            this.maker = maker;
        }

        static Loaded of(Properties settings) {
            return new Loaded(
                    () -> PythonRuntime.builder().withSettings(settings).build());
        }

        synchronized PythonRuntime get() {
            if (runtime == null) {
                runtime = maker.get();
            }
            return runtime;
        }
    }

    /**
     * The Python of functions that name the same packages. What these import is imported once, when the first function needs it, and is
     * part of the state in which all their interpreters start.
     *
     * @param settings of the module; null: that of the JVM
     */
    private record WithPackages(Properties settings, Packages packages) {
        private static final String IMPORT = """
                def _import(names):
                    for name in names:
                        try:
                            __import__(name)
                        except ImportError:
                            pass
                _import(%s)
                del _import
                """;

        PythonRuntime make() {
            if (settings != null) {
                return PythonRuntime.builder()
                        .withSettings(settings)
                        .withPackages(packages)
                        .build();
            }
            return imported(PythonRuntime.configuredWith(packages));
        }

        /** What cannot be imported is an error of those who import it. */
        @SuppressWarnings("try") // the watch is there to be closed
        private PythonRuntime imported(PythonRuntime runtime) {
            String modules = packages.list().stream()
                    .flatMap(found -> found.modules().stream())
                    .map(module -> "'" + module + "', ")
                    .collect(Collectors.joining("", "(", ")"));
            try (var python = SessionRuntimes.open(runtime, FunctionOptions.NONE.limitsOfBody());
                    var watch = Cancellation.watch(python)) {
                python.exec(IMPORT.formatted(modules), "<packages>");
                return runtime.startingFrom(python).orElse(runtime);
            } catch (PythonException e) {
                if (e.isInterruption()) {
                    throw e;
                }
                return runtime;
            } catch (GuestDiedException e) {
                return runtime;
            }
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
            loaded = LOADED.computeIfAbsent(settings, Loaded::of);
        }
        try {
            var runtime = loaded.get();
            SETTINGS.put(runtime, settings);
            return runtime;
        } catch (PythonModuleException e) {
            throw ModuleSettings.refused(e.getMessage(), e);
        }
    }

    /** Makes the functions of these sessions run there from now on. */
    public static void assign(Collection<?> sessions, PythonRuntime runtime) {
        sessions.forEach(session -> NAMED.put(session, runtime));
    }

    /**
     * Makes the packages of a directory available to the functions of these sessions, if they name them, in place of those of the JVM.
     *
     * @throws SQLException 08001 if they cannot be used
     */
    public static void grant(Collection<?> sessions, Path directory) throws SQLException {
        try {
            var packages = packages(directory);
            sessions.forEach(session -> GRANTED.put(session, packages));
        } catch (PythonPackageException e) {
            throw ModuleSettings.refused(e.getMessage(), e);
        }
    }

    /**
     * Returns the packages of a directory, as they were when it was read first.
     *
     * @throws PythonPackageException if they cannot be used
     */
    public static Packages packages(Path directory) {
        Path absolute = directory.toAbsolutePath().normalize();
        var known = READ.get(absolute);
        if (known == null) {
            known = Packages.in(absolute);
            READ.put(absolute, known);
        }
        return known;
    }

    /** Returns what functions of the session can name: what its connection, or else the JVM, makes available. */
    static Packages packages(Object session) {
        var granted = GRANTED.get(session);
        if (granted != null) {
            return granted;
        }
        String directory = System.getProperty("python-wasm." + ModuleSettings.PACKAGES);
        return directory == null ? Packages.NONE : packages(Path.of(directory));
    }

    /** Returns the session's Python, in which these packages can be imported; the same for all that have the same. */
    static PythonRuntime with(Object session, Packages packages) {
        var base = of(session);
        if (packages.isEmpty()) {
            return base;
        }
        var key = new WithPackages(SETTINGS.get(base), packages);
        Loaded loaded;
        synchronized (PREPARED) {
            loaded = PREPARED.computeIfAbsent(key, added -> new Loaded(added::make));
        }
        return loaded.get();
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
