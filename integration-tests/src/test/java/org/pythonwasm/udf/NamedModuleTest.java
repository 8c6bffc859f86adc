package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.GuestBuilds;

/** A connection that names a python.wasm has its functions run there, and no other connection has. */
class NamedModuleTest {
    private static final String H2 = "jdbc:python-wasm:h2:mem:named;DB_CLOSE_DELAY=-1";
    private static final String CALCITE = "jdbc:python-wasm:calcite:";
    private static final String PLACE = """
            CREATE FUNCTION place() RETURNS VARCHAR LANGUAGE PYTHON AS $$
            import os
            def place(): return os.path.dirname(getattr(os, '__file__', 'built in/os.py'))
            $$""";
    private static final String TIMES = """
            CREATE FUNCTION times(x INTEGER, y INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            def times(x, y): return x * y
            $$""";

    @TempDir
    private Path directory;

    private static Properties official() {
        var properties = new Properties();
        properties.setProperty(
                "python-wasm.module", GuestBuilds.plain().resolve("python.wasm").toString());
        properties.setProperty("python-wasm.library", GuestBuilds.plain().toString());
        return properties;
    }

    private static Properties with(String name, String value) {
        var properties = official();
        properties.setProperty(name, value);
        return properties;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Object value(Connection connection, String expression) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("VALUES (" + expression + ")")) {
            rows.next();
            return rows.getObject(1);
        }
    }

    private static SQLException refused(String url, Properties properties) {
        return assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(url, properties).close());
    }

    @Test
    void connections_of_one_database_run_a_function_each_in_its_own_module() throws SQLException {
        Path prefix = GuestBuilds.plain();
        // region: jdbc
        var properties = new Properties();
        properties.setProperty(
                "python-wasm.module", prefix.resolve("python.wasm").toString());
        properties.setProperty("python-wasm.library", prefix.toString());
        Connection connection =
                DriverManager.getConnection("jdbc:python-wasm:h2:mem:named;DB_CLOSE_DELAY=-1", properties);
        // endregion
        try (connection;
                var relocated = DriverManager.getConnection(H2, with("python-wasm.home", "/opt/wasi-python"));
                var builtIn = DriverManager.getConnection(H2);
                var plain = DriverManager.getConnection("jdbc:h2:mem:named")) {
            execute(connection, PLACE, TIMES);
            for (int round = 0; round < 2; round++) {
                assertEquals("/usr/local/lib/python3.13", value(connection, "place()"));
                assertEquals("/opt/wasi-python/lib/python3.13", value(relocated, "place()"));
                assertEquals("built in", value(builtIn, "place()"));
                assertEquals("built in", value(plain, "place()"));
                assertEquals(42, value(connection, "times(6, 7)"));
            }
            execute(connection, "SHUTDOWN");
        }
    }

    @Test
    void calcite_connections_run_their_functions_each_in_its_own_module() throws SQLException {
        try (var first = DriverManager.getConnection(CALCITE, official());
                var second = DriverManager.getConnection(CALCITE, with("python-wasm.home", "/opt/wasi-python"));
                var builtIn = DriverManager.getConnection(CALCITE)) {
            for (var connection : List.of(first, second, builtIn)) {
                execute(connection, PLACE, TIMES);
                assertEquals(42, value(connection, "times(6, 7)"));
            }
            assertEquals("/usr/local/lib/python3.13", value(first, "place()"));
            assertEquals("/opt/wasi-python/lib/python3.13", value(second, "place()"));
            assertEquals("built in", value(builtIn, "place()"));
        }
    }

    /** Its body can be read where the variable is only: so it is the module that looks at it, too. */
    @Test
    void a_function_of_a_model_is_looked_at_and_run_in_the_connections_module() throws IOException, SQLException {
        Files.writeString(Files.createDirectory(directory.resolve("functions")).resolve("greeting.sql"), """
                CREATE FUNCTION greeting() RETURNS VARCHAR LANGUAGE PYTHON AS $$
                import os
                text = os.environ['GREETING']
                def greeting(): return text
                $$""");
        Path model = Files.writeString(directory.resolve("model.json"), """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory", "operand": {"functions": "functions"}}]}
                """);
        try (var connection =
                DriverManager.getConnection(CALCITE + "model=" + model, with("python-wasm.env", "GREETING=hi"))) {
            assertEquals("hi", value(connection, "greeting()"));
        }
        try (var builtIn = DriverManager.getConnection(CALCITE + "model=" + model)) {
            assertThrows(SQLException.class, () -> value(builtIn, "greeting()"));
        }
    }

    /** H2 refuses what it does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:;%s;MODE=MySQL", "jdbc:python-wasm:calcite:%s;lex=MYSQL"})
    void a_url_names_a_module_which_the_database_does_not_see(String url) throws SQLException {
        String settings = "python-wasm.module=" + GuestBuilds.plain().resolve("python.wasm") + ";python-wasm.library="
                + GuestBuilds.plain();
        try (var connection = DriverManager.getConnection(url.formatted(settings))) {
            execute(connection, PLACE);
            assertEquals("/usr/local/lib/python3.13", value(connection, "place()"));
            // Of MySQL's: the setting behind ours arrived.
            execute(connection, "SELECT `x` FROM (VALUES (1)) AS t(`x`)");
        }
        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection("jdbc:h2:mem:;" + settings).close());
    }

    @Test
    void an_error_and_a_time_limit_are_as_with_the_built_in_guest() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:", official())) {
            execute(
                    connection,
                    "CREATE FUNCTION fails() RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                            + "def fails():\n    raise ValueError('no')\n$$",
                    "CREATE FUNCTION endless() RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '300 ms') AS $$\n"
                            + "def endless():\n    while True: pass\n$$");
            var error = assertThrows(SQLException.class, () -> value(connection, "fails()"));
            assertEquals("22023", error.getSQLState());
            assertTrue(error.getMessage().contains("line 2"), error.getMessage());
            assertEquals(
                    "57014",
                    assertThrows(SQLException.class, () -> value(connection, "endless()"))
                            .getSQLState());
        }
    }

    @Test
    void settings_that_have_no_meaning_are_refused() {
        var error = refused(H2, with("python-wasm.modul", "x"));
        assertEquals("08001", error.getSQLState());
        assertTrue(
                error.getMessage()
                        .startsWith("there is no setting python-wasm.modul: expected one of python-wasm.module, "
                                + "python-wasm.library, "),
                error.getMessage());
        var alone = new Properties();
        alone.setProperty("python-wasm.library", "x");
        assertEquals(
                "the settings python-wasm.library are those of a python.wasm: name it with python-wasm.module",
                refused(H2, alone).getMessage());
        assertEquals(
                "python-wasm.…: the setting dir has two parts with ':' between them, got 'data'",
                refused(H2, with("python-wasm.dir", "data")).getMessage());
    }

    @Test
    void a_module_that_cannot_be_used_is_said_when_connecting() {
        for (String url : List.of(H2, CALCITE)) {
            var error = refused(
                    url,
                    with("python-wasm.module", directory.resolve("none.wasm").toString()));
            assertEquals("08001", error.getSQLState());
            assertEquals("the module " + directory.resolve("none.wasm") + " is not there", error.getMessage());
        }
    }

    @Test
    void a_library_that_the_module_does_not_find_is_said_by_the_first_function() throws SQLException {
        var properties = official();
        properties.remove("python-wasm.library");
        try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:", properties)) {
            var error = assertThrows(SQLException.class, () -> execute(connection, TIMES));
            assertEquals("58000", error.getSQLState());
            assertTrue(
                    error.getMessage().contains("looks for its library in /usr/local/lib/python3.13"),
                    error.getMessage());
        }
    }

    @Test
    void a_memory_limit_below_what_the_module_begins_with_names_the_function_and_the_option() throws SQLException {
        try (var connection = DriverManager.getConnection(CALCITE, official())) {
            var error = assertThrows(
                    SQLException.class,
                    () -> execute(connection, TIMES.replace("AS $$", "WITH (memory = '16 MB') AS $$")));
            assertEquals("53200", error.getSQLState());
            assertEquals(
                    "PythonFunction times: " + GuestBuilds.plain().resolve("python.wasm")
                            + " starts with 20 MiB of memory, and the "
                            + "limit is 16 MiB: raise Limits.memoryBytes; the limit is 16 MB; WITH (memory = '…') sets another",
                    error.getMessage());
        }
    }

    @Test
    void functions_of_a_server_cannot_be_given_a_module_from_here() throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        try {
            var error = refused("jdbc:python-wasm:h2:tcp://localhost:" + server.getPort() + "/mem:x", official());
            assertEquals("0A000", error.getSQLState());
            assertTrue(error.getMessage().contains("run in the JVM of its server"), error.getMessage());
        } finally {
            server.stop();
        }
    }

    @Test
    void tools_are_told_of_the_settings_and_of_the_databases_own() throws SQLException {
        for (String url : List.of(H2, CALCITE)) {
            var driver = new PythonDriver();
            var names = Arrays.stream(driver.getPropertyInfo(url, official()))
                    .map(info -> info.name)
                    .toList();
            PythonRuntime.settings().keySet().forEach(name -> assertTrue(names.contains("python-wasm." + name), name));
            assertTrue(names.size() >= PythonRuntime.settings().size(), names.toString());
            for (var info : driver.getPropertyInfo(url, official())) {
                assertTrue(!info.name.startsWith("python-wasm.") || !info.description.isEmpty(), info.name);
            }
        }
    }
}
