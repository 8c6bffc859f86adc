package org.pythonwasm.udf.calcite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.Race;

/** Connections that write one directory of functions at the same moment. Nothing but its files is between them. */
@Timeout(300)
class ConcurrentFilesTest {
    private static final int WRITERS = 6;
    private static final int ROUNDS = 12;

    @TempDir
    private Path directory;

    private final ExecutorService reading = Executors.newSingleThreadExecutor();

    @BeforeEach
    void model() throws IOException {
        Files.writeString(directory.resolve("model.json"), """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                 "operand": {"functions": "functions", "writable": true}}]}
                """);
    }

    @AfterEach
    void endThread() {
        reading.shutdownNow();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:model=" + directory.resolve("model.json"));
    }

    /** Of different lengths, so that a mix of two is none of them. */
    private static String create(String statement, String name, int answer) {
        return statement + " " + name + "() RETURNS INTEGER LANGUAGE PYTHON AS 'def " + name + "(): return " + answer
                + " # " + "long ".repeat(answer * 500) + "'";
    }

    /** What each of so many writers says. */
    private static List<String> creates(String statement, String name, int writers) {
        return IntStream.rangeClosed(1, writers)
                .mapToObj(i -> create(statement, name, i))
                .toList();
    }

    private void withConnections(int count, Race.Use test) throws Exception {
        Race.withConnections(count, this::connect, test);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(directory.resolve("functions"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private int call(String name) throws SQLException {
        try (var connection = connect()) {
            return call(connection, name);
        }
    }

    private static int call(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT " + name + "()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void one_of_those_who_create_a_function_succeeds() throws Exception {
        withConnections(WRITERS, connections -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "new" + round;
                var errors = Race.execute(connections, creates("CREATE FUNCTION", name, WRITERS));
                assertEquals(1, errors.stream().filter(error -> error == null).count(), errors::toString);
                for (var error : errors) {
                    assertTrue(
                            error == null
                                    || "42000".equals(error.getSQLState())
                                            && error.getMessage()
                                                    .contains(name + ".sql has it, which this connection did not know"),
                            errors::toString);
                }
                int winner = errors.indexOf(null);
                assertEquals(winner + 1, call(connections.get(winner), name));
                assertEquals(winner + 1, call(name));
            }
        });
        assertEquals(
                IntStream.range(0, ROUNDS)
                        .mapToObj(round -> "new" + round + ".sql")
                        .sorted()
                        .toList(),
                files());
    }

    @Test
    void all_who_create_a_function_if_it_does_not_exist_get_the_same_one() throws Exception {
        withConnections(WRITERS, connections -> {
            for (int round = 0; round < ROUNDS; round++) {
                String name = "new" + round;
                var errors = Race.execute(connections, creates("CREATE FUNCTION IF NOT EXISTS", name, WRITERS));
                assertTrue(errors.stream().allMatch(error -> error == null), errors::toString);
                int answer = call(name);
                for (var connection : connections) {
                    assertEquals(answer, call(connection, name));
                }
            }
        });
        assertEquals(ROUNDS, files().size());
    }

    @Test
    void who_connects_while_others_replace_a_function_gets_one_of_theirs() throws Exception {
        withConnections(WRITERS - 1, connections -> {
            assertEquals(
                    null,
                    Race.execute(connections.subList(0, 1), List.of(create("CREATE FUNCTION", "f", 1)))
                            .get(0));
            for (int round = 0; round < ROUNDS; round++) {
                var reader = reading.submit(() -> call("f"));
                var errors = Race.execute(connections, creates("CREATE OR REPLACE FUNCTION", "f", WRITERS - 1));
                assertTrue(errors.stream().allMatch(error -> error == null), errors::toString);
                assertTrue(IntStream.range(1, WRITERS).boxed().toList().contains(reader.get()));
                assertTrue(IntStream.range(1, WRITERS).boxed().toList().contains(call("f")));
                assertEquals(List.of("f.sql"), files());
            }
        });
    }

    @Test
    void dropping_creating_and_replacing_leave_one_file_or_none() throws Exception {
        var functions = Files.createDirectory(directory.resolve("functions"));
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(functions.resolve("f.sql"));
            Files.writeString(functions.resolve("by hand.sql"), create("CREATE FUNCTION", "f", 9));
            withConnections(4, connections -> {
                var errors = Race.execute(
                        connections,
                        List.of(
                                "DROP FUNCTION f",
                                "DROP FUNCTION f; " + create("CREATE FUNCTION", "f", 1),
                                create("CREATE OR REPLACE FUNCTION", "f", 2),
                                "DROP FUNCTION f"));
                assertTrue(
                        errors.stream()
                                .allMatch(error -> error == null
                                        || error.getMessage().contains("f.sql has it")
                                        || error.getMessage().contains("by hand.sql has it")),
                        errors::toString);
            });
            assertTrue(
                    List.of(List.of(), List.of("f.sql"), List.of("by hand.sql")).contains(files()), files()::toString);
            if (files().isEmpty()) {
                assertThrows(SQLException.class, () -> call("f"));
            } else {
                assertTrue(List.of(1, 2).contains(call("f")));
            }
            Files.deleteIfExists(functions.resolve("by hand.sql"));
        }
    }

    @Test
    void a_drop_deletes_the_file_that_has_the_function_now() throws Exception {
        var functions = Files.createDirectory(directory.resolve("functions"));
        Files.writeString(functions.resolve("by hand.sql"), create("CREATE FUNCTION", "f", 1));
        withConnections(2, connections -> {
            Race.execute(connections.subList(0, 1), List.of("DROP FUNCTION f; " + create("CREATE FUNCTION", "f", 2)));
            assertEquals(List.of("f.sql"), files());
            Race.execute(connections.subList(1, 2), List.of("DROP FUNCTION f"));
            assertEquals(List.of(), files());
        });
    }

    @Test
    void a_file_with_another_function_is_not_overwritten() throws Exception {
        var functions = Files.createDirectory(directory.resolve("functions"));
        String other = create("CREATE FUNCTION", "other", 1);
        withConnections(1, connections -> {
            Files.writeString(functions.resolve("f.sql"), other);
            for (String statement : List.of("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")) {
                var error = Race.execute(connections, List.of(create(statement, "f", 2)))
                        .get(0);
                assertEquals(
                        "42000 " + functions.resolve("f.sql")
                                + ": has the function OTHER, but this is the name of the file "
                                + "for the function F; rename the file",
                        error.getSQLState() + " " + error.getMessage());
            }
        });
        assertEquals(other, Files.readString(functions.resolve("f.sql")));
        assertEquals(List.of("f.sql"), files());
    }

    /** It is no file that somebody deleted: the name is taken for ever. */
    @Test
    void a_link_to_nothing_is_named() throws Exception {
        var functions = Files.createDirectory(directory.resolve("functions"));
        withConnections(1, connections -> {
            var link = Files.createSymbolicLink(functions.resolve("f.sql"), functions.resolve("nothing.sql"));
            for (String statement :
                    List.of("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE FUNCTION IF NOT EXISTS")) {
                var error = Race.execute(connections, List.of(create(statement, "f", 1)))
                        .get(0);
                assertTrue(error.getMessage().startsWith(link + " cannot be read"), error::toString);
            }
        });
    }

    /** A ZIP file system has none. */
    @Test
    void a_file_system_without_hard_links_will_do() throws Exception {
        try (var zip = FileSystems.newFileSystem(
                URI.create("jar:" + directory.resolve("a.zip").toUri()), Map.of("create", "true"))) {
            var file = zip.getPath("/f.sql");
            assertTrue(WholeFile.create(file, "one"));
            assertFalse(WholeFile.create(file, "two"));
            assertEquals("one", Files.readString(file));
            WholeFile.replace(file, "three");
            assertEquals("three", Files.readString(file));
            try (var files = Files.list(zip.getPath("/"))) {
                assertEquals(List.of(file), files.toList());
            }
        }
    }
}
