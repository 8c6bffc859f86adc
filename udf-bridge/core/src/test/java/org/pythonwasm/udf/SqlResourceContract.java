package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.PythonRuntime;

/** Many functions at once, and functions that somebody has had enough of. */
public abstract class SqlResourceContract extends SqlContract {
    private static final int MANY = 1000;

    protected SqlResourceContract(Database database) {
        super(database);
    }

    @Test
    @BuiltInGuest("two thousand starts of another one take minutes")
    void a_thousand_functions_are_created_called_and_dropped_and_leave_no_memory() throws SQLException {
        createCallAndDrop(100);
        long heap = usedHeap();
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        createCallAndDrop(MANY);
        long grown = usedHeap() - heap;
        assertTrue(grown < 64L << 20, () -> "the heap grew by " + grown + " bytes");
        int more = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes;
        assertTrue(more < MANY / 2, () -> more + " classes are still there");
        assertEquals(0L, count());
    }

    private void createCallAndDrop(int functions) throws SQLException {
        for (int i = 0; i < functions; i++) {
            run("CREATE FUNCTION f" + i + "(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS "
                    + "'def f(x): return x + " + i + "'");
        }
        assertEquals(functions, count());
        for (int i = 0; i < functions; i++) {
            assertEquals(7 + i, value(one("f" + i + "(7)")));
        }
        for (int i = 0; i < functions; i++) {
            run("DROP FUNCTION f" + i);
        }
    }

    private long count() throws SQLException {
        return ((Number) value("SELECT COUNT(*) FROM PYTHON_FUNCTIONS")).longValue();
    }

    private static final String ENDLESS = """
            class endless:
                where = 0
                def accumulate(self, x):
                    self.where = x
                    while x == 1: pass
                def finish(self):
                    while self.where == 2: pass
                    return 7
            """;

    private void aggregate(String options) throws SQLException {
        run("CREATE AGGREGATE FUNCTION endless(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON " + options + " AS $$\n"
                + ENDLESS + "$$");
    }

    private static String aggregated(int x) {
        return "SELECT endless(x) FROM (VALUES (" + x + ")) AS t(x)";
    }

    private void table(String options) throws SQLException {
        run("CREATE FUNCTION endless(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON " + options + " AS $$\n" + """
                def endless(x):
                    while x == 1: pass
                    while x == 2: yield 5
                    yield 7
                """
                + "$$");
    }

    private String selected(int x) {
        return "SELECT y FROM " + from("endless(" + x + ")") + " AS t";
    }

    @ParameterizedTest(name = "in {0}: accumulate, finish")
    @ValueSource(ints = {1, 2})
    void cancelling_ends_an_aggregate_and_the_connection_goes_on(int place) throws Exception {
        aggregate("");
        assertCancels(aggregated(place));
        assertEquals(7, value(aggregated(0)));
    }

    @ParameterizedTest(name = "in {0}: before a row, between rows")
    @ValueSource(ints = {1, 2})
    void cancelling_ends_a_table_function_and_the_connection_goes_on(int place) throws Exception {
        table("");
        assertCancels(selected(place));
        assertEquals(7, value(selected(0)));
    }

    private void assertCancels(String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            long before = opened();
            var result =
                    CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, () -> drain(statement, sql)));
            while (opened() == before) {
                Thread.onSpinWait();
            }
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertTrue(isCancelled(result.get()), () -> result.join().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_statement_that_was_cancelled_is_executed_again(boolean prepared) throws Exception {
        table("");
        try (var statement = prepared ? connection.prepareStatement(selected(0)) : connection.createStatement()) {
            for (int round = 0; round < 2; round++) {
                try (var rows = statement instanceof PreparedStatement select
                        ? select.executeQuery()
                        : statement.executeQuery(selected(0))) {
                    assertTrue(rows.next());
                    assertEquals(7, rows.getInt(1));
                    assertEquals(false, rows.next());
                }
                statement.cancel();
            }
        }
    }

    /**
     * Writes over its own heap and returns normally: of some sizes one free block lies between two that are used, and becomes its
     * own child in the tree of the free ones. The next argument that needs room is then looked for it without end.
     */
    private static final String RING = """
            import opcode, struct

            kept = []

            def memory():
                every_byte = struct.pack("<7I", 1 << 20, id(bytearray), 0x7fffffff, 0x7fffffff, 0, 0, 0)
                place = struct.pack("<I", id(every_byte) + 16)
                kept.extend([every_byte, place])
                def forged(): return None
                code = forged.__code__
                index = ((id(place) + 16 - id(code.co_consts) - 12) // 4) % (1 << 30)
                wide = [opcode.opmap["EXTENDED_ARG"]] * 3 + [opcode.opmap["LOAD_CONST"]]
                steps = [opcode.opmap["RESUME"], 0]
                for op, part in zip(wide, index.to_bytes(4, "big")):
                    steps += [op, part]
                forged.__code__ = code.replace(co_code=bytes(steps + [opcode.opmap["RETURN_VALUE"], 0]))
                return forged()

            def ring(text):
                if text != "make it":
                    return len(text)
                memory_ = memory()
                kept.append(memory_)
                def read(at): return int.from_bytes(memory_[at:at + 4], "little")
                free, size = [], 3000
                while size < 100_000:
                    used = [bytes(size) for _ in range(3)]
                    free.append(id(used[1]))
                    kept.append((used.pop(0), used.pop(1)))
                    used = None
                    size += size // 5
                for node in free:
                    while read(read(node + 16) + 16) == node - 8 or read(read(node + 16) + 20) == node - 8:
                        node = read(node + 16) + 8
                    memory_[node + 8:node + 16] = struct.pack("<II", node - 8, node - 8)
                return 0
            """;

    private static final String NO_HEAP = "arguments for another guest do not lie in its heap";

    private void ring(String options) throws SQLException {
        run("CREATE FUNCTION ring(text VARCHAR) RETURNS INTEGER LANGUAGE PYTHON " + options + " AS $$\n" + RING + "$$");
        assertEquals(0, value(one("ring('make it')")));
    }

    private String longArgument() {
        return one("ring('" + "x".repeat(20_000) + "')");
    }

    @Test
    @BuiltInGuest(NO_HEAP)
    void an_argument_for_a_script_that_made_a_ring_of_its_heap_meets_the_limit_of_a_call() throws SQLException {
        ring("WITH (timeout = '2 s')");
        assertTimesOut(longArgument(), 0);
        assertEquals(20_000, value(longArgument()));
    }

    @Test
    @BuiltInGuest(NO_HEAP)
    void a_query_timeout_ends_an_argument_for_a_script_that_made_a_ring_of_its_heap() throws SQLException {
        ring("");
        assertTimesOut(longArgument(), 1);
        assertEquals(20_000, value(longArgument()));
    }

    @Test
    @BuiltInGuest(NO_HEAP)
    void cancelling_ends_an_argument_for_a_script_that_made_a_ring_of_its_heap() throws Exception {
        ring("");
        try (var statement = connection.createStatement()) {
            var calling = new CompletableFuture<Thread>();
            var result = CompletableFuture.supplyAsync(() -> {
                calling.complete(Thread.currentThread());
                return assertThrows(SQLException.class, () -> drain(statement, longArgument()));
            });
            Thread thread = calling.get();
            while (!result.isDone()
                    && Arrays.stream(thread.getStackTrace())
                            .noneMatch(frame -> frame.getMethodName().equals("pw_allocate"))) {
                Thread.onSpinWait();
            }
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertTrue(isCancelled(result.get()), () -> result.join().toString());
        }
        assertEquals(20_000, value(longArgument()));
    }

    @Test
    @BuiltInGuest(NO_HEAP)
    void rows_beside_one_whose_argument_ends_the_interpreter_are_called_in_another() throws SQLException {
        ring("WITH (timeout = '2 s')");
        String rows = " FROM (VALUES (CAST('a' AS VARCHAR(30000))), ('" + "x".repeat(20_000) + "'), ('b')) AS t(x)";
        assertTimesOut("SELECT ring(x)" + rows, 0);
        assertEquals(20_002L, ((Number) value("SELECT SUM(ring(TRIM(x)))" + rows)).longValue());
    }

    @Test
    void cancelling_ends_a_table_function_that_returns_its_rows() throws Exception {
        run("CREATE FUNCTION endless(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS $$\n"
                + "def endless(x):\n    while x: pass\n    return [7]\n$$");
        assertCancels(selected(1));
        assertEquals(7, value(selected(0)));
    }

    @Test
    void cancelling_ends_a_table_function_over_a_query() throws Exception {
        run("CREATE FUNCTION endless(rows TABLE) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS $$\n"
                + "def endless(rows):\n    while len(rows) > 1: pass\n    yield 7\n$$");
        assertCancels(
                "SELECT y FROM " + from("endless(" + query("SELECT x FROM (VALUES (1), (2)) AS v(x)") + ")") + " AS t");
        assertEquals(
                7,
                value("SELECT y FROM " + from("endless(" + query("SELECT x FROM (VALUES (1)) AS v(x)") + ")")
                        + " AS t"));
    }

    @Test
    void cancelling_ends_a_function_inside_the_query_of_a_table_function() throws Exception {
        aggregate("");
        run(
                "CREATE FUNCTION size(rows TABLE) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def size(rows): yield len(rows)'");
        assertCancels("SELECT y FROM " + from("size(" + query(aggregated(1)) + ")") + " AS t");
        assertEquals(1, value("SELECT y FROM " + from("size(" + query(aggregated(0)) + ")") + " AS t"));
    }

    @Test
    void cancelling_ends_the_body_that_a_session_runs_first() throws Exception {
        run("CREATE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                + "import python_wasm, time\nbegin = time.monotonic()\nwhile time.monotonic() < begin + 1: pass\n"
                + "def late(): return 7\n$$");
        assertCancels("SELECT late()");
        assertEquals(7, value("SELECT late()"));
    }

    private static final String ENDLESS_BODY =
            "CREATE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON AS $$\nwhile True: pass\n$$";

    @Test
    void cancelling_ends_create_whose_body_does_not_end() throws Exception {
        try (var statement = connection.createStatement()) {
            var result = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> statement.execute(ENDLESS_BODY)));
            while (!result.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertNotCreated(result.get());
        }
    }

    @Test
    void a_query_timeout_ends_create_whose_body_does_not_end() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertNotCreated(assertThrows(SQLException.class, () -> statement.execute(ENDLESS_BODY)));
            statement.setQueryTimeout(0);
        }
    }

    private void assertNotCreated(SQLException error) throws SQLException {
        assertEquals("57014", error.getSQLState(), error::toString);
        assertTrue(error.getMessage().contains("PythonFunction late: "), error::toString);
        assertEquals(List.of(), PythonFunctions.list(connection));
        run("CREATE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON AS 'def late(): return 1'");
    }

    @Test
    void aborting_the_connection_ends_create_whose_body_does_not_end() throws Exception {
        var aborted = connect();
        long before = PythonRuntime.activity().getOpened();
        var result =
                CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, () -> run(aborted, ENDLESS_BODY)));
        while (PythonRuntime.activity().getOpened() == before && !result.isDone()) {
            Thread.onSpinWait();
        }
        aborted.abort(Runnable::run);
        assertTrue(
                result.get().getMessage().contains("PythonFunction late: "),
                () -> result.join().toString());
        assertTrue(aborted.isClosed());
        run("CREATE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON AS 'def late(): return 1'");
    }

    @Test
    void aborting_a_connection_whose_statements_close_at_that_moment_closes_it() throws Exception {
        for (int i = 0; i < 200; i++) {
            var aborted = connect();
            var closing = CompletableFuture.runAsync(() -> openAndClose(aborted));
            aborted.abort(Runnable::run);
            assertTrue(aborted.isClosed());
            closing.get();
        }
    }

    private static void openAndClose(Connection connection) {
        try {
            while (!connection.isClosed()) {
                connection.createStatement().close();
            }
        } catch (SQLException closed) {
            // The connection ended between the two.
        }
    }

    /** Avatica has no SQLSTATE for a statement that was cancelled between two rows. */
    private static boolean isCancelled(SQLException e) {
        return "57014".equals(e.getSQLState()) || "Statement canceled".equals(e.getMessage());
    }

    private static void drain(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getInt(1);
            }
        }
    }

    @Test
    void a_query_timeout_ends_finish_and_a_generator_between_rows() throws SQLException {
        aggregate("");
        assertTimesOut(aggregated(2));
        assertEquals(7, value(aggregated(0)));
        run("DROP AGGREGATE FUNCTION endless");
        table("");
        assertTimesOut(selected(2));
        assertEquals(7, value(selected(0)));
    }

    private void assertTimesOut(String sql) throws SQLException {
        assertTimesOut(sql, 1);
    }

    private void assertTimesOut(String sql, int seconds) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            var error = assertThrows(SQLException.class, () -> drain(statement, sql));
            assertTrue(isCancelled(error), error::toString);
            statement.setQueryTimeout(0);
        }
    }

    @Test
    void a_functions_own_time_limit_is_that_of_each_call() throws SQLException {
        String limit = database.guest()
                .timeLimitMet("200 ms", "the limit of a call is 200 ms; WITH (timeout = '…') sets another");
        aggregate("WITH (timeout = '200 ms')");
        for (int place : new int[] {1, 2}) {
            String error = error(aggregated(place));
            assertTrue(error.startsWith("57014 PythonFunction endless: " + limit), error);
        }
        assertEquals(7, value(aggregated(0)));
        run("DROP AGGREGATE FUNCTION endless");
        table("WITH (timeout = '200 ms')");
        String error = error(selected(1));
        assertTrue(error.startsWith("57014 PythonFunction endless: " + limit), error);
        assertEquals(7, value(selected(0)));
    }
}
