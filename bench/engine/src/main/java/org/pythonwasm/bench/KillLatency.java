package org.pythonwasm.bench;

import java.time.Duration;
import java.util.Arrays;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * How long after its deadline a script has ended: one that heeds the TimeoutError, after the wall time; one that does not, after
 * wall time and grace.
 */
final class KillLatency {
    private static final Duration WALL_TIME = Duration.ofMillis(100);
    private static final String[] HEED = {"while True: pass", "sum(range(10**12))", "import time\ntime.sleep(1000)",
        "import re\nre.match('(a+)+$', 'a' * 50 + 'b')", "sorted(iter(int, 1))"};
    private static final String[] IGNORE = {
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import re\nwhile True:\n    try: re.match('(a+)+$', 'a' * 50 + 'b')\n    except BaseException: pass",
        "import time\nwhile True:\n    try: time.sleep(1000)\n    except BaseException: pass"};

    private KillLatency() {
    }

    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 40 : Integer.parseInt(arguments[0]);
        var limits = Limits.defaults().withWallTime(WALL_TIME);
        try (var python = PythonRuntime.shared().open(limits)) {
            print("raised in the script", latencies(python, HEED, rounds, WALL_TIME));
            print("killed after the grace", latencies(python, IGNORE, rounds, WALL_TIME.plus(Limits.GRACE)));
        }
    }

    private static double[] latencies(PythonInterpreter python, String[] scripts, int rounds, Duration deadline) {
        double[] latencies = new double[rounds * scripts.length];
        for (int i = 0; i < latencies.length; i++) {
            long start = System.nanoTime();
            String end = end(python, scripts[i % scripts.length]);
            latencies[i] = (System.nanoTime() - start - deadline.toNanos()) / 1e6;
            if (!end.equals("TimeoutError") && !end.equals("TIMEOUT")) {
                throw new IllegalStateException(scripts[i % scripts.length] + " ended with " + end);
            }
            python.reset();
        }
        Arrays.sort(latencies);
        return latencies;
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

    private static void print(String what, double[] sorted) {
        System.out.printf("%-24s %4d times, after the deadline: median %.0f ms, p99 %.0f ms, worst %.0f ms%n", what, sorted.length,
                sorted[sorted.length / 2], sorted[(int) Math.ceil(sorted.length * 0.99) - 1], sorted[sorted.length - 1]);
    }
}
