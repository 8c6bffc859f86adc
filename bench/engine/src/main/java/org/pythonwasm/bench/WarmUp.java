package org.pythonwasm.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * How long programs take to reach their full speed, and what the classes that come with it occupy: each program runs
 * again and again in an interpreter of its own, all in one JVM, as in a server that gets new functions. A run's time is
 * processor time of its thread, so that the JVM's compilers do not count; the time to the peak is time that passes, so
 * that they do.
 */
public final class WarmUp {
    private static final double NEAR = 1.1;
    private static final int NEIGHBOURS = 5;

    private record Run(long atNanos, long nanos) {}

    private WarmUp() {}

    /** @param arguments the directory of the programs, seconds for each, and their names */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var length = Duration.ofSeconds(Long.parseLong(arguments[1]));
        List<String> programs = List.of(arguments).subList(2, arguments.length);
        System.out.printf(
                "%-24s%10s%10s%10s%10s%14s%n", "program", "first, ms", "at 0.3 s", "at 1 s", "peak", "to the peak");
        var peaks = new ArrayList<Double>();
        for (String program : programs) {
            peaks.add(row(program, runs(Files.readString(directory.resolve(program + ".py")), length)));
        }
        Collections.sort(peaks);
        System.out.printf("to the peak, median of the programs: %.2f s%n", peaks.get(peaks.size() / 2));
        System.gc();
        System.out.printf(
                "metaspace %.1f MB, compiled code %.1f MB, %d classes%n",
                megabytes(name -> name.equals("Metaspace")),
                megabytes(name -> name.startsWith("CodeHeap") || name.equals("CodeCache")),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static List<Run> runs(String source, Duration length) {
        var runs = new ArrayList<Run>();
        var threads = ManagementFactory.getThreadMXBean();
        var limits = Limits.defaults().withWallTime(Duration.ofMinutes(10));
        try (PythonInterpreter python = PythonRuntime.shared().open(limits)) {
            python.exec(source);
            long begin = System.nanoTime();
            long now = 0;
            while (now < length.toNanos()) {
                long cpu = threads.getCurrentThreadCpuTime();
                python.call("run");
                runs.add(new Run(now, threads.getCurrentThreadCpuTime() - cpu));
                now = System.nanoTime() - begin;
            }
        }
        return runs;
    }

    private static double row(String program, List<Run> runs) {
        double peak = median(runs.subList(runs.size() * 2 / 3, runs.size()));
        double seconds = 0;
        for (int i = 0; i < runs.size(); i++) {
            if (around(runs, i) <= peak * NEAR) {
                seconds = runs.get(i).atNanos() / 1e9;
                break;
            }
        }
        System.out.printf(
                "%-24s%10.1f%10.1f%10.1f%10.1f%12.2f s%n",
                program,
                runs.get(0).nanos() / 1e6,
                around(runs, first(runs, 0.3)) / 1e6,
                around(runs, first(runs, 1)) / 1e6,
                peak / 1e6,
                seconds);
        return seconds;
    }

    private static int first(List<Run> runs, double seconds) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).atNanos() >= seconds * 1e9) {
                return i;
            }
        }
        return runs.size() - 1;
    }

    private static double around(List<Run> runs, int place) {
        return median(runs.subList(place, Math.min(runs.size(), place + NEIGHBOURS)));
    }

    private static double median(List<Run> runs) {
        var times = runs.stream().map(Run::nanos).sorted().toList();
        return times.get(times.size() / 2);
    }

    private static double megabytes(Predicate<String> pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(bean -> pool.test(bean.getName()))
                        .mapToLong(bean -> bean.getUsage().getUsed())
                        .sum()
                / 1e6;
    }
}
