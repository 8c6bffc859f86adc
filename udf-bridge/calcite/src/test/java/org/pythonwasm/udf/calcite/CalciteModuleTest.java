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
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlModuleContract;

@Timeout(300)
class CalciteModuleTest extends SqlModuleContract {
    private static final String PRICING = "CREATE PYTHON MODULE pricing AS 'def gross(net): return net * 2'";
    private static final String GROSS = """
            CREATE FUNCTION gross(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            from pricing import gross
            $$""";

    CalciteModuleTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Override
    protected Connection connect(Path packages) throws SQLException {
        var settings = database.guest().settings();
        settings.setProperty("python-wasm.packages", packages.toString());
        return DriverManager.getConnection("jdbc:python-wasm:calcite:", settings);
    }

    private String model(boolean writable) throws IOException {
        Path file = directory.resolve(writable + ".json");
        Files.createDirectories(directory.resolve("functions"));
        Files.writeString(file, """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                 "operand": {"functions": "functions", "writable": %s}}]}
                """.formatted(writable));
        return "jdbc:python-wasm:calcite:model=" + file;
    }

    @Test
    void modules_of_a_directory_are_files() throws Exception {
        try (var first = DriverManager.getConnection(model(true))) {
            run(first, PRICING);
            run(first, GROSS);
            assertEquals(42, value(first, one("gross(21)"), Integer.class));
        }
        Path file = directory.resolve(Path.of("functions", "pricing.module.sql"));
        assertTrue(Files.readString(file).startsWith("CREATE PYTHON MODULE \"pricing\""), Files.readString(file));
        try (var second = DriverManager.getConnection(model(false))) {
            assertEquals(42, value(second, one("gross(21)"), Integer.class));
            assertTrue(assertThrows(
                            SQLException.class, () -> run(second, PRICING.replace("CREATE", "CREATE OR REPLACE")))
                    .getMessage()
                    .contains("this schema may not write there"));
        }
        try (var third = DriverManager.getConnection(model(true))) {
            run(third, "DROP FUNCTION gross");
            run(third, "DROP PYTHON MODULE pricing");
        }
        assertTrue(Files.notExists(file));
    }

    @Test
    void a_file_that_holds_no_module_is_an_error_of_those_that_import_it_only() throws Exception {
        String url = model(true);
        Path file = Files.writeString(directory.resolve(Path.of("functions", "pricing.module.sql")), "SELECT 1");
        try (var first = DriverManager.getConnection(url)) {
            run(first, "CREATE FUNCTION yes() RETURNS BOOLEAN LANGUAGE PYTHON AS 'def yes(): return True'");
            assertEquals(true, value(first, one("yes()"), Boolean.class));
            assertTrue(assertThrows(SQLException.class, () -> run(first, GROSS))
                    .getMessage()
                    .contains("ImportError: " + file + ": expected one CREATE PYTHON MODULE statement"));
        }
    }
}
