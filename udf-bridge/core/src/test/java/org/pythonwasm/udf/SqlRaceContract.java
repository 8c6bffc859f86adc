package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonRuntime;

/** Executing, cancelling, aborting, closing and dropping at the same moment. Only the class's time limit bounds what does not end. */
public abstract class SqlRaceContract extends SqlContract {
    private static final int ROUNDS = 12;
    /** Of those in which a connection ends while statements of it are opened and closed. */
    private static final int SHORT_ROUNDS = 150;

    private static final int MOST_STATEMENTS = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    protected SqlRaceContract(Database database) {
        super(database);
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private static final String SPIN = """
            CREATE OR REPLACE FUNCTION spin(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '60 min') AS $$
            def spin(x):
                while x == 1: pass
                return 7
            $$""";
    private static final String STEPS = """
            CREATE OR REPLACE FUNCTION steps(x INTEGER) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (timeout = '60 min') AS $$
            def steps(x):
                yield 5
                while x == 1: pass
                while x == 2: yield 6
                yield 7
            $$""";
    private static final String FOLD = """
            CREATE OR REPLACE AGGREGATE FUNCTION fold(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '60 min') AS $$
            class fold:
                def accumulate(self, x):
                    while x == 1: pass
                def finish(self): return 7
            $$""";
    private static final String ENDLESS_BODY =
            "CREATE OR REPLACE FUNCTION late() RETURNS INTEGER LANGUAGE PYTHON WITH (timeout = '60 min') AS 'while True: pass'";
    private static final String NEW =
            "CREATE OR REPLACE FUNCTION fresh() RETURNS INTEGER LANGUAGE PYTHON AS 'def fresh(): return 7'";

    /** Where connections see the same functions, the test's own has created them. */
    private Connection connectWithFunctions() throws SQLException {
        var opened = connect();
        if (!database.isShared()) {
            create(opened);
        }
        return opened;
    }

    private static void create(Connection opened) throws SQLException {
        for (String sql : List.of(SPIN, STEPS, FOLD)) {
            run(opened, sql);
        }
    }

    /** Statements that only somebody else can end. */
    private List<String> endless() {
        return List.of(
                one("spin(1)"),
                "SELECT y FROM " + from("steps(1)") + " AS t",
                "SELECT y FROM " + from("steps(2)") + " AS t",
                "SELECT fold(x) FROM (VALUES (1)) AS t(x)",
                ENDLESS_BODY);
    }

    private List<String> all() {
        var all = new ArrayList<>(endless());
        all.addAll(
                List.of(one("spin(0)"), "SELECT y FROM " + from("steps(0)") + " AS t", NEW, "SHOW PYTHON FUNCTIONS"));
        return all;
    }

    /** A connection in which one thread executes, while others end its statements and at last itself. */
    private final class Round {
        private final Connection raced;
        private final List<String> statements;
        private final Random random;
        private final CountDownLatch begun;
        private volatile Statement current;

        /** @param before how many statements begin before the connection ends */
        Round(Connection raced, List<String> statements, int before, long seed) {
            this.raced = raced;
            this.statements = statements;
            this.random = new Random(seed);
            this.begun = new CountDownLatch(before);
        }

        /** Until the connection is closed. */
        Void execute() throws SQLException {
            while (!raced.isClosed()) {
                // Nothing in between but the statement's own life.
                String sql = statements.isEmpty() ? "" : statements.get(random.nextInt(statements.size()));
                try (var statement = statement(sql)) {
                    current = statement;
                    begun.countDown();
                    if (!sql.isEmpty()) {
                        execute(statement, sql);
                    }
                } catch (SQLException e) {
                    requireForeseen(e, sql);
                }
            }
            return null;
        }

        private Statement statement(String sql) throws SQLException {
            return sql.equals(NEW) ? raced.prepareStatement(sql) : raced.createStatement();
        }

        private void execute(Statement statement, String sql) throws SQLException {
            if (statement instanceof PreparedStatement prepared) {
                prepared.execute();
                prepared.execute();
            } else if (statement.execute(sql)) {
                try (var rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }

        Void cancel() throws SQLException {
            while (!raced.isClosed()) {
                var running = current;
                if (running != null) {
                    try {
                        running.cancel();
                    } catch (SQLException e) {
                        requireForeseen(e, "cancel");
                    }
                }
                Thread.yield();
            }
            return null;
        }

        Void abort(Executor executor) throws Exception {
            begun.await();
            raced.abort(executor);
            return null;
        }

        Void close() throws Exception {
            begun.await();
            raced.close();
            return null;
        }
    }

    /** Cancelled, closed (in H2 also: the database, of a session that is no more), or a function that another dropped; nothing else. */
    private void requireForeseen(SQLException e, String what) {
        String state = String.valueOf(e.getSQLState());
        String message = String.valueOf(e.getMessage());
        boolean foreseen =
                List.of("57014", "08003", "90007", "90067", "90098", "90121").contains(state)
                        || message.contains("Statement canceled")
                        || message.contains("Statement closed")
                        || message.contains("Connection closed")
                        || message.contains("No match found for function signature")
                        || message.contains("was dropped or replaced")
                        || state.equals("90022");
        if (!foreseen) {
            throw new AssertionError(what + ": " + state, e);
        }
    }

    /** Creates and drops the functions that the others call. */
    private Void drop(Connection droppers, Round round) throws SQLException {
        try (var statement = droppers.createStatement()) {
            while (!round.raced.isClosed()) {
                for (String sql : List.of(
                        "DROP FUNCTION IF EXISTS spin", SPIN, STEPS, "DROP AGGREGATE FUNCTION IF EXISTS fold", FOLD)) {
                    statement.execute(sql);
                }
            }
        }
        return null;
    }

    @Test
    void cancelling_aborting_closing_and_dropping_at_once_end_everything_and_leave_nothing() throws Exception {
        var random = new Random(25);
        long before = PythonRuntime.activity().getInterpreters();
        try (var base = connect()) {
            create(base);
            for (int i = 0; i < SHORT_ROUNDS; i++) {
                var raced = connect();
                end(
                        raced,
                        random,
                        new ArrayList<>(),
                        new Round(raced, List.of(), 1 + random.nextInt(20), random.nextLong()));
            }
            for (int i = 0; i < ROUNDS; i++) {
                race(base, random, i);
                try (var fresh = connectWithFunctions()) {
                    assertEquals(7, value(fresh, one("spin(0)"), Object.class));
                }
                if (database.isShared()) {
                    assertEquals(7, value(base, one("spin(0)"), Object.class));
                }
            }
        }
        while (PythonRuntime.activity().getInterpreters() > before) {
            Thread.onSpinWait();
        }
    }

    private void race(Connection base, Random random, int number) throws Exception {
        boolean cancels = number % 3 != 0;
        var raced = connectWithFunctions();
        // Where nobody cancels, the first statement stays the only one.
        var round = cancels
                ? new Round(raced, all(), 1 + random.nextInt(MOST_STATEMENTS), random.nextLong())
                : new Round(raced, endless(), 1, random.nextLong());
        var tasks = new ArrayList<Callable<Void>>();
        if (cancels) {
            tasks.add(round::cancel);
            tasks.add(round::cancel);
        }
        if (database.isShared()) {
            tasks.add(() -> drop(base, round));
        }
        end(raced, random, tasks, round);
    }

    /** Aborts, closes or both, beside what the round executes and the other tasks. */
    private void end(Connection raced, Random random, List<Callable<Void>> tasks, Round round) throws Exception {
        tasks.add(0, round::execute);
        int end = random.nextInt(4);
        if (end != 0) {
            tasks.add(() -> round.abort(end == 1 ? Runnable::run : threads));
        }
        if (end != 1) {
            tasks.add(round::close);
        }
        var futures = new ArrayList<Future<Void>>();
        for (var task : tasks) {
            futures.add(threads.submit(task));
        }
        for (var future : futures) {
            future.get();
        }
        assertTrue(raced.isClosed());
        assertThrows(SQLException.class, raced::createStatement);
    }

    private static final String WAIT = """
            CREATE FUNCTION busy(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$
            import time
            def busy(x):
                begin = time.monotonic()
                while time.monotonic() < begin + 0.5: pass
                return 7
            $$""";

    @Test
    void cancelling_a_statement_does_not_end_another_of_the_same_connection() throws Exception {
        run(WAIT);
        run("CREATE FUNCTION quick(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def quick(x): return 8'");
        assertEquals(8, value(one("quick(1)")));
        assertEquals(7, value(one("busy(1)")));
        try (var running = connection.createStatement();
                var waiting = connection.createStatement()) {
            var result = CompletableFuture.supplyAsync(() -> outcome(running, one("busy(1)")));
            var other = CompletableFuture.supplyAsync(() -> outcome(waiting, one("quick(1)")));
            while (!result.isDone()) {
                waiting.cancel();
                Thread.yield();
            }
            assertEquals("7", result.get());
            other.get();
        }
    }

    private static String outcome(Statement statement, String sql) {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            return e.toString();
        }
    }

    @Test
    void an_executor_that_refuses_leaves_no_aborted_connection_open() throws SQLException {
        var aborted = connect();
        aborted.abort(task -> {
            throw new RejectedExecutionException("it was shut down");
        });
        assertTrue(aborted.isClosed());
    }

    @Test
    void closing_a_connection_ends_what_runs_in_it() throws Exception {
        create(connection);
        for (String sql : endless()) {
            var closed = connectWithFunctions();
            long before = PythonRuntime.activity().getOpened();
            var result = CompletableFuture.supplyAsync(() -> assertThrows(SQLException.class, () -> {
                try (var statement = closed.createStatement()) {
                    if (statement.execute(sql)) {
                        var rows = statement.getResultSet();
                        while (rows.next()) {
                            rows.getObject(1);
                        }
                    }
                }
            }));
            while (PythonRuntime.activity().getOpened() == before && !result.isDone()) {
                Thread.onSpinWait();
            }
            closed.close();
            requireForeseen(result.get(), sql);
            assertTrue(closed.isClosed());
        }
    }
}
