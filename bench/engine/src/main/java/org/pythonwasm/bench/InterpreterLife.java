package org.pythonwasm.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** Microseconds to open an interpreter, to reset one, and to evaluate a small expression. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class InterpreterLife {
    private PythonInterpreter python;

    @Setup
    public void start() {
        python = PythonRuntime.shared().open();
    }

    @TearDown
    public void end() {
        python.close();
    }

    @Benchmark
    public boolean open() {
        try (var opened = PythonRuntime.shared().open()) {
            return opened.isUsable();
        }
    }

    /** The first evaluation after it touches memory that an idle interpreter does not touch. */
    @Benchmark
    public Object openAndEval() {
        try (var opened = PythonRuntime.shared().open()) {
            return opened.eval("1 + 1");
        }
    }

    @Benchmark
    public boolean reset() {
        python.reset();
        return python.isUsable();
    }

    @Benchmark
    public Object eval() {
        return python.eval("sum(n * n for n in (1, 2, 3))");
    }
}
