package org.pythonwasm.udf.calcite.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.udf.ModuleDefinition;
import org.pythonwasm.udf.internal.session.Imports;

/**
 * The Python modules of a schema of one connection, and what its functions can import. They live as long as the connection, or in the
 * files of the schema's directory. Thread-safe.
 */
public final class SchemaModules implements Imports {
    /** Of schemas without a directory, by the root of the connection's schemas. */
    private static final Map<CalciteSchema, Map<Schema, SchemaModules>> OTHERS = new WeakHashMap<>();

    private final Map<String, ModuleDefinition> modules = new TreeMap<>();
    private final Imports packages;
    private final Optional<ModuleFiles> files;

    SchemaModules(Imports packages, ModuleFiles files) throws SQLException {
        this.packages = packages;
        this.files = Optional.of(files);
        files.read().forEach(module -> modules.put(module.module(), module));
    }

    private SchemaModules() {
        this.packages = OF_SESSION;
        this.files = Optional.empty();
    }

    public static SchemaModules of(CalciteSchema schema) {
        return PythonSchema.of(schema).map(PythonSchema::modules).orElseGet(() -> ofConnection(schema));
    }

    private static SchemaModules ofConnection(CalciteSchema schema) {
        synchronized (OTHERS) {
            return OTHERS.computeIfAbsent(schema.root(), added -> new WeakHashMap<>())
                    .computeIfAbsent(schema.schema, added -> new SchemaModules());
        }
    }

    @Override
    public Packages packages(Object session) {
        return packages.packages(session);
    }

    @Override
    public List<ModuleDefinition> modules(Object session) {
        return all();
    }

    public synchronized List<ModuleDefinition> all() {
        return List.copyOf(modules.values());
    }

    public synchronized Optional<ModuleDefinition> find(ModuleDefinition like) {
        return Optional.ofNullable(modules.get(like.module()));
    }

    /** Adds the module, or replaces that of its name. */
    public synchronized void put(ModuleDefinition module) throws SQLException {
        if (files.isPresent()) {
            files.get().write(module);
        }
        modules.put(module.module(), module);
    }

    public synchronized void remove(ModuleDefinition module) throws SQLException {
        if (files.isPresent()) {
            files.get().delete(module);
        }
        modules.remove(module.module());
    }
}
