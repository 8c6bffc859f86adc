package org.pythonwasm.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;

/**
 * Nanoseconds a row of small functions over columns, values written and read included: best of the second half of the runs. The
 * property {@code python-wasm.jit} says whether rows are compiled.
 */
public final class RowFunctions {
    private static final int BATCH = 1024;
    private static final int ROWS = 200 * BATCH;
    private static final int RUNS = 12;

    private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

    static {
        FUNCTIONS.put("x * 2 + 1", "def f(x): return x * 2 + 1");
        FUNCTIONS.put("a loop of 20 turns", """
                def f(x):
                    total = 0
                    for i in range(20):
                        total += (x + i) % 7
                    return total
                """);
        FUNCTIONS.put("branches", """
                def f(x):
                    if x < 100:
                        return x
                    elif x % 3 == 0:
                        return x // 3
                    return -x
                """);
        FUNCTIONS.put("a helper", "def g(y): return abs(y) + 3\ndef f(x): return g(x) - g(1)");
        FUNCTIONS.put("text, not compiled", "def f(x): return len(str(x))");
    }

    private RowFunctions() {}

    public static void main(String[] arguments) {
        for (var function : FUNCTIONS.entrySet()) {
            try (var python = PythonRuntime.shared().open()) {
                python.exec(function.getValue());
                System.out.printf(
                        "%-24s %8.1f ns a row in batches of %,d, %8.1f row by row%n",
                        function.getKey(), measure(python, BATCH), BATCH, measure(python, 1));
            }
        }
    }

    private static double measure(PythonInterpreter python, int size) {
        var function =
                python.define("f", new Signature(List.of(new Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        var times = new ArrayList<Long>();
        long sum = 0;
        try (Batch batch = function.newBatch(size)) {
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                for (int first = 0; first < ROWS; first += size) {
                    for (int row = 0; row < size; row++) {
                        batch.setLong(0, row, first + row);
                    }
                    function.call(batch, size);
                    for (int row = 0; row < size; row++) {
                        sum += batch.getLong(row);
                    }
                }
                times.add(System.nanoTime() - start);
            }
        }
        if (sum == 1) {
            System.out.println("the results have to be used");
        }
        return times.subList(RUNS / 2, RUNS).stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElseThrow()
                / (double) ROWS;
    }
}
