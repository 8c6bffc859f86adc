package org.pythonwasm.udf.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.SessionRuntimes;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.Interruptible;

/** Functions whose interpreters sleep between their calls go on where they were. */
class SleepingCallsTest {
    private final Object session = new Object();
    private final DatabaseSessions rules = new DatabaseSessions() {
        @Override
        public boolean isClosed(Object anySession) {
            return false;
        }

        @Override
        public void opened(Object anySession, Interruptible call) {}
    };

    private static CheckedFunction checked(String statement) throws SQLException {
        var create = (Create) StatementParser.parse(statement).get(0);
        return FunctionCheck.check(create.definition(), new Object());
    }

    @Test
    void a_scalar_function_sleeps_between_two_rows_and_keeps_its_state() throws SQLException {
        var function = SessionFunction.scalar(checked("""
                CREATE FUNCTION f(VARIADIC x VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                seen = []
                def f(*x):
                    seen.extend(x)
                    return ' '.join(seen)
                $$"""), rules, Codecs.JAVA);
        for (int round = 0; round < 2; round++) {
            var before = round == 0 ? "" : "a b c d e f ";
            assertEquals(
                    before + "a b",
                    function.in(session).rest(0, new Object[] {"a", "b"}).result());
            assertTrue(function.in(session).python.isUsable());
            var call = function.in(session);
            assertFalse(call.python.sleep(), "its arguments are about to come");
            assertEquals(before + "a b c", call.rest(0, new Object[] {"c"}).result());
            assertTrue(call.python.sleep());
            assertEquals(
                    before + "a b c d e f",
                    function.in(session).rest(0, new Object[] {"d", "e", "f"}).result());
            assertTrue(call.python.sleep());
        }
    }

    @Test
    void a_scalar_function_that_is_to_stay_awake_sleeps_when_that_is_over() throws SQLException {
        var function = SessionFunction.scalar(checked("""
                CREATE FUNCTION half(x DOUBLE) RETURNS DOUBLE LANGUAGE PYTHON AS $$
                def half(x): return 1 / x if x else None
                $$"""), rules, Codecs.JAVA);
        var call = function.in(session);
        assertEquals(0.5, call.set(0, 2.0).result());
        assertTrue(call.python.sleep());
        call.stayAwake();
        assertEquals(0.25, function.in(session).set(0, 4.0).result());
        assertFalse(call.python.sleep());
        assertFalse(function.in(session).set(0, 4.0).isNullDouble());
        assertFalse(call.python.sleep());
        call.rest();
        assertTrue(call.python.sleep());
        assertTrue(function.in(session).set(0, 0.0).isNullDouble());
        assertTrue(call.python.sleep());
    }

    @Test
    void a_batch_sleeps_when_its_results_are_read() throws SQLException {
        var function = SessionFunction.scalar(checked("""
                CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                n = 0
                def f(x):
                    global n
                    n += x
                    return n
                $$"""), rules, Codecs.JAVA);
        for (int round = 0; round < 3; round++) {
            var call = function.in(session);
            var batch = call.batch();
            for (int i = 1; i <= 4; i++) {
                batch.set(0, 1L);
                batch.next();
            }
            assertFalse(call.python.sleep());
            assertEquals(4, batch.call());
            assertFalse(call.python.sleep());
            assertEquals(4 * round + 4, batch.result(3));
            batch.rest();
            assertTrue(call.python.sleep());
        }
    }

    @Test
    void an_aggregate_sleeps_while_no_rows_wait_and_keeps_its_groups() throws SQLException {
        var call = SessionFunction.aggregate(checked("""
                CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                class total:
                    sum = 0
                    def accumulate(self, x): self.sum += x
                    def finish(self): return self.sum
                $$"""), rules, Codecs.JAVA).in(session);
        var groups = new ArrayList<AggregateState>();
        for (int i = 0; i < 5; i++) {
            groups.add(call.begin(1));
            assertTrue(i > 0 || call.python.sleep());
            groups.get(i).add((long) i);
        }
        assertFalse(call.python.sleep(), "rows wait");
        assertEquals(4L, groups.get(4).result());
        for (int i = 0; i < 5; i++) {
            assertTrue(call.python.sleep());
            groups.get(i).add(10L);
            assertEquals(10L + i, groups.get(i).result());
        }
    }

    @Test
    void a_table_function_sleeps_when_its_results_are_closed() throws SQLException {
        var function = SessionFunction.table(checked("""
                CREATE FUNCTION words(s VARCHAR) RETURNS TABLE (w VARCHAR) LANGUAGE PYTHON AS $$
                said = []
                def words(s):
                    said.append(s)
                    yield from said
                $$"""), rules, Codecs.JAVA);
        for (int round = 1; round <= 3; round++) {
            var call = function.in(session);
            var cursor = call.open("w" + round);
            var words = new ArrayList<Object>();
            while (cursor.next()) {
                assertFalse(call.python.sleep());
                words.add(cursor.get(0));
            }
            assertEquals(List.of("w1", "w2", "w3").subList(0, round), words);
            assertTrue(call.python.sleep());
        }
    }

    @Test
    void a_call_for_which_nothing_can_sleep_any_more_is_refused_with_53200_and_goes_on_later() throws SQLException {
        var runtime = PythonRuntime.builder().withTotalMemory(20L << 20).build();
        SessionRuntimes.assign(List.of(session), runtime);
        var function = SessionFunction.scalar(checked("""
                CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
                n = 0
                def f(x):
                    global n
                    n += x
                    return n
                $$"""), rules, Codecs.JAVA);
        assertEquals(1, function.in(session).set(0, 1).result());
        assertTrue(function.in(session).python.isUsable());
        var call = function.in(session);
        assertEquals(3, call.set(0, 2).result());
        assertTrue(call.python.sleep());
        try (var one = inUse(runtime);
                var other = inUse(runtime)) {
            assertTrue(one.isUsable() && other.isUsable());
            var error = assertThrows(SQLException.class, () -> function.in(session));
            assertEquals("53200", error.getSQLState(), error.getMessage());
            assertTrue(error.getMessage().contains("withTotalMemory"), error.getMessage());
        }
        assertEquals(6, function.in(session).set(0, 3).result());
    }

    /** One that cannot sleep, since its batch is in use. */
    private static PythonInterpreter inUse(PythonRuntime runtime) {
        var python = runtime.open();
        python.define("str", new Signature(List.of(), ColumnType.TEXT)).newBatch(1);
        return python;
    }
}
