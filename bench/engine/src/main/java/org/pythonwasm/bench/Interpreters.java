package org.pythonwasm.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

/** New interpreter, reset, idle interpreters and typed calls: medians of the second half of the repetitions. */
public final class Interpreters {
    private static final int BATCH = 1024;

    private Interpreters() {}

    public static void main(String[] arguments) {
        PythonRuntime runtime = PythonRuntime.shared();
        System.out.printf(
                "new interpreter            %8.2f ms%n",
                median(60, () -> runtime.open().close()) / 1e6);
        try (var python = runtime.open()) {
            System.out.printf("reset                      %8.2f ms%n", median(60, python::reset) / 1e6);
        }
        System.out.printf("idle interpreter           %8.2f MB%n", idleBytes(runtime) / 1e6);
        try (var python = runtime.open()) {
            python.eval("def twice(x): return x * 2\ndef upper(s): return s.upper()");
            measureIntegers(python);
            measureTexts(python);
        }
    }

    private static double idleBytes(PythonRuntime runtime) {
        var idle = new ArrayList<PythonInterpreter>();
        long before = usedBytes();
        for (int i = 0; i < 50; i++) {
            idle.add(runtime.open());
        }
        double each = (usedBytes() - before) / 50.0;
        idle.forEach(PythonInterpreter::close);
        return each;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void measureIntegers(PythonInterpreter python) {
        TypedFunction twice = define(python, "twice", ColumnType.INT64);
        Batch one = twice.newBatch(1);
        print("BIGINT row by row", 100_000, () -> {
            for (int i = 0; i < 100_000; i++) {
                one.setLong(0, 0, i);
                twice.call(one, 1);
                check(one.getLong(0) == 2L * i);
            }
        });
        Batch many = twice.newBatch(BATCH);
        print("BIGINT batches of 1,024", 100 * BATCH, () -> {
            for (int i = 0; i < 100; i++) {
                for (int row = 0; row < BATCH; row++) {
                    many.setLong(0, row, row);
                }
                twice.call(many, BATCH);
                for (int row = 0; row < BATCH; row++) {
                    check(many.getLong(row) == 2L * row);
                }
            }
        });
    }

    private static void measureTexts(PythonInterpreter python) {
        TypedFunction upper = define(python, "upper", ColumnType.TEXT);
        Batch batch = upper.newBatch(BATCH);
        print("VARCHAR(20) batches of 1,024", 100 * BATCH, () -> {
            for (int i = 0; i < 100; i++) {
                batch.clear();
                for (int row = 0; row < BATCH; row++) {
                    batch.setText(0, row, "twenty characters ok");
                }
                upper.call(batch, BATCH);
                for (int row = 0; row < BATCH; row++) {
                    check(batch.getText(row).length() == 20);
                }
            }
        });
    }

    private static TypedFunction define(PythonInterpreter python, String name, ColumnType type) {
        return python.define(name, new Signature(List.of(new Parameter(type, true)), type));
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a wrong result");
        }
    }

    private static void print(String name, int rows, Runnable work) {
        System.out.printf("%-28s %6.2f M/s%n", name, rows / (median(40, work) / 1e9) / 1e6);
    }

    private static double median(int repetitions, Runnable work) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < repetitions; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= repetitions / 2) {
                times.add(System.nanoTime() - start);
            }
        }
        Collections.sort(times);
        return times.get(times.size() / 2);
    }
}
