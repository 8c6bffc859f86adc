package org.pythonwasm.example.calcite;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The Calcite model of a directory, inside the URL: CSV files in {@code tables}, Python functions in {@code functions}
 * and views that call them make one schema. CREATE FUNCTION writes a file, DROP FUNCTION deletes it.
 */
final class Model {
    private static final String JSON = """
            {"version": "1.0", "defaultSchema": "TPCH", "schemas": [{
              "name": "TPCH", "type": "custom", "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
              "operand": {"functions": "%s", "writable": true,
                "factory": "org.apache.calcite.adapter.file.FileSchemaFactory", "operand": {"directory": "%s"}},
              "tables": [%s]}]}""";
    private static final List<String> VIEWS = List.of("known_nations", "order_mood");

    private Model() {
    }

    static Path tables(Path directory) {
        return directory.resolve("tables");
    }

    static Path functions(Path directory) {
        return directory.resolve("functions");
    }

    static String url(Path directory) {
        return "jdbc:python-wasm:calcite:model=inline:"
                + JSON.formatted(json(functions(directory)), json(tables(directory)), views());
    }

    private static String views() {
        return VIEWS.stream().map(Model::view).collect(Collectors.joining(", "));
    }

    private static String view(String name) {
        String sql = Resources.text("views/" + name + ".sql").strip().replace("\n", " ");
        return "{\"name\": \"" + name.toUpperCase(Locale.ROOT) + "\", \"type\": \"view\", \"sql\": \"" + sql + "\"}";
    }

    private static String json(Path path) {
        return path.toString().replace("\\", "/");
    }
}
