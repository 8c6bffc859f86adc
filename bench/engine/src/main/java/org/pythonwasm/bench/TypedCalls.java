package org.pythonwasm.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

/** Measures calls per second of functions over columns, called as SQL functions are; an interpreter for each thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class TypedCalls {
    private static final int ROWS = 1024;
    private static final String TEXT = "twenty characters ok";

    private PythonInterpreter python;
    private TypedFunction twice;
    private TypedFunction upper;
    private Batch row;
    private Batch integers;
    private Batch texts;

    @Setup
    public void open() {
        python = PythonRuntime.shared().open();
        python.eval("def twice(x): return x * 2\ndef upper(s): return s.upper()");
        twice = define("twice", ColumnType.INT64);
        upper = define("upper", ColumnType.TEXT);
        row = twice.newBatch(1);
        integers = twice.newBatch(ROWS);
        texts = upper.newBatch(ROWS);
    }

    private TypedFunction define(String name, ColumnType type) {
        return python.define(name, new Signature(List.of(new Parameter(type, true)), type));
    }

    @TearDown
    public void close() {
        python.close();
    }

    @Benchmark
    public long bigintRowByRow() {
        row.setLong(0, 0, 21);
        twice.call(row, 1);
        return row.getLong(0);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long bigintBatches() {
        for (int i = 0; i < ROWS; i++) {
            integers.setLong(0, i, i);
        }
        twice.call(integers, ROWS);
        long sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += integers.getLong(i);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int varcharBatches() {
        texts.clear();
        for (int i = 0; i < ROWS; i++) {
            texts.setText(0, i, TEXT);
        }
        upper.call(texts, ROWS);
        int length = 0;
        for (int i = 0; i < ROWS; i++) {
            length += texts.getText(i).length();
        }
        return length;
    }
}
