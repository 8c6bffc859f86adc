package org.pythonwasm.bench.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonRuntime;

/**
 * The cost of many interpreters in one JVM: {@code SESSIONS FUNCTIONS INTERPRETERS}. With {@code row SESSIONS FUNCTIONS}, one row of
 * the table of growth.
 */
final class Density {
    private static final int ROUNDS = 3;

    private Density() {}

    /** One use of something, which counts its own uses. */
    private interface Use {
        int count() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("row")) {
            row(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            return;
        }
        int sessions = Integer.parseInt(arguments[0]);
        int functions = Integer.parseInt(arguments[1]);
        int interpreters = Integer.parseInt(arguments[2]);
        functions(sessions, functions);
        engines(interpreters);
        loans(interpreters);
    }

    /** Python is warm before, so that the first row is about sessions and not about the start of a JVM. */
    private static void row(int sessions, int functions) throws SQLException {
        try (var warm = new ManySessions("warm", 4, 20)) {
            warm.use(1);
        }
        double before = Heap.megabytesAtRest();
        try (var many = new ManySessions("growth", sessions, functions)) {
            long collected = Heap.collectionMillis();
            var first = many.use(1);
            collected = Heap.collectionMillis() - collected;
            Heap.awaitSleep();
            double held = Heap.megabytes() - before;
            var later = many.use(2);
            int count = sessions * functions;
            System.out.printf(
                    "| %,d x %,d | %,d | %.1f | %.1f | %.2f | %.2f | %.2f | %.2f | %,d |%n",
                    sessions,
                    functions,
                    count,
                    held,
                    held * 1000 / count,
                    first.median(),
                    first.percentile(99),
                    later.median(),
                    later.percentile(99),
                    collected);
        }
    }

    private static void functions(int sessions, int functions) throws Exception {
        try (var many = new ManySessions("density", sessions, functions)) {
            var uses = new ArrayList<Use>();
            for (int session = 0; session < sessions; session++) {
                for (int function = 0; function < functions; function++) {
                    int ofSession = session;
                    int ofFunction = function;
                    uses.add(() -> many.use(ofSession, ofFunction));
                }
            }
            measure(sessions + " sessions x " + functions + " functions", uses);
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
            long collected = Heap.collectionMillis();
            long sleeps = PythonRuntime.activity().getSleeps();
            var times = new Times(uses.size());
            for (var use : uses) {
                times.begin();
                int count = use.count();
                times.end();
                if (count != round) {
                    throw new IllegalStateException(what + ": use " + round + " counted " + count);
                }
            }
            System.out.printf(
                    "%-32s use %d: p50 %.2f ms, p99 %.2f ms; collections %,d ms; %,d sleeps; memories hold %.1f MB; heap %.1f MB%n",
                    what,
                    round,
                    times.median(),
                    times.percentile(99),
                    Heap.collectionMillis() - collected,
                    PythonRuntime.activity().getSleeps() - sleeps,
                    PythonRuntime.activity().getHeldBytes() / 1e6,
                    Heap.megabytes());
        }
        Heap.awaitSleep();
        System.out.printf(
                "%-32s all asleep: memories hold %.1f MB; heap %.1f MB%n",
                what, PythonRuntime.activity().getHeldBytes() / 1e6, Heap.megabytes());
    }
}
