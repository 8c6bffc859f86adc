package org.pythonwasm.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Measures the time from its deadline to the return of a call whose script runs too long. There are three kinds of
 * scripts: those in which TimeoutError is raised and which end with it; those inside one operation of C code that no
 * exception can end, which are killed; and those that swallow the exception, which are killed when the grace is over:
 * their deadline is that moment.
 */
final class KillLatency {
    private static final Duration WALL_TIME = Duration.ofMillis(100);
    private static final String SETUP = """
            import random, re, time, zlib
            from collections import deque
            from itertools import *
            draw = random.Random(1)
            numbers = [draw.random() for _ in range(400_000)] * 3
            zeros = [0.0] * 3_000_000
            noise = draw.randbytes(20_000_000)
            """;

    private record Kind(String name, Duration deadline, String end, List<String> scripts) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "heed the TimeoutError",
                    WALL_TIME,
                    "TimeoutError",
                    List.of(
                            "while True: pass",
                            "sum(1 for _ in iter(int, 1))",
                            "sum(range(10**12))",
                            "deque(count(), maxlen=0)",
                            "sorted(repeat(1))",
                            "7 ** 10 ** 8",
                            "re.match('(a+)+$', 'a' * 50 + 'b')",
                            "time.sleep(1000)")),
            new Kind(
                    "are inside one C operation",
                    WALL_TIME,
                    "TIMEOUT",
                    List.of(
                            "sorted(numbers)",
                            "any(map(zeros.__contains__, [1] * 100_000))",
                            "zlib.compress(noise, 9)",
                            "[*map(noise.find, [b'not there'] * 100_000)]")),
            new Kind(
                    "swallow the TimeoutError",
                    WALL_TIME.plus(Limits.GRACE),
                    "TIMEOUT",
                    List.of(
                            swallowing("while True: pass"),
                            swallowing("sum(range(10**12))"),
                            swallowing("time.sleep(1000)"))));

    private static String swallowing(String statement) {
        return "while True:\n  try:\n    " + statement + "\n  except BaseException: pass";
    }

    private KillLatency() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        var runtime = PythonRuntime.builder().withPreparation(SETUP).build();
        System.out.printf("ms from the deadline to the return of the call; %d rounds, after one uncounted%n", rounds);
        System.out.printf("%-60s %6s %6s %6s%n", "", "p50", "p99", "max");
        try (var python = runtime.open(Limits.defaults().withWallTime(WALL_TIME))) {
            KINDS.forEach(kind -> measure(python, kind, rounds));
        }
    }

    private static void measure(PythonInterpreter python, Kind kind, int rounds) {
        var all = new ArrayList<double[]>();
        for (String script : kind.scripts) {
            latency(python, kind, script);
            double[] latencies = DoubleStream.generate(() -> latency(python, kind, script))
                    .limit(rounds)
                    .filter(latency -> !Double.isNaN(latency))
                    .toArray();
            if (latencies.length < rounds) {
                System.out.printf(
                        "  of the next, %d of %d rounds did not end with %s%n",
                        rounds - latencies.length, rounds, kind.end);
            }
            print("  " + script.replace("\n", "; ").replaceAll(" +", " "), latencies);
            all.add(latencies);
        }
        print(
                "scripts that " + kind.name,
                all.stream().flatMapToDouble(DoubleStream::of).toArray());
    }

    /**
     * NaN if the script ended otherwise: on a busy machine the deadline may pass before a script has reached its point.
     */
    private static double latency(PythonInterpreter python, Kind kind, String script) {
        long start = System.nanoTime();
        String end = end(python, script);
        double latency = (System.nanoTime() - start - kind.deadline.toNanos()) / 1e6;
        python.reset();
        return end.equals(kind.end) ? latency : Double.NaN;
    }

    private static String end(PythonInterpreter python, String script) {
        try {
            return String.valueOf(python.eval(script));
        } catch (PythonException e) {
            return e.typeName();
        } catch (GuestDiedException e) {
            return e.reason().name();
        }
    }

    private static void print(String what, double[] latencies) {
        if (latencies.length == 0) {
            throw new IllegalStateException("no round of " + what + " ended as it should");
        }
        double[] sorted = latencies.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-60s %6.0f %6.0f %6.0f%n",
                what,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                sorted[sorted.length - 1]);
    }
}
