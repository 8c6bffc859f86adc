package org.pythonwasm.udf.calcite.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.lookup.LikePattern;
import org.pythonwasm.udf.calcite.PythonParserFactory;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.store.PythonSchema;
import org.pythonwasm.udf.calcite.store.SchemaModules;
import org.pythonwasm.udf.internal.metrics.FunctionEntry;
import org.pythonwasm.udf.internal.metrics.ModuleEntry;

/** The Python functions of a connection's schemas, by schema and name. */
final class SchemaFunctions {
    private final Map<Key, FunctionEntry> found = new TreeMap<>();

    /** @param schema empty for the root schema */
    private record Key(String schema, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = schema.compareTo(other.schema);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    private SchemaFunctions() {}

    /**
     * Gives a connection that {@code jdbc:calcite:} opened a parser that knows the statements about functions, unless
     * it names one itself.
     */
    static void installOperators(Connection connection) throws SQLException {
        connection
                .unwrap(CalciteConnection.class)
                .getProperties()
                .putIfAbsent(CalciteConnectionProperty.PARSER_FACTORY.camelName(), PythonParserFactory.NAME);
    }

    static List<FunctionEntry> of(SchemaPlus rootSchema) {
        var functions = new SchemaFunctions();
        functions.collect("", rootSchema);
        return List.copyOf(functions.found.values());
    }

    /** Returns the modules of all schemas. */
    static List<ModuleEntry> modules(SchemaPlus rootSchema) {
        var found = new ArrayList<ModuleEntry>();
        collectModules("", rootSchema, found);
        return found;
    }

    private static void collectModules(String path, SchemaPlus schema, List<ModuleEntry> found) {
        SchemaModules.of(CalciteSchema.from(schema)).all().forEach(module -> found.add(new ModuleEntry(path, module)));
        for (String name : schema.subSchemas().getNames(LikePattern.any())) {
            collectModules(
                    path.isEmpty() ? name : path + "." + name,
                    schema.subSchemas().get(name),
                    found);
        }
    }

    private void collect(String path, SchemaPlus schema) {
        PythonSchema.of(CalciteSchema.from(schema))
                .ifPresent(stored ->
                        stored.entries(path).forEach(entry -> found.put(new Key(path, entry.name()), entry)));
        for (String name : schema.getFunctionNames()) {
            var key = new Key(path, name);
            if (!found.containsKey(key)) {
                schema.getFunctions(name).stream()
                        .filter(PythonFunction.class::isInstance)
                        .findFirst()
                        .ifPresent(function -> found.put(key, ((PythonFunction) function).entry(path, name)));
            }
        }
        for (String name : schema.subSchemas().getNames(LikePattern.any())) {
            collect(
                    path.isEmpty() ? name : path + "." + name,
                    schema.subSchemas().get(name));
        }
    }
}
