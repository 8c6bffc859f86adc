package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.schema.SchemaPlus;
import org.pythonwasm.udf.FunctionDefinition;

/** The Python functions of a connection's schemas, by schema and name. */
final class SchemaFunctions {
    private final Map<Key, FunctionDefinition> found = new TreeMap<>();

    /** @param schema empty for the root schema */
    private record Key(String schema, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = schema.compareTo(other.schema);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    private SchemaFunctions() {
    }

    /**
     * Gives a connection that {@code jdbc:calcite:} opened a parser that knows our statements, where it names none
     * itself.
     */
    static void teach(Connection connection) throws SQLException {
        connection.unwrap(CalciteConnection.class).getProperties()
                .putIfAbsent(CalciteConnectionProperty.PARSER_FACTORY.camelName(), PythonParserFactory.NAME);
    }

    static SchemaFunctions of(Connection connection) throws SQLException {
        var functions = new SchemaFunctions();
        functions.collect("", connection.unwrap(CalciteConnection.class).getRootSchema());
        return functions;
    }

    private void collect(String path, SchemaPlus schema) {
        for (String name : schema.getFunctionNames()) {
            for (var function : schema.getFunctions(name)) {
                if (function instanceof PythonFunction python) {
                    found.put(new Key(path, name), python.definition());
                }
            }
        }
        for (String name : schema.getSubSchemaNames()) {
            collect(path.isEmpty() ? name : path + "." + name, schema.getSubSchema(name));
        }
    }

    List<FunctionDefinition> definitions() {
        return List.copyOf(found.values());
    }

    /** A query that answers them. */
    String query() {
        String rows = found.isEmpty()
                ? "(" + "CAST(NULL AS VARCHAR), ".repeat(7) + "CAST(NULL AS VARCHAR))"
                : found.entrySet().stream().map(SchemaFunctions::row).collect(Collectors.joining(", "));
        return "SELECT * FROM (VALUES " + rows + ") AS PYTHON_FUNCTIONS"
                + "(SCHEMA_NAME, NAME, KIND, SIGNATURE, OPTIONS, HANDLER, SHA256, SOURCE)"
                + (found.isEmpty() ? " WHERE FALSE" : "");
    }

    private static String row(Map.Entry<Key, FunctionDefinition> entry) {
        var definition = entry.getValue();
        return List.of(entry.getKey().schema(), entry.getKey().name(), definition.kind().name(), definition.signature(), definition.clauses(),
                        definition.handler().orElseThrow(), definition.sha256(), definition.body()).stream()
                .map(text -> "CAST('" + text.replace("'", "''") + "' AS VARCHAR)")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
