package org.pythonwasm.example.calcite;

import java.nio.file.Path;

/**
 * The Calcite model of a directory, inside the URL: CSV files in {@code tables} and Python functions in {@code
 * functions} make one schema. CREATE FUNCTION writes a file, DROP FUNCTION deletes it.
 */
final class Model {
    private static final String JSON = """
            {"version": "1.0", "defaultSchema": "TPCH", "schemas": [{
              "name": "TPCH", "type": "custom", "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
              "operand": {"functions": "%s", "writable": true,
                "factory": "org.apache.calcite.adapter.file.FileSchemaFactory", "operand": {"directory": "%s"}}}]}""";

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
                + JSON.formatted(json(functions(directory)), json(tables(directory)));
    }

    private static String json(Path path) {
        return path.toString().replace("\\", "/");
    }
}
