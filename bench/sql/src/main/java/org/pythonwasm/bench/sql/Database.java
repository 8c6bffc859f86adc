package org.pythonwasm.bench.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database that keeps its functions in a directory. */
enum Database {
    H2,
    CALCITE;

    private static final String MODEL = """
            {"version": "1.0", "defaultSchema": "BENCH", "schemas": [{"name": "BENCH", "type": "custom",
              "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
              "operand": {"functions": "%s", "writable": true}}]}""";

    Connection open(Path directory) throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:"
                + switch (this) {
                    case H2 -> "h2:file:" + directory.resolve("h2");
                    case CALCITE ->
                        "calcite:model=inline:"
                                + MODEL.formatted(
                                        directory.resolve("calcite").toString().replace("\\", "/"));
                });
    }

    /** Returns a call of a table function for FROM. */
    String from(String call) {
        return this == H2 ? call : "TABLE(" + call + ")";
    }
}
