package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.test.TestWheel;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlPackageContract;

@Timeout(300)
class CalcitePackageTest extends SqlPackageContract {
    private static final String ANSWER = """
            CREATE FUNCTION answer() RETURNS INTEGER LANGUAGE PYTHON WITH (packages = 'deep') AS $$
            from deep import answer
            $$""";

    CalcitePackageTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Override
    protected Connection connect(Path packages) throws SQLException {
        var settings = database.guest().settings();
        settings.setProperty("python-wasm.packages", packages.toString());
        return DriverManager.getConnection("jdbc:python-wasm:calcite:", settings);
    }

    /** Relative to the model. */
    private String model(String packages) throws IOException {
        Path model = Files.createDirectories(directory.resolve("model"));
        Files.createDirectories(model.resolve("functions"));
        TestWheel.of("deep", "2")
                .withFile("deep.py", "def answer():\n    return 42\n")
                .writeTo(Files.createDirectories(model.resolve("wheels")));
        Path file = model.resolve(packages + ".json");
        Files.writeString(file, """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                 "operand": {"functions": "functions", "writable": true, "packages": "%s"}}]}
                """.formatted(packages));
        return "jdbc:python-wasm:calcite:model=" + file;
    }

    @Test
    void the_operand_of_a_model_names_the_directory_for_functions_of_its_schema() throws Exception {
        String url = model("wheels");
        try (var first = DriverManager.getConnection(url)) {
            run(first, ANSWER);
            assertEquals(42, value(first, one("answer()"), Integer.class));
        }
        Path file = directory.resolve(Path.of("model", "functions", "answer.sql"));
        assertTrue(Files.readString(file).contains("WITH (packages = 'deep==2 sha256:"));
        try (var second = DriverManager.getConnection(url)) {
            assertEquals(42, value(second, one("answer()"), Integer.class));
        }
        Files.writeString(file, ANSWER);
        try (var third = DriverManager.getConnection(url)) {
            assertEquals(42, value(third, one("answer()"), Integer.class));
        }
    }

    @Test
    void an_operand_that_names_no_directory_refuses_the_connection() throws IOException {
        String url = model("nowhere");
        assertTrue(assertThrows(SQLException.class, () -> DriverManager.getConnection(url))
                .getMessage()
                .contains("schema S: there is no directory of packages"));
    }
}
