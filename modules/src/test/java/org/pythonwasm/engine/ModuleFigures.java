package org.pythonwasm.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;

/**
 * Prints the table of docs/guests.md: each way of having a Python in a JVM of its own, with what was compiled in the cache.
 *
 * <p>usage: ModuleFigures, or ModuleFigures NAME for one in this JVM
 */
public final class ModuleFigures {
    private static final List<String> NAMES = List.of(
            "built-in",
            "official",
            "official, library unpacked",
            "packed-compiled",
            "packed-sources",
            "npm single file");
    private static final int BATCH = 1024;

    private ModuleFigures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1) {
            measure(arguments[0]);
            return;
        }
        System.out.println(
                "| guest | JVM start to first result | next interpreter | evals/s | rows/s of an SQL function | fib(20) |");
        System.out.println("|---|---|---|---|---|---|");
        for (String name : NAMES) {
            // Twice: the first may have to compile.
            start(name, ProcessBuilder.Redirect.DISCARD);
            start(name, ProcessBuilder.Redirect.INHERIT);
        }
    }

    private static void start(String name, ProcessBuilder.Redirect out) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), ModuleFigures.class.getName(), name)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private static PythonRuntime runtime(String name) {
        return switch (name) {
            case "built-in" -> PythonRuntime.shared();
            case "official" -> build(Guests.official());
            case "official, library unpacked" ->
                build(PythonModule.of(Guests.plain().resolve("python.wasm")).withLibrary(Guests.plain()));
            case "npm single file" -> build(PythonModule.of(Guests.npm()));
            default -> build(Guests.layout(name));
        };
    }

    private static PythonRuntime build(PythonModule module) {
        return PythonRuntime.builder()
                .withModule(module)
                .withProgress(System.err::println)
                .build();
    }

    private static void measure(String name) {
        var runtime = runtime(name);
        var python = runtime.open();
        python.eval("1 + 1");
        long now = System.currentTimeMillis();
        // Not ProcessHandle: Linux counts its times from a second that is cut off.
        double first = (now - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
        long start = System.nanoTime();
        var next = runtime.open();
        next.eval("1 + 1");
        double second = seconds(start);
        next.close();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.3f s | %,.0f | %,.0f | %,.1f ms |%n",
                name,
                first,
                second,
                evals(python),
                rows(python),
                fib(python) * 1e3);
        python.close();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The best of some seconds. */
    private static double evals(PythonInterpreter python) {
        double best = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            int done = 0;
            for (; seconds(start) < 1; done++) {
                python.eval("20 + 22");
            }
            best = Math.max(best, done / seconds(start));
        }
        return best;
    }

    private static double rows(PythonInterpreter python) {
        python.exec("def twice(x): return x * 2");
        var function =
                python.define("twice", new Signature(List.of(new Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        var batch = function.newBatch(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.setLong(0, i, i);
        }
        double best = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            int done = 0;
            for (; seconds(start) < 1; done += BATCH) {
                function.call(batch, BATCH);
            }
            best = Math.max(best, done / seconds(start));
        }
        return best;
    }

    private static double fib(PythonInterpreter python) {
        python.exec("def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)");
        double best = Double.MAX_VALUE;
        long begin = System.nanoTime();
        for (int i = 0; i < 3 || seconds(begin) < 5; i++) {
            long start = System.nanoTime();
            python.call("fib", 20);
            best = Math.min(best, seconds(start));
        }
        return best;
    }
}
