package org.pythonwasm.bench.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

/**
 * What an interpreter costs while it is there and does nothing, and when it begins: the table that {@code bench/density.sh} prints,
 * with what it cost before images and sleep, what it must cost, and what is aimed at. Medians of the second half of the repetitions.
 */
final class DensityFigures {
    private static final int INTERPRETERS = 200;
    private static final int REPETITIONS = 400;
    private static final int ROWS = 1_000_000;

    private DensityFigures() {}

    public static void main(String[] arguments) throws SQLException {
        System.out.println("| what | before | must | aim | measured |");
        System.out.println("|---|---:|---:|---:|---:|");
        warmUp();
        print("idle interpreter of a small function", "8.4 MB", "0.5 MB", "0.1 MB", "%.3f MB", idle());
        sessions(20, 20);
        lives();
        creation();
        throughput();
        crowd();
    }

    private static void print(String what, String before, String must, String aim, String form, Object... measured) {
        System.out.printf("| %s | %s | %s | %s | %s |%n", what, before, must, aim, form.formatted(measured));
    }

    private static void warmUp() throws SQLException {
        try (var many = new ManySessions("warm", 4, 50)) {
            many.use(1);
        }
    }

    private static double idle() {
        var runtime = PythonRuntime.shared();
        PythonRuntime image;
        try (var first = runtime.open()) {
            first.exec("def add(x: int) -> int:\n    return x + 1");
            image = runtime.startingFrom(first).orElseThrow();
        }
        var kept = new ArrayList<Object>();
        double before = Heap.megabytesAtRest();
        for (int i = 0; i < INTERPRETERS; i++) {
            var python = image.open();
            kept.add(python);
            kept.add(used(python));
            python.sleep();
        }
        double held = Heap.megabytes() - before;
        kept.stream()
                .filter(PythonInterpreter.class::isInstance)
                .forEach(python -> ((PythonInterpreter) python).close());
        return held / INTERPRETERS;
    }

    private static Batch used(PythonInterpreter python) {
        var parameter = new Signature.Parameter(ColumnType.INT64, true);
        var function = python.define("add", new Signature(List.of(parameter), ColumnType.INT64));
        var batch = function.newBatch(1);
        batch.setLong(0, 0, 1);
        function.call(batch, 1);
        batch.rest();
        return batch;
    }

    private static void sessions(int sessions, int functions) throws SQLException {
        double before = Heap.megabytesAtRest();
        try (var many = new ManySessions("sessions", sessions, functions)) {
            var first = many.use(1);
            double awake = Heap.megabytes() - before;
            Heap.awaitSleep();
            double asleep = Heap.megabytes() - before;
            many.use(2);
            print(
                    sessions + " x " + functions + " session-functions, asleep (just used)",
                    "3.4 GB",
                    "200 MB",
                    "60 MB",
                    "%.1f MB (%.0f MB)",
                    asleep,
                    awake);
            print("first use of a known function in a new session", "14 ms", "3 ms", "1 ms", "%.2f ms", first.median());
        }
    }

    /** Something that is done again and again. */
    private interface Step {
        void run();
    }

    /** Milliseconds, and megabytes of garbage. */
    private record Cost(double millis, double megabytes) {}

    private static Cost cost(Step before, Step step, Step after) {
        var times = new Times(REPETITIONS / 2);
        double allocated = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            before.run();
            double start = Heap.allocatedMegabytes();
            if (i >= REPETITIONS / 2) {
                times.begin();
                step.run();
                times.end();
                allocated += Heap.allocatedMegabytes() - start;
            } else {
                step.run();
            }
            after.run();
        }
        return new Cost(times.median(), allocated / (REPETITIONS / 2));
    }

    private static void lives() {
        var runtime = PythonRuntime.shared();
        var open = new ArrayList<PythonInterpreter>();
        var opening = cost(
                () -> {}, () -> open.add(runtime.open()), () -> open.remove(0).close());
        try (var python = runtime.open()) {
            Step use = () -> python.eval("x = 1");
            var reset = cost(use, python::reset, () -> {});
            var wake = cost(python::sleep, use, () -> {});
            var call = cost(() -> {}, use, () -> {});
            var sleep = cost(use, python::sleep, () -> {});
            print(
                    "new interpreter / reset / wake",
                    "1-2 ms",
                    "1.5 ms",
                    "0.3 ms",
                    "%.2f / %.2f / %.2f ms",
                    opening.millis(),
                    reset.millis(),
                    wake.millis() - call.millis());
            print("falling asleep", "", "", "", "%.2f ms", sleep.millis());
            print(
                    "garbage per new interpreter / reset / sleep and wake",
                    "8.4 MB",
                    "0.2 MB",
                    "0",
                    "%.3f / %.3f / %.3f MB",
                    opening.megabytes(),
                    reset.megabytes(),
                    sleep.megabytes() + wake.megabytes() - call.megabytes());
        }
    }

    private static void creation() throws SQLException {
        try (var many = new ManySessions("creation", 1, 200)) {
            print(
                    "CREATE FUNCTION",
                    "54 ms",
                    "20 ms",
                    "8 ms",
                    "%.1f ms",
                    many.creation().median());
        }
    }

    private static void throughput() throws SQLException {
        try (var many = new ManySessions("throughput", 1, 1)) {
            var times = new Times(5);
            for (int i = 0; i < 10; i++) {
                if (i < 5) {
                    sum(many);
                } else {
                    times.begin();
                    sum(many);
                    times.end();
                }
            }
            print("row of a warm scalar function", "", "unchanged", "", "%.0f ns", times.median() * 1e6 / ROWS);
        }
    }

    private static void sum(ManySessions many) throws SQLException {
        ManySessions.value(many.session(0), "SELECT MAX(count_0(1)) FROM SYSTEM_RANGE(1, " + ROWS + ")");
    }

    private static void crowd() throws SQLException {
        double before = Heap.megabytesAtRest();
        try (var many = new ManySessions("crowd", 1_000, 100)) {
            long collected = Heap.collectionMillis();
            var first = many.use(1);
            collected = Heap.collectionMillis() - collected;
            Heap.awaitSleep();
            print(
                    "1,000 sessions x 100 functions, each used once, -Xmx%,d MB"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20),
                    "impossible",
                    "runs",
                    "30 KB each",
                    "%.1f KB each, %.2f ms first use, %,d ms of collections",
                    (Heap.megabytes() - before) / 100,
                    first.median(),
                    collected);
        }
    }
}
