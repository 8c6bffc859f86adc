package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlModuleContract;

@Timeout(300)
class H2ModuleTest extends SqlModuleContract {
    private static final String PRICING = "CREATE PYTHON MODULE pricing AS 'def gross(net): return net * 2'";
    private static final String GROSS = """
            CREATE FUNCTION gross(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            from pricing import gross
            $$""";

    H2ModuleTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected Connection connect(Path packages) throws SQLException {
        return ((H2Database) database).connect(packages);
    }

    @Test
    void modules_outlast_a_restart_and_a_script() throws SQLException {
        String file = directory.resolve("database").toString();
        String script = directory.resolve("script.sql").toString();
        try (var first = DriverManager.getConnection("jdbc:python-wasm:h2:" + file)) {
            run(first, PRICING);
            run(first, GROSS);
            run(first, "SCRIPT TO '" + script + "'");
        }
        try (var second = DriverManager.getConnection("jdbc:h2:" + file)) {
            assertEquals(42, value(second, "SELECT gross(21)", Integer.class));
        }
        try (var third = DriverManager.getConnection("jdbc:h2:mem:")) {
            run(third, "RUNSCRIPT FROM '" + script + "'");
            assertEquals(42, value(third, "SELECT gross(21)", Integer.class));
        }
    }

    @Test
    void functions_of_another_schema_do_not_import_it() throws SQLException {
        run("CREATE SCHEMA other");
        run(PRICING);
        assertTrue(
                error(GROSS.replace("FUNCTION gross", "FUNCTION other.gross")).contains("No module named 'pricing'"));
        run(PRICING.replace("pricing", "other.pricing").replace("* 2", "* 3"));
        run(GROSS);
        run(GROSS.replace("FUNCTION gross", "FUNCTION other.gross"));
        assertEquals(42, value("SELECT gross(21)"));
        assertEquals(63, value("SELECT other.gross(21)"));
        run("DROP FUNCTION gross");
        run("DROP PYTHON MODULE pricing");
        assertEquals(63, value("SELECT other.gross(21)"));
    }

    @Test
    void users_without_rights_change_no_module() throws SQLException {
        run(PRICING);
        run("CREATE USER guest PASSWORD 'guest'");
        try (var guest = ((H2Database) database).connect("guest", "guest")) {
            for (String statement : new String[] {
                "CREATE PYTHON MODULE mine AS 'x = 1'",
                "CREATE OR REPLACE PYTHON MODULE pricing AS 'gross = None'",
                "DROP PYTHON MODULE pricing"
            }) {
                assertEquals(
                        "90040",
                        assertThrows(SQLException.class, () -> run(guest, statement))
                                .getSQLState(),
                        statement);
            }
        }
    }
}
