package org.pythonwasm.bench.spark;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

/** The same functions in the engine, without Spark: nanoseconds of CPU time for a row, of one round each time. */
final class EngineAlone {
    private static final int VECTOR = 1024;
    private static final String PROGRAM = """
            import re
            DIGITS = re.compile('[0-9]+')
            def line(x): return x * 2 + 1
            def lines(xs): return [x * 2 + 1 for x in xs]
            def masked(s): return DIGITS.sub('#', s)
            def all_masked(ss): return [DIGITS.sub('#', s) for s in ss]
            """;

    private EngineAlone() {}

    static DoubleSupplier line(int size) {
        return longs("line", size, false);
    }

    static DoubleSupplier lines() {
        return longs("lines", VECTOR, true);
    }

    static DoubleSupplier masked(int size) {
        return texts("masked", size, false);
    }

    static DoubleSupplier allMasked() {
        return texts("all_masked", VECTOR, true);
    }

    private static Signature signature(ColumnType type) {
        return new Signature(List.of(new Signature.Parameter(type, true)), type);
    }

    private static PythonInterpreter python() {
        var python = PythonRuntime.shared().open();
        python.exec(PROGRAM);
        return python;
    }

    private static DoubleSupplier longs(String handler, int size, boolean vectorized) {
        var python = python();
        var signature = signature(ColumnType.INT64);
        var function = vectorized ? python.defineVectorized(handler, signature) : python.define(handler, signature);
        var batch = function.newBatch(size);
        long[] sum = new long[1];
        return () -> nanos(4_000_000, size, first -> {
            batch.clear();
            for (int row = 0; row < size; row++) {
                batch.setLong(0, row, first + row);
            }
            function.call(batch, size);
            for (int row = 0; row < size; row++) {
                sum[0] += batch.getLong(row);
            }
        });
    }

    private static DoubleSupplier texts(String handler, int size, boolean vectorized) {
        var python = python();
        var signature = signature(ColumnType.TEXT);
        var function = vectorized ? python.defineVectorized(handler, signature) : python.define(handler, signature);
        var batch = function.newBatch(size);
        var texts = new byte[VECTOR][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "order-%012d".formatted(i).getBytes(StandardCharsets.US_ASCII);
        }
        long[] sum = new long[1];
        return () -> nanos(1_000_000, size, first -> {
            batch.clear();
            for (int row = 0; row < size; row++) {
                batch.setBytes(0, row, texts[(first + row) % VECTOR]);
            }
            function.call(batch, size);
            for (int row = 0; row < size; row++) {
                sum[0] += batch.getBytes(row).length;
            }
        });
    }

    private static double nanos(int rows, int size, IntConsumer batch) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int first = 0; first < rows; first += size) {
            batch.accept(first);
        }
        return (double) (threads.getCurrentThreadCpuTime() - start) / rows;
    }
}
