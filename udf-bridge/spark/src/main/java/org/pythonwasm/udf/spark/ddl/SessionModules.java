package org.pythonwasm.udf.spark.ddl;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.apache.spark.sql.SparkSession;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.ImportSources;

/** The Python modules of one session, which its functions can import. Thread-safe. */
final class SessionModules {
    private static final Map<SparkSession, SessionModules> ALL = new WeakHashMap<>();

    private final Map<String, ModuleDefinition> modules = new TreeMap<>();
    private final Map<String, Path> files = new HashMap<>();

    private SessionModules() {}

    static SessionModules of(SparkSession session) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(session, added -> new SessionModules());
        }
    }

    /** Returns what functions of the session can import now. */
    ImportSources imports(String packages) {
        return ImportSources.of(packages).with(all());
    }

    synchronized List<ModuleDefinition> all() {
        return List.copyOf(modules.values());
    }

    synchronized Optional<ModuleDefinition> find(ModuleDefinition like) {
        return Optional.ofNullable(modules.get(like.module()));
    }

    /** Returns the file that has the module; empty if a statement created it. */
    synchronized Optional<Path> file(ModuleDefinition module) {
        return Optional.ofNullable(files.get(module.module()));
    }

    synchronized void put(ModuleDefinition module) {
        modules.put(module.module(), module);
    }

    /** Adds the module of a file, unless the session has one of the name. */
    synchronized void add(ModuleDefinition module, Path file) {
        if (modules.putIfAbsent(module.module(), module) == null) {
            files.put(module.module(), file);
        }
    }

    synchronized void remove(ModuleDefinition module) {
        modules.remove(module.module());
    }

    /** Returns the function with the modules that it imports, as they are now. */
    DistributedFunction current(DistributedFunction function) {
        return function.withModulesOf(all());
    }
}
