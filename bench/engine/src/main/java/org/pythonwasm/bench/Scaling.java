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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

/** Measures two threads, each with its own interpreter, compared with one: the throughput of all threads together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class Scaling {
    private static final int ROWS = 1024;

    private PythonInterpreter python;
    private TypedFunction twice;
    private Batch batch;

    @Setup
    public void open() {
        python = PythonRuntime.shared().open();
        python.eval("""
                def twice(x):
                    return x * 2

                def loop():
                    total = 0
                    for i in range(20000):
                        total += i * i % 7
                    return total
                """);
        twice = python.define("twice", new Signature(List.of(new Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        batch = twice.newBatch(ROWS);
        for (int i = 0; i < ROWS; i++) {
            batch.setLong(0, i, i);
        }
    }

    @TearDown
    public void close() {
        python.close();
    }

    @Benchmark
    @Threads(1)
    public Object loopOneThread() {
        return python.call("loop");
    }

    @Benchmark
    @Threads(2)
    public Object loopTwoThreads() {
        return python.call("loop");
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    @Threads(1)
    public long typedOneThread() {
        return typed();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    @Threads(2)
    public long typedTwoThreads() {
        return typed();
    }

    private long typed() {
        twice.call(batch, ROWS);
        return batch.getLong(ROWS - 1);
    }
}
