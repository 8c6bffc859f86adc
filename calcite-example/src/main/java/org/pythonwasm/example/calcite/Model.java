package org.pythonwasm.example.calcite;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pythonwasm.example.tpch.SqlTexts;

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

    private Model() {}

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
        return SqlTexts.VIEWS.stream().map(Model::view).collect(Collectors.joining(", "));
    }

    private static String view(String name) {
        String sql = SqlTexts.view(name).strip().replace("\n", " ");
        return "{\"name\": \"" + name.toUpperCase(Locale.ROOT) + "\", \"type\": \"view\", \"sql\": \"" + sql + "\"}";
    }

    private static String json(Path path) {
        return path.toString().replace("\\", "/");
    }
}
