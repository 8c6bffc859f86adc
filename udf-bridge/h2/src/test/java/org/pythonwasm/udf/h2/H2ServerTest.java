package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.PythonFunctions;

/** Functions of a database that an H2 server has. */
@Timeout(300)
class H2ServerTest {
    private Server server;
    private Connection connection;

    @BeforeEach
    void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        connection = connect();
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.stop();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:h2:tcp://localhost:" + server.getPort() + "/mem:served");
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Object> column(String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                var values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getObject(1));
                }
                return values;
            }
        }
    }

    private SQLException error(String sql) {
        return assertThrows(SQLException.class, () -> run(sql), sql);
    }

    private <T> void echo(String type, T value, Class<T> javaClass) throws SQLException {
        run("CREATE OR REPLACE FUNCTION echo(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON AS 'def echo(x): return x'");
        try (var statement = connection.prepareStatement("SELECT echo(?), echo(NULL)")) {
            statement.setObject(1, value);
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(value, rows.getObject(1, javaClass));
                assertEquals(null, rows.getObject(2));
            }
        }
    }

    @Test
    void arguments_and_results_have_their_types() throws SQLException {
        echo("BOOLEAN", true, Boolean.class);
        echo("INTEGER", -7, Integer.class);
        echo("BIGINT", Long.MAX_VALUE, Long.class);
        echo("DOUBLE PRECISION", 0.1, Double.class);
        echo("DECIMAL(9, 2)", new BigDecimal("12.30"), BigDecimal.class);
        echo("VARCHAR", "Grüße 🐍", String.class);
        echo("DATE", LocalDate.of(2024, 2, 29), LocalDate.class);
        echo("TIMESTAMP(6) WITH TIME ZONE", OffsetDateTime.parse("2024-02-29T12:00:00.5+02:00"), OffsetDateTime.class);
        echo("INTERVAL DAY TO SECOND", Duration.ofMillis(90_061_001), Duration.class);
        echo("UUID", UUID.fromString("00000000-0000-0000-0000-00000000002a"), UUID.class);
        run(
                "CREATE FUNCTION total(xs INTEGER ARRAY) RETURNS INTEGER LANGUAGE PYTHON AS 'def total(xs): return sum(xs)'");
        assertEquals(List.of(6), column("SELECT total(?)", (Object) new Integer[] {1, 2, 3}));
        run("CREATE FUNCTION size(x BLOB) RETURNS BIGINT LANGUAGE PYTHON AS 'def size(x): return len(x)'");
        assertEquals(List.of(300_000L), column("SELECT size(?)", new byte[300_000]));
        run("CREATE FUNCTION pick(x JSON) RETURNS JSON LANGUAGE PYTHON AS 'def pick(x): return x[0]'");
        assertEquals(
                List.of("{\"b\":null}"), column("SELECT CAST(CAST(pick(JSON '[{\"b\": null}]') AS JSON) AS VARCHAR)"));
    }

    @Test
    void functions_of_all_kinds_are_created_replaced_listed_and_dropped() throws SQLException {
        run("CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'");
        assertEquals(List.of(1), column("SELECT one()"));
        run("CREATE OR REPLACE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return -1'");
        assertEquals(List.of(-1), column("SELECT one()"));
        run(
                "CREATE FUNCTION letters(word VARCHAR) RETURNS TABLE (letter VARCHAR) LANGUAGE PYTHON AS 'def letters(word): yield from word'");
        assertEquals(List.of("a", "b"), column("SELECT letter FROM letters('ab')"));
        run("CREATE AGGREGATE FUNCTION joined(x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$\nclass joined:\n"
                + "    def __init__(self): self.text = ''\n    def accumulate(self, x): self.text += x\n"
                + "    def finish(self): return self.text\n$$");
        assertEquals(List.of("abc"), column("SELECT joined(letter) FROM letters('abc')"));
        assertEquals(
                List.of("JOINED", "LETTERS", "ONE"),
                PythonFunctions.list(connection).stream()
                        .map(function -> function.name().name().text().toUpperCase(Locale.ROOT))
                        .toList());
        assertEquals(List.of("JOINED", "LETTERS", "ONE"), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW PYTHON FUNCTIONS")) {
            assertTrue(rows.next() && rows.next() && rows.next());
            assertEquals("ONE", rows.getString("NAME"));
            assertEquals(1, rows.getInt("CALLS"));
        }
        run("DROP AGGREGATE FUNCTION joined; DROP FUNCTION letters; DROP FUNCTION one");
        assertEquals(List.of(), column("SELECT NAME FROM PYTHON_FUNCTIONS"));
        assertEquals("42000 PythonFunction one: no such function", H2Database.text(error("DROP FUNCTION one")));
    }

    @Test
    void errors_have_their_state_and_the_line_of_the_body() throws SQLException {
        run("""
                CREATE FUNCTION divide(x INTEGER, y INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                def divide(x, y):
                    return x // y
                $$""");
        var error = error("SELECT divide(1, 0)");
        assertEquals("22012", error.getSQLState());
        assertTrue(
                H2Database.text(error).startsWith("22012 PythonFunction divide: ZeroDivisionError: "), error::toString);
        assertTrue(
                error.getMessage().contains("line 2, in divide")
                        && error.getMessage().contains("return x // y"),
                error::toString);
        run("CREATE FUNCTION own() RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'import python_wasm\ndef own(): raise python_wasm.SqlError(\"45001\", \"no\")'");
        assertEquals("45001", error("SELECT own()").getSQLState());
        assertEquals(
                "42000 PythonFunction f: the body defines no function 'f'; define it, or name another one with HANDLER '…'",
                H2Database.text(error("CREATE FUNCTION f() RETURNS INTEGER LANGUAGE PYTHON AS 'g = 1'")));
        assertEquals(
                "42000 PythonFunction own: a function of that name exists; drop it first, or say CREATE OR REPLACE FUNCTION",
                H2Database.text(
                        error("CREATE FUNCTION own() RETURNS INTEGER LANGUAGE PYTHON AS 'def own(): return 1'")));
        assertEquals(
                "42000 PythonFunction sum: H2 has a built-in function of that name; choose another",
                H2Database.text(error(
                        "CREATE FUNCTION sum(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def sum(x): return x'")));
        assertEquals(
                "90076 Function alias \"ABS\" already exists",
                H2Database.text(error(
                        "CREATE FUNCTION abs(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def abs(x): return x'")));
    }

    @Test
    void who_may_not_create_functions_is_told_so() throws SQLException {
        run("CREATE USER guest PASSWORD 'x'");
        run("CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'");
        try (var guest = DriverManager.getConnection(
                        "jdbc:python-wasm:h2:tcp://localhost:" + server.getPort() + "/mem:served", "guest", "x");
                var statement = guest.createStatement()) {
            for (String create : List.of("CREATE FUNCTION two", "CREATE OR REPLACE FUNCTION one")) {
                var error = assertThrows(
                        SQLException.class,
                        () -> statement.execute(
                                create + "() RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(): return 2'"));
                assertEquals("90040", error.getSQLState(), error::toString);
            }
            assertEquals(
                    "90096",
                    assertThrows(SQLException.class, () -> statement.execute("DROP FUNCTION one"))
                            .getSQLState());
        }
        assertEquals(List.of(1), column("SELECT one()"));
    }

    @Test
    void cancelling_and_timeouts_end_the_function_and_the_connection_goes_on() throws Exception {
        run("CREATE FUNCTION endless(yes BOOLEAN) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def endless(yes):\n    while yes: pass\n    return 7'");
        try (var statement = connection.createStatement()) {
            var result = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless(TRUE)")));
            cancelUntilItEnds(statement, result);
            assertEquals(
                    "57014", result.get().getSQLState(), () -> result.join().toString());
            assertFalse(
                    result.get().getMessage().contains("TimeoutError"),
                    "its own time limit ended it, not the cancellation");
        }
        assertEquals(List.of(7), column("SELECT endless(FALSE)"));
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertEquals(
                    "57014",
                    assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless(TRUE)"))
                            .getSQLState());
            statement.setQueryTimeout(0);
        }
        assertEquals(List.of(7), column("SELECT endless(FALSE)"));
    }

    /**
     * Cancels without a pause in the millisecond in which the statement begins, then once per millisecond: each
     * cancellation of a running statement is a connection to the server, whose queue of new ones is short.
     */
    private static void cancelUntilItEnds(Statement statement, CompletableFuture<?> result) throws Exception {
        long begun = System.nanoTime();
        while (!result.isDone()) {
            statement.cancel();
            if (System.nanoTime() - begun > 1_000_000) {
                Thread.sleep(1);
            }
        }
    }

    /**
     * H2's own cancellation forgets the running statement when it ends, even if it began before the statement did: that
     * one could not be cancelled any more.
     */
    @Test
    void a_cancellation_at_the_moment_when_a_statement_begins_loses_none_of_the_later_ones() throws Exception {
        run("CREATE FUNCTION endless() RETURNS INTEGER LANGUAGE PYTHON AS " + "'def endless():\n    while True: pass'");
        try (var statement = connection.createStatement()) {
            for (int i = 0; i < 200; i++) {
                var result = CompletableFuture.supplyAsync(
                        () -> assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless()")));
                cancelUntilItEnds(statement, result);
                assertFalse(
                        result.get().getMessage().contains("TimeoutError"),
                        "its own time limit ended it, not the cancellation, in round " + i);
            }
        }
    }

    /** Runs statements in a database of a server in a JVM of its own, and answers what the last one says. */
    private static Object served(String classPath, Path directory, String... statements) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "-Dh2.bindAddress=127.0.0.1",
                        "org.h2.tools.Server",
                        "-tcp",
                        "-tcpPort",
                        "0",
                        "-ifNotExists",
                        "-baseDir",
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            String line = output.readLine();
            var port = Pattern.compile("tcp://[^ ]*:([0-9]+) ").matcher(line);
            assertTrue(port.find(), line);
            try (var other = DriverManager.getConnection(
                            "jdbc:python-wasm:h2:tcp://localhost:" + port.group(1) + "/./db");
                    var statement = other.createStatement()) {
                Object answer = null;
                for (String sql : statements) {
                    answer = null;
                    if (statement.execute(sql)) {
                        try (var rows = statement.getResultSet()) {
                            assertTrue(rows.next());
                            answer = rows.getObject(1);
                        }
                    }
                }
                return answer;
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** It asks {@link DriverManager} for no driver by itself. */
    @Test
    void a_server_of_its_own_needs_nothing_but_the_class_path(@TempDir Path directory) throws Exception {
        String classPath = System.getProperty("java.class.path");
        String create =
                "CREATE OR REPLACE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 3 * x'";
        assertEquals(42L, served(classPath, directory, create, create.replace('3', '2'), "SELECT twice(21)"));
        assertEquals(42L, served(classPath, directory, "SELECT twice(21)"));
        assertEquals(
                2L,
                served(
                        classPath,
                        directory,
                        "SELECT twice(21), twice(2)",
                        "SELECT CALLS FROM (TABLE PYTHON_FUNCTIONS)"));
        assertEquals(
                63L,
                served(
                        classPath,
                        directory,
                        "DROP FUNCTION twice",
                        "CREATE ALIAS PYTHON_EXEC FOR 'org.pythonwasm.udf.h2.PythonExec.call'",
                        "CALL PYTHON_EXEC('" + create.replace("'", "''") + "')",
                        "SELECT twice(21)"));
    }

    @Test
    void a_server_without_this_software_is_named(@TempDir Path directory) {
        String h2 = Path.of(URI.create(Server.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        var error = assertThrows(
                SQLException.class,
                () -> served(
                        h2,
                        directory,
                        "CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'"));
        assertEquals(
                "0A000 the JVM of this database's server knows no Python functions: put python-wasm-h2 and what it needs on "
                        + "the class path of the server",
                H2Database.text(error));
    }
}
