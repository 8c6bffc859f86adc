package org.pythonwasm.bench.sql;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;

/** The cost of many interpreters in one JVM. {@code SESSIONS FUNCTIONS INTERPRETERS}. */
final class Density {
    private static final int ROUNDS = 3;

    private Density() {}

    /** One use of something, which counts its own uses. */
    private interface Use {
        int count() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        int sessions = Integer.parseInt(arguments[0]);
        int functions = Integer.parseInt(arguments[1]);
        int interpreters = Integer.parseInt(arguments[2]);
        functions(sessions, functions);
        engines(interpreters);
        loans(interpreters);
    }

    private static void functions(int sessions, int functions) throws Exception {
        var open = new ArrayList<Connection>();
        try {
            for (int i = 0; i < sessions; i++) {
                open.add(DriverManager.getConnection("jdbc:python-wasm:h2:mem:density"));
            }
            for (int i = 0; i < functions; i++) {
                try (var statement = open.get(0).createStatement()) {
                    statement.execute("""
                            CREATE FUNCTION count_%1$d(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'count' AS $$
                            uses = 0
                            def count(x: int) -> int:
                                global uses
                                uses += x
                                return uses
                            $$""".formatted(i));
                }
            }
            var uses = new ArrayList<Use>();
            for (var session : open) {
                for (int i = 0; i < functions; i++) {
                    String sql = "SELECT count_" + i + "(1)";
                    uses.add(() -> value(session, sql));
                }
            }
            measure(sessions + " sessions x " + functions + " functions", uses);
        } finally {
            for (var session : open) {
                session.close();
            }
        }
    }

    private static int value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void engines(int count) throws Exception {
        var uses = new ArrayList<Use>();
        var manager = new ScriptEngineManager();
        for (int i = 0; i < count; i++) {
            ScriptEngine engine = manager.getEngineByName("python-wasm");
            engine.eval("uses = 0");
            uses.add(() -> ((Number) engine.eval("uses += 1\nuses")).intValue());
        }
        measure(count + " script engines", uses);
    }

    private static void loans(int count) throws Exception {
        try (var pool =
                InterpreterPool.of(PythonRuntime.shared()).withSize(count).build()) {
            var loans = new ArrayList<InterpreterPool.Loan>();
            var uses = new ArrayList<Use>();
            for (int i = 0; i < count; i++) {
                var loan = pool.borrow();
                loans.add(loan);
                loan.interpreter().exec("uses = 0");
                uses.add(() -> (int) loan.interpreter().eval("uses += 1\nuses"));
            }
            measure(count + " loans of a pool", uses);
            loans.forEach(InterpreterPool.Loan::close);
        }
    }

    private static void measure(String what, List<Use> uses) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            long collected = collectionMillis();
            long sleeps = PythonRuntime.activity().getSleeps();
            double[] millis = new double[uses.size()];
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                int count = uses.get(i).count();
                millis[i] = (System.nanoTime() - start) / 1e6;
                if (count != round) {
                    throw new IllegalStateException(what + ": use " + round + " of number " + i + " counted " + count);
                }
            }
            collected = collectionMillis() - collected;
            Arrays.sort(millis);
            System.out.printf(
                    "%-32s use %d: p50 %.2f ms, p99 %.2f ms; collections %,d ms; %,d sleeps; memories hold %.1f MB; heap %.1f MB%n",
                    what,
                    round,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    collected,
                    PythonRuntime.activity().getSleeps() - sleeps,
                    PythonRuntime.activity().getHeldBytes() / 1e6,
                    heap());
        }
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
