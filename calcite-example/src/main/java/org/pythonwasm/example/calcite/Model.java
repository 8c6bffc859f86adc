package org.pythonwasm.example.calcite;

import java.nio.file.Path;

/** The Calcite model of a directory of CSV files, inside the URL. */
final class Model {
    private static final String JSON = """
            {"version": "1.0", "defaultSchema": "TPCH", "schemas": [{
              "name": "TPCH", "type": "custom", "factory": "org.apache.calcite.adapter.file.FileSchemaFactory",
              "operand": {"directory": "%s"}}]}""";

    private Model() {
    }

    static String url(Path directory) {
        return "jdbc:python-wasm:calcite:model=inline:" + JSON.formatted(directory.toString().replace("\\", "/"));
    }
}
