package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;

/** Python in batches: how often the guest is called, for which rows, and what an error leaves to see. */
@Timeout(300)
class BatchingTest {
    private static final int ROWS = 3000;

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        open(DriverManager.getConnection("jdbc:python-wasm:calcite:"));
    }

    private void open(Connection newConnection) throws SQLException {
        connection = newConnection;
        connection.unwrap(CalciteConnection.class).getRootSchema().add("T", new Numbers());
        function("twice", "BIGINT", "def twice(x): return 2 * x");
        function("inc", "BIGINT", "def inc(x): return x + 1");
        function("fail_at", "BIGINT", """
                def fail_at(x):
                    if x == 1500:
                        raise ValueError(f'no {x}')
                    return x""");
    }

    /** The column X from 0 on, in order. */
    private static final class Numbers extends AbstractTable implements ScannableTable {
        @Override
        public RelDataType getRowType(RelDataTypeFactory types) {
            return types.builder().add("X", SqlTypeName.BIGINT).build();
        }

        @Override
        public Enumerable<Object[]> scan(DataContext context) {
            return Linq4j.asEnumerable(
                    LongStream.range(0, ROWS).mapToObj(x -> new Object[] {x}).toList());
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void function(String name, String type, String body) throws SQLException {
        run(
                connection,
                "CREATE FUNCTION " + name + "(x BIGINT) RETURNS " + type + " LANGUAGE PYTHON AS $$\n" + body + "\n$$");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<Object> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rest(rows);
        }
    }

    private static List<Object> rest(ResultSet rows) throws SQLException {
        var values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getObject(1));
        }
        return values;
    }

    private String plan(String sql) throws SQLException {
        return column("EXPLAIN PLAN FOR " + sql).get(0).toString();
    }

    private PythonScalarFunction python(String name) throws SQLException {
        return (PythonScalarFunction) connection
                .unwrap(CalciteConnection.class)
                .getRootSchema()
                .getFunctions(name.toUpperCase())
                .iterator()
                .next();
    }

    private long rowsOf(String name) throws SQLException {
        return python(name).counts().calls();
    }

    private long guestCallsOf(String name) throws SQLException {
        return python(name).counts().guestCalls();
    }

    @Test
    void the_plan_shows_which_calls_are_batched() throws SQLException {
        String plan = plan("SELECT x, twice(x + 1) FROM t WHERE x > 5");
        assertTrue(plan.contains("EnumerablePythonBatch(calls=[[TWICE(+($0, 1))]], X=[$0], EXPR$1=[$1])"), plan);
        String conditional = plan("SELECT CASE WHEN x > 5 THEN twice(x) ELSE 0 END FROM t");
        assertTrue(conditional.contains("calls=[[TWICE($0) IF CASE(>($0, 5), true, false)]]"), conditional);
    }

    @Test
    void a_query_enters_the_guest_once_a_chunk() throws SQLException {
        assertEquals(ROWS, column("SELECT twice(x) FROM t").size());
        assertEquals(ROWS, rowsOf("twice"));
        // 1 + 2 + … + 512 are 1,023 rows, 1,024 more, and the rest.
        assertEquals(10 + 1 + 1, guestCallsOf("twice"));
    }

    @Test
    void the_property_turns_batches_off() throws SQLException {
        connection.close();
        open(DriverManager.getConnection("jdbc:python-wasm:calcite:pythonBatching=false"));
        assertEquals(ROWS, column("SELECT twice(x) FROM t").size());
        assertEquals(ROWS, guestCallsOf("twice"));
        assertFalse(plan("SELECT twice(x) FROM t").contains("EnumerablePythonBatch"));
    }

    @Test
    void a_property_that_says_neither_is_refused() {
        var error = assertThrows(
                SQLException.class, () -> DriverManager.getConnection("jdbc:python-wasm:calcite:pythonBatching=maybe"));
        assertEquals("connection property pythonBatching is 'maybe'; expected true or false", error.getMessage());
        assertEquals("22023", error.getSQLState());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100, 1000})
    void a_limit_fetches_less_than_twice_its_rows(int limit) throws SQLException {
        assertEquals(limit, column("SELECT twice(x) FROM t LIMIT " + limit).size());
        assertTrue(rowsOf("twice") < 2 * limit, () -> limit + " rows");
    }

    @Test
    void rows_that_an_offset_skips_are_not_evaluated() throws SQLException {
        assertEquals(List.of(4000L, 4002L), column("SELECT twice(x) FROM t OFFSET 2000 ROWS FETCH NEXT 2 ROWS ONLY"));
        assertTrue(rowsOf("twice") <= 3, "rows evaluated");
    }

    @Test
    void nothing_is_evaluated_before_the_first_row_is_fetched() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT twice(x) FROM t")) {
            assertEquals(0, rowsOf("twice"));
            assertTrue(rows.next());
            assertEquals(1, rowsOf("twice"));
        }
    }

    @Test
    void a_call_in_a_call_is_batched_in_two_stages() throws SQLException {
        var values = column("SELECT inc(twice(inc(x))) FROM t");
        assertEquals(3L, values.get(0));
        assertEquals(2L * ROWS + 1, values.get(ROWS - 1));
        assertEquals(12, guestCallsOf("twice"));
        assertEquals(24, guestCallsOf("inc"));
    }

    @Test
    void calls_of_one_function_in_a_row_go_into_the_guest_together() throws SQLException {
        assertEquals(ROWS, column("SELECT twice(x) - twice(x + 1) FROM t").size());
        assertEquals(2 * ROWS, rowsOf("twice"));
        // Chunks end at 512 rows, so that a guest call still has 1,024 calls at most.
        assertEquals(9 + 1 + 4, guestCallsOf("twice"));
    }

    @Test
    void a_filter_is_batched() throws SQLException {
        assertEquals(List.of(2998L, 2999L), column("SELECT x FROM t WHERE twice(x) > 5994"));
        assertEquals(12, guestCallsOf("twice"));
    }

    @Test
    void python_runs_for_rows_that_passed_the_conditions_before() throws SQLException {
        assertEquals(
                1L,
                column("SELECT COUNT(*) FROM t WHERE x < 10 AND twice(x) > 16 AND inc(x) > 0")
                        .get(0));
        assertEquals(10, rowsOf("twice"));
        assertEquals(1, rowsOf("inc"));
    }

    @Test
    void a_filter_and_a_projection_share_a_deterministic_call() throws SQLException {
        run(
                connection,
                "CREATE FUNCTION pure(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC "
                        + "AS 'def pure(x): return x % 7'");
        assertEquals(
                1L,
                column("SELECT COUNT(DISTINCT y) FROM (SELECT pure(x) AS y FROM t WHERE pure(x) = 3)")
                        .get(0));
        assertEquals(ROWS, rowsOf("pure"));
    }

    @Test
    void equal_calls_are_one_call_where_the_function_is_deterministic() throws SQLException {
        run(
                connection,
                "CREATE FUNCTION pure(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC "
                        + "AS 'def pure(x): return x % 7'");
        column("SELECT pure(x) + pure(x), twice(x) + twice(x) FROM t");
        assertEquals(ROWS, rowsOf("pure"));
        assertEquals(2 * ROWS, rowsOf("twice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void calls_that_are_not_deterministic_are_not_merged(String batching) throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:python-wasm:calcite:pythonBatching=" + batching);
                var statement = other.createStatement()) {
            run(other, """
                    CREATE FUNCTION tick() RETURNS INTEGER LANGUAGE PYTHON AS $$
                    from itertools import count
                    tick = count(1).__next__
                    $$""");
            try (var rows = statement.executeQuery(
                    "SELECT tick() - tick(), y - y FROM (SELECT tick() AS y " + "FROM (VALUES (1), (2)) AS v(x))")) {
                assertTrue(rows.next());
                assertEquals(-1, rows.getInt(1));
                assertEquals(0, rows.getInt(2));
            }
        }
    }

    @Test
    void a_computed_column_that_a_filter_and_the_result_share_is_computed_once() throws SQLException {
        function("dice", "BIGINT", "import random\ndef dice(x): return random.randrange(6)");
        assertEquals(List.of(5L), column("SELECT DISTINCT y FROM (SELECT dice(x) AS y FROM t) WHERE y = 5"));
        assertEquals(ROWS, rowsOf("dice"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CASE WHEN x <> 1500 THEN fail_at(x) END",
                "x <> 1500 AND fail_at(x) >= 0",
                "x = 1500 OR fail_at(x) < 0",
                "COALESCE(NULLIF(1500, x), fail_at(x - 1))",
                "CASE WHEN x = 1500 THEN 0 WHEN fail_at(x) = 3 THEN twice(x) ELSE inc(x) END"
            })
    void a_conditional_call_runs_for_the_rows_that_need_it(String expression) throws SQLException {
        for (String batching : List.of("true", "false")) {
            connection.unwrap(CalciteConnection.class).getProperties().setProperty("pythonBatching", batching);
            assertEquals(ROWS, column("SELECT " + expression + " FROM t").size());
        }
    }

    @Test
    void conditional_calls_are_batched_over_the_rows_that_need_them() throws SQLException {
        assertEquals(
                ROWS,
                column("SELECT CASE WHEN MOD(x, 3) = 0 THEN twice(x) ELSE inc(x) END FROM t")
                        .size());
        assertEquals(1000, rowsOf("twice"));
        assertEquals(2000, rowsOf("inc"));
        assertTrue(guestCallsOf("twice") <= 12 && guestCallsOf("inc") <= 12, "guest calls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT fail_at(x) FROM t",
                "SELECT x FROM t WHERE fail_at(x) >= 0",
                "SELECT twice(fail_at(x)) FROM t",
                "SELECT inc(x) FROM t WHERE fail_at(x) >= 0 AND twice(x) >= 0",
                "SELECT inc(x / (1500 - x)) FROM t"
            })
    void the_rows_before_one_that_fails_come_first(String query) throws SQLException {
        var seen = new ArrayList<Integer>();
        var errors = new ArrayList<String>();
        for (String batching : List.of("true", "false")) {
            connection.unwrap(CalciteConnection.class).getProperties().setProperty("pythonBatching", batching);
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(query)) {
                int count = 0;
                try {
                    while (rows.next()) {
                        rows.getObject(1);
                        count++;
                    }
                } catch (SQLException e) {
                    errors.add(e.getSQLState() + " " + e.getMessage());
                }
                seen.add(count);
            }
        }
        // Calcite looks one row ahead, so that an error in a filter takes the place of the row before.
        int before = query.contains("WHERE") ? 1499 : 1500;
        assertEquals(List.of(before, before), seen);
        assertEquals(2, errors.size());
        assertEquals(errors.get(1), errors.get(0));
    }

    @Test
    void a_row_that_kills_its_interpreter_leaves_the_rows_before_it() throws SQLException {
        run(
                connection,
                "CREATE FUNCTION hang_at(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (timeout = '200 ms') AS $$\n"
                        + """
                def hang_at(x):
                    while x == 20:
                        try:
                            while True: pass
                        except BaseException:
                            pass
                    return x
                $$""");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT hang_at(x) FROM t")) {
            for (long x = 0; x < 20; x++) {
                assertTrue(rows.next());
                assertEquals(x, rows.getLong(1));
            }
            assertEquals("57014", assertThrows(SQLException.class, rows::next).getSQLState());
        }
        assertEquals(List.of(7L), column("SELECT hang_at(CAST(7 AS BIGINT)) FROM t LIMIT 1"));
    }

    /** Rows of 50 ms each in a chunk of 64 are more than the second of one call. */
    @Test
    void the_time_limit_is_that_of_a_row() throws SQLException {
        run(
                connection,
                "CREATE FUNCTION slow(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON WITH (timeout = '1 s') AS $$\n" + """
                import time
                def slow(x):
                    end = time.monotonic() + (0.05 if x >= 63 else 0)
                    while time.monotonic() < end: pass
                    return x
                $$""");
        assertEquals(100, column("SELECT slow(x) FROM t LIMIT 100").size());
    }

    @Test
    void large_values_are_not_collected_in_the_guest() throws SQLException {
        run(
                connection,
                "CREATE FUNCTION pad(x BIGINT) RETURNS VARCHAR LANGUAGE PYTHON WITH (memory = '32 MB') "
                        + "AS 'def pad(x): return ''x'' * 1_000_000 if x > 100 else '''''");
        run(
                connection,
                "CREATE FUNCTION size(s VARCHAR) RETURNS BIGINT LANGUAGE PYTHON WITH (memory = '32 MB') "
                        + "AS 'def size(s): return len(s)'");
        assertEquals(
                "[99000000]",
                column("SELECT SUM(CHAR_LENGTH(pad(x))) FROM t WHERE x < 200").toString());
        assertEquals(
                "[99000000]",
                column("SELECT SUM(size(pad(x))) FROM t WHERE x < 200").toString());
    }

    @Test
    void a_result_out_of_range_fails_its_row() throws SQLException {
        function("narrow", "TINYINT", "def narrow(x): return x");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT narrow(x) FROM t")) {
            for (int i = 0; i <= 127; i++) {
                assertTrue(rows.next());
            }
            var error = assertThrows(SQLException.class, rows::next);
            assertEquals(
                    "22003 PythonFunction narrow: result: 128 is out of range for TINYINT",
                    error.getSQLState() + " " + error.getMessage());
        }
    }

    @Test
    void two_result_sets_of_one_function_do_not_disturb_each_other() throws SQLException {
        try (var first = connection.createStatement();
                var second = connection.createStatement();
                var some = first.executeQuery("SELECT twice(x) FROM t");
                var others = second.executeQuery("SELECT twice(-x) FROM t")) {
            for (long x = 0; x < ROWS; x++) {
                assertTrue(some.next() && others.next());
                assertEquals(2 * x, some.getLong(1));
                assertEquals(-2 * x, others.getLong(1));
            }
        }
    }

    @Test
    void all_types_pass_through_a_batch() throws SQLException {
        for (String type : List.of(
                "BOOLEAN",
                "TINYINT",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "REAL",
                "DOUBLE",
                "DECIMAL(30, 5)",
                "VARCHAR",
                "VARBINARY",
                "DATE",
                "TIME",
                "TIMESTAMP")) {
            run(
                    connection,
                    "CREATE OR REPLACE FUNCTION same(x " + type + ") RETURNS " + type
                            + " LANGUAGE PYTHON AS 'def same(x): return x'");
            String source = switch (type) {
                case "BOOLEAN" -> "MOD(x, 2) = 0";
                case "VARCHAR" -> "CAST(x AS VARCHAR) || 'ä'";
                case "VARBINARY" -> "CASE WHEN x > 1 THEN X'00ff' ELSE X'' END";
                case "DATE", "TIMESTAMP" ->
                    type + " '" + (type.equals("DATE") ? "2024-02-28" : "2024-02-28 23:59:59.999")
                            + "' + INTERVAL '1' DAY * x";
                case "TIME" -> "TIME '01:02:03.456'";
                default -> "CAST(MOD(x, 100) AS " + type + ")";
            };
            for (String value : List.of(source, "CASE WHEN MOD(x, 5) > 0 THEN " + source + " END")) {
                String query = "SELECT COUNT(*) FROM (SELECT " + value + " AS v FROM t) "
                        + "WHERE same(v) = v OR same(v) IS NULL AND v IS NULL";
                assertEquals(List.of((long) ROWS), column(query), query);
            }
        }
    }
}
