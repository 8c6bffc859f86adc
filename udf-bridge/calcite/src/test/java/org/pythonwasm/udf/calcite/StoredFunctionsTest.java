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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.PythonFunctions;

/** Functions of a model live in files. */
@Timeout(300)
class StoredFunctionsTest {
    private static final String TWICE =
            "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x: int): return 2 * x'";

    @TempDir
    private Path directory;

    @BeforeEach
    void model() throws IOException {
        Files.createDirectory(functions());
        for (boolean writable : new boolean[] {true, false}) {
            Files.writeString(directory.resolve(writable + ".json"), """
                    {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                     "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                     "operand": {"functions": "functions", "writable": %s}}]}
                    """.formatted(writable));
        }
    }

    private Path functions() {
        return directory.resolve("functions");
    }

    private Connection connect(boolean writable) throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:calcite:model=" + directory.resolve(writable + ".json"));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Object> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getObject(1));
            }
            return values;
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(functions())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_file_is_a_function() throws Exception {
        Files.writeString(functions().resolve("any name.sql"), "-- comment\n" + TWICE + ";\n");
        Files.writeString(functions().resolve("notes.txt"), "not SQL");
        try (var connection = connect(false)) {
            assertEquals(List.of(42L), column(connection, "SELECT twice(21)"));
            assertEquals(List.of("TWICE"), column(connection, "SELECT NAME FROM PYTHON_FUNCTIONS"));
            assertEquals(List.of("S"), column(connection, "SHOW PYTHON FUNCTIONS"));
        }
    }

    @Test
    void a_created_function_is_there_in_the_next_connection() throws Exception {
        try (var connection = connect(true)) {
            run(
                    connection,
                    "CREATE FUNCTION S.initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON "
                            + "DETERMINISTIC WITH (timeout = '3 s') AS $$\ndef initials(name: str) -> str:\n"
                            + "    return ''.join(word[0] for word in name.split()) + '$$'[:0]\n$$"
                                    .replace("'$$'[:0]", "''"));
            run(
                    connection,
                    "CREATE FUNCTION \"a b/C\"(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON HANDLER 'f' "
                            + "AS 'def f(x): return -x'");
            assertEquals(List.of("GBH"), column(connection, "SELECT initials('Grace Brewster Hopper')"));
        }
        assertEquals(List.of("a_b_c-6120622f43.sql", "initials.sql"), files());
        assertEquals("""
                CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR
                LANGUAGE PYTHON DETERMINISTIC WITH (timeout = '3000 ms') HANDLER 'initials'
                AS $$
                def initials(name: str) -> str:
                    return ''.join(word[0] for word in name.split()) + ''
                $$
                """, Files.readString(functions().resolve("initials.sql")));
        try (var connection = connect(false)) {
            assertEquals(List.of("GBH"), column(connection, "SELECT initials('Grace Brewster Hopper')"));
            assertEquals(List.of(-7L), column(connection, "SELECT \"a b/C\"(7)"));
        }
    }

    @Test
    void aggregates_and_table_functions_are_stored_like_scalar_functions() throws Exception {
        try (var connection = connect(true)) {
            run(connection, """
                    CREATE AGGREGATE FUNCTION total(x BIGINT, times BIGINT DEFAULT 1) RETURNS BIGINT LANGUAGE PYTHON AS $$
                    class total:
                        def __init__(self):
                            self.sum = 0
                        def accumulate(self, x: int, times: int):
                            self.sum += x * times
                        def finish(self) -> int:
                            return self.sum
                    $$""");
            run(connection, """
                    CREATE FUNCTION spell(word VARCHAR) RETURNS TABLE (place BIGINT, "Letter" VARCHAR) LANGUAGE PYTHON AS $$
                    def spell(word: str):
                        yield from enumerate(word, 1)
                    $$""");
        }
        assertEquals(List.of("spell.sql", "total.sql"), files());
        try (var connection = connect(true)) {
            var kinds = "SELECT NAME || ' ' || KIND || ' ' || CAST(CALLS AS VARCHAR) FROM PYTHON_FUNCTIONS";
            assertEquals(List.of("SPELL TABLE 0", "TOTAL AGGREGATE 0"), column(connection, kinds));
            assertEquals(List.of("a", "b"), column(connection, "SELECT \"Letter\" FROM TABLE(spell('ab'))"));
            assertEquals(List.of(6L), column(connection, "SELECT total(place) FROM TABLE(spell('abc'))"));
            assertEquals(List.of(30L), column(connection, "SELECT total(place, 5) FROM TABLE(S.spell('abc'))"));
            assertEquals(List.of("SPELL TABLE 3", "TOTAL AGGREGATE 6"), column(connection, kinds));
            assertEquals(
                    "PythonFunction TOTAL: is an aggregate function; say DROP AGGREGATE FUNCTION",
                    assertThrows(SQLException.class, () -> run(connection, "DROP FUNCTION total"))
                            .getMessage());
            run(connection, "DROP AGGREGATE FUNCTION total");
            run(connection, "DROP FUNCTION spell");
            assertThrows(SQLException.class, () -> column(connection, "SELECT * FROM TABLE(spell('ab'))"));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void replacing_and_dropping_change_the_file_the_function_came_from() throws Exception {
        Files.writeString(functions().resolve("hand-written.sql"), TWICE);
        try (var connection = connect(true)) {
            run(connection, TWICE.replace("CREATE", "CREATE OR REPLACE").replace("2 * x", "x + x + 1"));
            assertEquals(List.of("hand-written.sql"), files());
            assertEquals(List.of(43L), column(connection, "SELECT twice(21)"));
        }
        try (var connection = connect(true)) {
            assertEquals(List.of(43L), column(connection, "SELECT twice(21)"));
            run(connection, "DROP FUNCTION twice");
            assertThrows(SQLException.class, () -> column(connection, "SELECT twice(21)"));
            run(connection, TWICE);
            assertEquals(List.of(42L), column(connection, "SELECT twice(21)"));
            run(connection, "DROP FUNCTION S.twice");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void a_file_that_another_connection_wrote_is_not_overwritten_without_a_word() throws Exception {
        String create = "CREATE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON AS 'def late(): return 1'";
        try (var first = connect(true);
                var second = connect(true)) {
            run(first, create);
            var error = assertThrows(SQLException.class, () -> run(second, create.replace("return 1", "return 2")));
            assertEquals("42000", error.getSQLState(), error::toString);
            assertTrue(
                    error.getMessage().contains("late.sql has it, which this connection did not know"),
                    error::toString);
            run(second, create.replace("CREATE", "CREATE OR REPLACE").replace("return 1", "return 2"));
        }
        try (var third = connect(true)) {
            assertEquals(List.of(2), column(third, "SELECT late()"));
        }
        assertTrue(files().stream().allMatch(name -> name.endsWith(".sql")), "what writing left behind");
    }

    @Test
    void a_function_that_python_refuses_leaves_the_file_as_it_was() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), TWICE);
        try (var connection = connect(true)) {
            var error = assertThrows(
                    SQLException.class,
                    () -> run(
                            connection,
                            TWICE.replace("CREATE", "CREATE OR REPLACE").replace("2 * x'", "('")));
            assertEquals("42000", error.getSQLState());
            assertEquals(List.of(42L), column(connection, "SELECT twice(21)"));
        }
        assertEquals(List.of("twice.sql"), files());
        assertEquals(TWICE, Files.readString(functions().resolve("twice.sql")));
    }

    @Test
    void files_are_left_alone_where_the_model_does_not_allow_writing() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), TWICE);
        try (var connection = connect(false)) {
            for (String statement : List.of("DROP FUNCTION twice", TWICE.replace("CREATE", "CREATE OR REPLACE"))) {
                var error = assertThrows(SQLException.class, () -> run(connection, statement));
                assertEquals(
                        "42000 PythonFunction TWICE: it comes from "
                                + functions().resolve("twice.sql")
                                + ", and this schema may not write there; set \"writable\": true in the model",
                        error.getSQLState() + " " + error.getMessage());
            }
            run(connection, TWICE.replace("twice", "also"));
            assertEquals(List.of(2L), column(connection, "SELECT also(1)"));
            run(connection, "DROP FUNCTION also");
        }
        assertEquals(List.of("twice.sql"), files());
    }

    @Test
    void a_file_with_a_mistake_is_named_when_it_is_used_and_stops_nothing_else() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), TWICE);
        var file = functions().resolve("wrong.sql");
        for (var wrong : List.of(
                List.of(
                        "CREATE TABLE t(x INTEGER)",
                        "expected one CREATE FUNCTION … LANGUAGE PYTHON statement and nothing else"),
                List.of(
                        "CREATE FUNCTION f() RETURNS GEOMETRY LANGUAGE PYTHON AS ''",
                        "line 1, column 29: type GEOMETRY is not supported"),
                List.of(
                        TWICE.replace("twice(x B", "s.twice(x B"),
                        "function s.twice belongs to the schema of the directory: write its name without a schema"))) {
            Files.writeString(file, wrong.get(0));
            for (boolean writable : new boolean[] {false, true}) {
                try (var connection = connect(writable)) {
                    assertEquals(List.of(42L), column(connection, "SELECT twice(21)"));
                    assertEquals(
                            List.of("twice"),
                            PythonFunctions.list(connection).stream()
                                    .map(it -> it.name().toString())
                                    .toList());
                    assertNames(file, wrong.get(1), (String) column(
                                    connection,
                                    "SELECT signature FROM python_functions WHERE name = 'WRONG' AND kind = 'FAULTY'")
                            .get(0));
                    assertEquals(2, column(connection, "SHOW PYTHON FUNCTIONS").size());
                    for (String statement : List.of(
                            "SELECT wrong(21)",
                            "DROP FUNCTION wrong",
                            TWICE.replace("twice", "wrong"),
                            TWICE.replace("twice", "wrong").replace("CREATE", "CREATE OR REPLACE"))) {
                        assertNames(
                                file,
                                wrong.get(1),
                                message(assertThrows(SQLException.class, () -> run(connection, statement))));
                    }
                }
                assertEquals(wrong.get(0), Files.readString(file));
            }
        }
    }

    private static void assertNames(Path file, String what, String message) {
        assertTrue(message.contains(file + ": " + what), message);
    }

    @Test
    void a_file_may_begin_with_a_byte_order_mark() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), "\uFEFF" + TWICE);
        try (var connection = connect(false)) {
            assertEquals(List.of(42L), column(connection, "SELECT twice(21)"));
        }
    }

    private static String message(Throwable error) {
        var text = new StringBuilder();
        for (var cause = error; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append('\n');
        }
        return text.toString();
    }

    @Test
    void a_body_that_fails_is_an_error_of_the_statement_that_calls_it_and_can_be_dropped() throws Exception {
        var file = functions().resolve("broken.sql");
        Files.writeString(file, "CREATE FUNCTION broken() RETURNS BIGINT LANGUAGE PYTHON AS 'import nothing'");
        try (var connection = connect(true)) {
            assertEquals(List.of("BROKEN"), column(connection, "SELECT NAME FROM PYTHON_FUNCTIONS"));
            var error = assertThrows(SQLException.class, () -> column(connection, "SELECT broken()"));
            assertTrue(message(error).contains(file + ": PythonFunction broken: ModuleNotFoundError"), message(error));
            run(connection, "DROP FUNCTION broken");
        }
        assertEquals(List.of(), files());
    }

    @Test
    void two_files_with_one_function_are_an_error() throws Exception {
        Files.writeString(functions().resolve("a.sql"), TWICE);
        Files.writeString(functions().resolve("b.sql"), TWICE);
        try (var connection = connect(true)) {
            for (String statement : List.of("SELECT twice(21)", "DROP FUNCTION twice")) {
                var error = assertThrows(SQLException.class, () -> run(connection, statement));
                assertTrue(
                        message(error)
                                .contains("b.sql: function TWICE is in "
                                        + functions().resolve("a.sql") + " as well"),
                        message(error));
            }
        }
        assertEquals(List.of("a.sql", "b.sql"), files());
    }

    /** Tables of a schema factory of its own. */
    public static final class Numbers implements SchemaFactory {
        @Override
        public Schema create(SchemaPlus parent, String name, Map<String, Object> operand) {
            var table = new NumbersTable(((Number) operand.get("count")).longValue());
            return new AbstractSchema() {
                @Override
                protected Map<String, Table> getTableMap() {
                    return Map.of("NUMBERS", table);
                }
            };
        }
    }

    private static final class NumbersTable extends AbstractTable implements ScannableTable {
        private final long count;

        NumbersTable(long count) {
            this.count = count;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory types) {
            return types.builder().add("X", SqlTypeName.BIGINT).build();
        }

        @Override
        public Enumerable<Object[]> scan(DataContext context) {
            return Linq4j.asEnumerable(LongStream.rangeClosed(1, count)
                    .mapToObj(x -> new Object[] {x})
                    .toList());
        }
    }

    @Test
    void tables_come_from_another_factory() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), TWICE);
        Files.writeString(directory.resolve("true.json"), """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                 "operand": {"functions": "functions", "factory": "%s", "operand": {"count": 3}}}]}
                """.formatted(Numbers.class.getName()));
        try (var connection = connect(true)) {
            assertEquals(List.of(2L, 4L, 6L), column(connection, "SELECT twice(x) FROM numbers"));
        }
    }

    @Test
    void tables_of_a_jdbc_schema_have_a_schema_of_their_own() throws Exception {
        Files.writeString(functions().resolve("twice.sql"), TWICE);
        String jdbc = """
                "factory": "org.apache.calcite.adapter.jdbc.JdbcSchema$Factory",
                "operand": {"jdbcDriver": "org.h2.Driver", "jdbcUrl": "jdbc:h2:mem:tables"}""";
        Files.writeString(directory.resolve("true.json"), """
                {"version": "1.0", "defaultSchema": "T", "schemas": [
                 {"name": "S", "type": "custom", "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                  "operand": {"functions": "functions"}},
                 {"name": "T", "type": "custom", %s}]}
                """.formatted(jdbc));
        try (var h2 = DriverManager.getConnection("jdbc:h2:mem:tables")) {
            run(h2, "CREATE TABLE numbers AS SELECT x FROM SYSTEM_RANGE(1, 3)");
            try (var connection = connect(true)) {
                assertEquals(List.of(2L, 4L, 6L), column(connection, "SELECT S.twice(x) FROM numbers"));
            }
            Files.writeString(directory.resolve("false.json"), """
                    {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                     "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory",
                     "operand": {"functions": "functions", %s}}]}
                    """.formatted(jdbc));
            var error = assertThrows(SQLException.class, () -> connect(false));
            assertEquals(
                    "schema S: tables of a JDBC schema cannot share a schema with functions; give them a schema "
                            + "of their own, and call functions with the name of theirs: S.f(x)",
                    error.getMessage());
        }
    }
}
