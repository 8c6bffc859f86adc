package org.pythonwasm.bench;

import java.util.List;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TableSignature;

/**
 * Passes a million rows into an aggregate and out of a table function, as the SQL bridge does; the best of some runs.
 */
final class Rows {
    private static final int ROWS = 1_000_000;
    private static final int GROUPS = 1000;
    private static final int BATCH = 1024;
    private static final int RUNS = 8;
    private static final String SOURCE = """
            class Total:
                def __init__(self): self.sum = 0
                def accumulate(self, x): self.sum += x
                def finish(self): return self.sum
            def numbers(n):
                for i in range(n):
                    yield i, 'text'
            """;

    private Rows() {}

    /** Makes one run; returns a sum that proves it ran. */
    private interface Work {
        long run(PythonInterpreter python);
    }

    public static void main(String[] arguments) {
        print("aggregate of 1,000 groups", Rows::aggregate, (ROWS - 1L) * ROWS / 2);
        print("table function of 2 columns", Rows::table, (ROWS - 1L) * ROWS / 2 + 4L * ROWS);
    }

    private static void print(String what, Work work, long expected) {
        try (var python = PythonRuntime.shared().open()) {
            python.eval(SOURCE);
            long best = Long.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                long sum = work.run(python);
                best = Math.min(best, System.nanoTime() - start);
                if (sum != expected) {
                    throw new IllegalStateException(what + ": expected " + expected + ", got " + sum);
                }
            }
            System.out.printf("%-28s %,d rows/s%n", what, ROWS * 1_000_000_000L / best);
        }
    }

    private static long aggregate(PythonInterpreter python) {
        var aggregate = python.defineAggregate(
                "Total", new Signature(List.of(new Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        try (var rows = aggregate.newRows(BATCH);
                var results = aggregate.newResults(GROUPS)) {
            for (int first = 0; first < ROWS; first += BATCH) {
                int count = Math.min(BATCH, ROWS - first);
                for (int i = 0; i < count; i++) {
                    rows.setLong(0, i, (first + i) % GROUPS);
                    rows.setLong(1, i, first + i);
                }
                aggregate.accumulate(rows, 0, count);
            }
            for (int i = 0; i < GROUPS; i++) {
                results.setLong(0, i, i);
            }
            aggregate.finish(results, GROUPS);
            long sum = 0;
            for (int i = 0; i < GROUPS; i++) {
                sum += results.getLong(i);
            }
            aggregate.forget(0, GROUPS);
            return sum;
        }
    }

    private static long table(PythonInterpreter python) {
        var table = python.defineTable(
                "numbers",
                new TableSignature(
                        List.of(new Parameter(ColumnType.INT64, true)),
                        List.of(
                                new TableSignature.Column("a", ColumnType.INT64),
                                new TableSignature.Column("b", ColumnType.TEXT))));
        try (var given = table.newArguments();
                var batch = table.newRows(BATCH)) {
            given.setLong(0, 0, ROWS);
            long sum = 0;
            try (var rows = table.open(given)) {
                for (int count = rows.fetch(batch, BATCH); count > 0; count = rows.fetch(batch, BATCH)) {
                    for (int i = 0; i < count; i++) {
                        sum += batch.read(0).getLong(i)
                                + batch.read(1).getText(i).length();
                    }
                }
            }
            return sum;
        }
    }
}
