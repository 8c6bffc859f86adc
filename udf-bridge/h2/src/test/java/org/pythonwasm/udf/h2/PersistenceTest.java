package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.h2.Driver;
import org.h2.tools.Restore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a database file and a script of it say of its functions. */
@Timeout(300)
class PersistenceTest {
    private static final String TWICE =
            "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x: int): return 2 * x'";

    @TempDir
    private Path directory;

    private String url() {
        return "jdbc:h2:file:" + directory.resolve("db");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url().replace("jdbc:", "jdbc:python-wasm:"));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static <T> T value(Connection connection, String sql, Class<T> type) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getObject(1, type);
        }
    }

    private void create() throws SQLException {
        try (var connection = connect()) {
            run(connection, TWICE);
            run(connection, "CREATE TABLE t(x BIGINT, y BIGINT AS twice(x))");
            run(connection, "INSERT INTO t(x) VALUES (21)");
        }
    }

    @Test
    void a_reopened_database_knows_source_hash_and_time_of_its_functions() throws SQLException {
        create();
        String query = "SELECT %s FROM PYTHON_FUNCTIONS WHERE NAME = 'TWICE'";
        LocalDateTime created;
        try (var connection = connect()) {
            created = value(connection, query.formatted("CREATED"), LocalDateTime.class);
            assertEquals(0L, value(connection, query.formatted("CALLS"), Long.class));
            assertEquals(42L, value(connection, "SELECT y FROM t", Long.class));
            assertEquals(84L, value(connection, "SELECT twice(42)", Long.class));
            assertEquals(1L, value(connection, query.formatted("CALLS"), Long.class));
        }
        try (var plain = DriverManager.getConnection(url())) {
            assertEquals(created, value(plain, query.formatted("CREATED"), LocalDateTime.class));
            assertEquals("def twice(x: int): return 2 * x", value(plain, query.formatted("SOURCE"), String.class));
            assertEquals(
                    64, value(plain, query.formatted("SHA256"), String.class).length());
        }
    }

    @Test
    void aggregates_and_table_functions_are_there_when_the_database_is_opened_again() throws SQLException {
        try (var connection = connect()) {
            run(connection, """
                    CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                    class total:
                        def __init__(self):
                            self.sum = 0
                        def accumulate(self, x: int):
                            self.sum += x
                        def finish(self) -> int:
                            return self.sum
                    $$""");
            run(connection, """
                    CREATE FUNCTION spell(word VARCHAR) RETURNS TABLE (place BIGINT, letter VARCHAR) LANGUAGE PYTHON AS $$
                    def spell(word: str):
                        yield from enumerate(word, 1)
                    $$""");
        }
        try (var connection = connect()) {
            assertEquals(6L, value(connection, "SELECT total(place) FROM spell('abc')", Long.class));
            assertEquals("a", value(connection, "SELECT letter FROM spell('abc')", String.class));
            assertEquals(
                    "SPELL TABLE 2, TOTAL AGGREGATE 3",
                    value(
                            connection,
                            "SELECT LISTAGG(NAME || ' ' || KIND "
                                    + "|| ' ' || CALLS, ', ') WITHIN GROUP (ORDER BY NAME) FROM PYTHON_FUNCTIONS",
                            String.class));
        }
    }

    @Test
    void a_script_makes_the_functions_again_with_the_table_that_lists_them() throws SQLException {
        create();
        var script = directory.resolve("script.sql");
        try (var connection = connect()) {
            run(connection, "SCRIPT TO '" + script + "'");
        }
        try (var copy = DriverManager.getConnection("jdbc:h2:mem:copy")) {
            run(copy, "RUNSCRIPT FROM '" + script + "'");
            assertEquals(84L, value(copy, "SELECT twice(42)", Long.class));
            assertEquals("TWICE", value(copy, "SELECT NAME FROM PYTHON_FUNCTIONS", String.class));
        }
    }

    @Test
    void two_databases_with_the_same_function_count_their_own_calls() throws SQLException {
        create();
        var script = directory.resolve("script.sql");
        try (var connection = connect();
                var copy = DriverManager.getConnection("jdbc:h2:mem:twin")) {
            run(connection, "SCRIPT TO '" + script + "'");
            run(copy, "RUNSCRIPT FROM '" + script + "'");
            value(copy, "SELECT twice(42)", Long.class);
            value(copy, "SELECT twice(43)", Long.class);
            value(connection, "SELECT twice(42)", Long.class);
            assertEquals(1L, value(connection, "SELECT CALLS FROM PYTHON_FUNCTIONS", Long.class));
        }
    }

    @Test
    void a_backup_holds_the_functions() throws SQLException {
        create();
        var zip = directory.resolve("backup.zip");
        var restored = directory.resolve("restored");
        try (var connection = connect()) {
            run(connection, "BACKUP TO '" + zip + "'");
            run(connection, "DROP TABLE t");
            run(connection, "DROP FUNCTION twice");
        }
        Restore.execute(zip.toString(), restored.toString(), "db");
        try (var connection = DriverManager.getConnection(url().replace("/db", "/restored/db"))) {
            assertEquals(42L, value(connection, "SELECT y FROM t", Long.class));
            assertEquals(84L, value(connection, "SELECT twice(42)", Long.class));
        }
    }

    @Test
    void an_encrypted_database_keeps_its_functions() throws SQLException {
        String url = url() + "secret;CIPHER=AES";
        var properties = new Properties();
        properties.put("user", "sa");
        properties.put("password", "filepassword userpassword");
        try (var connection = DriverManager.getConnection(url.replace("jdbc:", "jdbc:python-wasm:"), properties)) {
            run(connection, TWICE);
        }
        try (var connection = DriverManager.getConnection(url, properties)) {
            assertEquals(42L, value(connection, "SELECT twice(21)", Long.class));
            assertEquals("TWICE", value(connection, "SELECT NAME FROM PYTHON_FUNCTIONS", String.class));
        }
    }

    @Test
    void a_read_only_database_calls_its_functions_and_takes_no_new_one() throws SQLException {
        create();
        try (var connection =
                DriverManager.getConnection(url().replace("jdbc:", "jdbc:python-wasm:") + ";ACCESS_MODE_DATA=r")) {
            assertEquals(84L, value(connection, "SELECT twice(42)", Long.class));
            assertEquals("TWICE", value(connection, "SELECT NAME FROM PYTHON_FUNCTIONS", String.class));
            var error = assertThrows(
                    SQLException.class,
                    () -> run(
                            connection,
                            TWICE.replace("FUNCTION twice", "FUNCTION t2")
                                    .replace("LANGUAGE PYTHON", "LANGUAGE PYTHON HANDLER 'twice'")));
            assertEquals("90097", error.getSQLState(), error::toString);
            assertThrows(SQLException.class, () -> run(connection, "DROP FUNCTION twice"));
            assertEquals(84L, value(connection, "SELECT twice(42)", Long.class));
        }
    }

    @Test
    void a_constraint_calls_its_function_also_after_the_database_was_opened_again() throws SQLException {
        try (var connection = connect()) {
            run(connection, TWICE);
            run(connection, "CREATE TABLE c(x BIGINT CHECK (twice(x) < 100))");
            run(connection, "INSERT INTO c VALUES (49)");
        }
        try (var connection = DriverManager.getConnection(url())) {
            assertEquals(
                    "23513",
                    assertThrows(SQLException.class, () -> run(connection, "INSERT INTO c VALUES (50)"))
                            .getSQLState());
            run(connection, "INSERT INTO c VALUES (48)");
            assertEquals(2L, value(connection, "SELECT COUNT(*) FROM c", Long.class));
        }
    }

    /** H2 alone does not see a table whose generated column calls a class that is missing; it is not lost. */
    @Test
    void a_script_of_h2_alone_keeps_the_functions() throws Exception {
        create();
        var script = directory.resolve("alone.sql");
        withoutUs("SCRIPT TO '" + script + "'");
        try (var copy = DriverManager.getConnection("jdbc:h2:mem:alone")) {
            run(copy, "RUNSCRIPT FROM '" + script + "'");
            assertEquals(84L, value(copy, "SELECT twice(42)", Long.class));
        }
        try (var connection = connect()) {
            assertEquals(42L, value(connection, "SELECT y FROM t", Long.class));
        }
    }

    @Test
    void a_database_with_functions_opens_without_this_software() throws Exception {
        try (var connection = connect()) {
            run(connection, TWICE);
            run(connection, "CREATE TABLE t(x BIGINT)");
            run(connection, "INSERT INTO t(x) VALUES (21), (22)");
            run(connection, "CREATE VIEW v AS SELECT twice(x) AS y FROM t");
        }
        assertTrue(withoutUs("SELECT 'sum ' || SUM(x) FROM t").contains("sum 43"), "table");
        String refused = withoutUs("SELECT twice(x) FROM t");
        assertTrue(refused.contains("Class \"org.pythonwasm.udf.h2.PythonUdf_"), refused);
        try (var connection = connect()) {
            assertEquals(86L, value(connection, "SELECT SUM(y) FROM v", Long.class));
            assertEquals("TWICE", value(connection, "SELECT NAME FROM PYTHON_FUNCTIONS", String.class));
        }
    }

    /** What H2's own shell says when H2 alone is on the class path. */
    private String withoutUs(String sql) throws IOException, InterruptedException {
        String h2 = Path.of(Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        h2,
                        "org.h2.tools.Shell",
                        "-url",
                        url(),
                        "-sql",
                        sql)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "H2's shell ends");
        return output;
    }
}
