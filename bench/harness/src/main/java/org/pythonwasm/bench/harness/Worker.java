package org.pythonwasm.bench.harness;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The main program of each system's JVM: runs the programs whose names it reads, a line each, and reports each in a line. The time is
 * taken around one call from Java, by the {@link Clock} that the arguments name.
 */
public final class Worker {
    /** Appended to each program, so that all systems return the value in the same form. */
    private static final String CHECK = "\n\ndef check():\n    return str(run())\n";

    private final PythonSystem system;
    private final PrintStream report;
    private final long boundNanos;
    private final Clock clock;

    private Worker(PythonSystem system, PrintStream report, long boundNanos, Clock clock) {
        this.system = system;
        this.report = report;
        this.boundNanos = boundNanos;
        this.clock = clock;
    }

    /** @param arguments the directory of the programs, the bound in seconds for each, and the clock */
    public static void run(Callable<PythonSystem> open, String[] arguments) throws Exception {
        var report = System.out;
        System.setOut(System.err);
        Path directory = Path.of(arguments[0]);
        long bound = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        try (var system = open.call()) {
            report.println(Report.version(system.version()));
            var worker = new Worker(system, report, bound, Clock.of(arguments[2]));
            var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String program;
            while ((program = orders.readLine()) != null) {
                worker.measure(program, Files.readString(directory.resolve(program + ".py")) + CHECK);
                report.flush();
            }
        }
        System.exit(0);
    }

    private void measure(String name, String source) {
        try (var program = system.load(name, source)) {
            String value = program.check();
            var compiler = ManagementFactory.getCompilationMXBean();
            var steady = new SteadyState(boundNanos, clock::nanos, compiler::getTotalCompilationTime);
            report.println(Report.done(name, steady.measure(program::check), value));
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            e.printStackTrace();
            report.println(Report.failed(name, e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }
}
