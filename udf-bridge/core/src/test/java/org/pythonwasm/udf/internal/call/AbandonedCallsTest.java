package org.pythonwasm.udf.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pythonwasm.udf.internal.check.FunctionCheck;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.internal.session.SessionWatch;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.FunctionStatement.Create;
import org.pythonwasm.udf.spi.Interruptible;

/** What a database drops without a word is released in the guest. */
class AbandonedCallsTest {
    private static final int TRIES = 100;

    private final Object session = new Object();
    private final DatabaseSessions rules = new DatabaseSessions() {
        @Override
        public boolean isClosed(Object anySession) {
            return false;
        }

        @Override
        public void opened(Object anySession, Interruptible call) {
            assertEquals(session, anySession);
        }
    };

    private static CheckedFunction checked(String statement) throws SQLException {
        var create = (Create) StatementParser.parse(statement).get(0);
        return FunctionCheck.check(create.definition(), new Object());
    }

    @Test
    void groups_that_nobody_holds_are_forgotten_and_the_others_stay() throws SQLException {
        var call = SessionFunction.aggregate(checked("""
                CREATE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT ARRAY LANGUAGE PYTHON AS $$
                class total:
                    alive = 0
                    def __init__(self):
                        self.sum = 0
                        total.alive += 1
                    def __del__(self): total.alive -= 1
                    def accumulate(self, x): self.sum += x
                    def finish(self): return [self.sum, total.alive]
                $$"""), rules, Codecs.JAVA).in(session);
        var kept = call.begin(1);
        kept.add(7L);
        abandon(call, 20 * StateNumbers.BLOCK);
        for (int i = 0; i < TRIES && alive(kept) > 4 * StateNumbers.BLOCK; i++) {
            System.gc();
            abandon(call, StateNumbers.BLOCK);
        }
        assertTrue(alive(kept) <= 4 * StateNumbers.BLOCK, "groups that are still there");
        kept.add(8L);
        assertEquals(15L, sum(kept));
        var reused = new ArrayList<AggregateState>();
        for (int i = 0; i < 4 * StateNumbers.BLOCK; i++) {
            var state = call.begin(1);
            state.add((long) i);
            reused.add(state);
        }
        for (int i = 0; i < reused.size(); i++) {
            assertEquals((long) i, sum(reused.get(i)));
        }
        assertEquals(15L, sum(kept));
    }

    private static long sum(AggregateState group) throws SQLException {
        return (long) ((List<?>) group.result()).get(0);
    }

    /** Groups that the guest has. */
    private static long alive(AggregateState group) throws SQLException {
        return (long) ((List<?>) group.result()).get(1);
    }

    private static void abandon(AggregateCall call, int groups) throws SQLException {
        for (int i = 0; i < groups; i++) {
            call.begin(1).add(1L);
        }
    }

    @Test
    void cursors_that_nobody_holds_are_closed() throws SQLException {
        var call = SessionFunction.table(checked("""
                CREATE FUNCTION naturals() RETURNS TABLE (n INTEGER, open INTEGER) LANGUAGE PYTHON AS $$
                open = 0
                def naturals():
                    global open
                    n = 0
                    open += 1
                    try:
                        while True:
                            n += 1
                            yield n, open
                    finally:
                        open -= 1
                $$"""), rules, Codecs.JAVA).in(session);
        var kept = call.open();
        assertTrue(kept.next());
        for (int i = 0; i < 50; i++) {
            assertTrue(call.open().next());
        }
        for (int i = 0; i < TRIES && open(call) > 2; i++) {
            System.gc();
        }
        assertTrue(open(call) <= 2, "cursors that are still there");
        for (int i = 2; i < 10_000; i++) {
            assertTrue(kept.next());
            assertEquals(i, kept.get(0));
        }
        kept.close();
        assertEquals(false, kept.next());
    }

    /** Generators that the guest has not ended, with the one that says so. */
    private static int open(TableCall call) throws SQLException {
        try (var cursor = call.open()) {
            assertTrue(cursor.next());
            return (int) cursor.get(1);
        }
    }

    /** Without another call, and though the function lives on. */
    @Test
    void the_interpreter_of_a_session_that_nobody_holds_ends() throws SQLException {
        var watching = new DatabaseSessions() {
            @Override
            public boolean isClosed(Object anySession) {
                return false;
            }

            @Override
            public void opened(Object anySession, Interruptible call) {
                SessionWatch.begin(anySession, call, this);
            }
        };
        var function = SessionFunction.scalar(
                checked("CREATE FUNCTION one() RETURNS INTEGER LANGUAGE PYTHON AS 'def one(): return 1'"),
                watching,
                Codecs.JAVA);
        var call = function.in(new Object());
        assertTrue(call.isUsable());
        for (int i = 0; i < TRIES * TRIES && call.isUsable(); i++) {
            System.gc();
        }
        assertEquals(false, call.isUsable());
    }
}
