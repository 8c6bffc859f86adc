package org.pythonwasm.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * What a package costs that a preparation imports: the opening of an interpreter, its first call and its end, beside one without;
 * the memory of many; the import without a preparation. CPU time, in turns, because a machine may have other work. New JVMs show
 * what a first interpreter costs.
 */
public final class PreparedPackages {
    private static final int WARM = 300;
    private static final int TURNS = 300;

    private PreparedPackages() {}

    private record Life(long open, long call, long end) {}

    /** What the first interpreter of a JVM does. */
    private enum Start {
        WITHOUT("without packages"),
        GRANTED("with packages, none imported"),
        IMPORT("that imports them"),
        PREPARED("from a state in which they are imported");

        private final String what;

        Start(String what) {
            this.what = what;
        }

        private PythonRuntime runtime(Path directory, String script) {
            if (this == WITHOUT) {
                return PythonRuntime.shared();
            }
            var builder = PythonRuntime.builder().withPackages(Packages.in(directory));
            return (this == PREPARED ? builder.withPreparation(script) : builder).build();
        }

        private void run(Path directory, String script) {
            try (var python = runtime(directory, script).open()) {
                python.exec(this == IMPORT ? script : "1 + 1");
            }
        }
    }

    /**
     * @param arguments a directory of wheels, the script that imports them, how many interpreters, how many JVMs; in such a JVM the
     *     first two and what it does
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String script = arguments[1];
        if (arguments.length == 3) {
            Start.valueOf(arguments[2]).run(Path.of(arguments[0]), script);
            long process = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            System.out.println(ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000 + " " + process);
            return;
        }
        var packages = Packages.in(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[2]);
        coldStarts(arguments[0], script, Integer.parseInt(arguments[3]));
        var plain = PythonRuntime.shared();
        var granted = PythonRuntime.builder().withPackages(packages).build();
        var prepared = PythonRuntime.builder()
                .withPackages(packages)
                .withPreparation(script)
                .build();
        print("without, first in the JVM", List.of(live(plain)));
        print("prepared, first in the JVM", List.of(live(prepared)));
        for (int i = 0; i < WARM; i++) {
            live(plain);
            live(prepared);
        }
        var without = new ArrayList<Life>();
        var with = new ArrayList<Life>();
        for (int i = 0; i < TURNS; i++) {
            without.add(live(plain));
            with.add(live(prepared));
        }
        print("without packages", without);
        print("from the prepared state", with);
        var imports = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            try (var python = granted.open()) {
                long start = cpu();
                python.exec(script);
                imports.add(cpu() - start);
            }
        }
        System.out.printf("import without a preparation: %.1f ms%n", median(imports));
        memory("without packages", plain, count);
        memory("from the prepared state", prepared, count);
    }

    private static void coldStarts(String directory, String script, int starts)
            throws IOException, InterruptedException {
        var wall = new EnumMap<Start, List<Long>>(Start.class);
        var cpu = new EnumMap<Start, List<Long>>(Start.class);
        for (int i = 0; i < starts; i++) {
            for (var start : Start.values()) {
                String[] times = newJvm(directory, script, start.name()).split(" ");
                wall.computeIfAbsent(start, none -> new ArrayList<>()).add(Long.parseLong(times[0]));
                cpu.computeIfAbsent(start, none -> new ArrayList<>()).add(Long.parseLong(times[1]));
            }
        }
        for (var start : Start.values()) {
            System.out.printf(
                    "new JVM, its first interpreter %-40s %5.0f ms, CPU time %5.0f ms (medians of %d)%n",
                    start.what, median(wall.get(start)), median(cpu.get(start)), starts);
        }
    }

    private static String newJvm(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PreparedPackages.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("a new JVM ended with " + process.exitValue());
        }
        return output;
    }

    private static Life live(PythonRuntime runtime) {
        long start = cpu();
        var python = runtime.open();
        long opened = cpu();
        python.eval("1 + 1");
        long called = cpu();
        python.close();
        return new Life(opened - start, called - opened, cpu() - called);
    }

    private static void print(String what, List<Life> lives) {
        System.out.printf(
                "%-26s open %.2f ms, first call %.2f ms, close %.2f ms (CPU time, medians of %d)%n",
                what,
                median(lives.stream().map(Life::open).toList()),
                median(lives.stream().map(Life::call).toList()),
                median(lives.stream().map(Life::end).toList()),
                lives.size());
    }

    private static double median(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    /** Of the second half of them: what a runtime keeps once for all is there by then. */
    private static void memory(String what, PythonRuntime runtime, int count) {
        var open = new ArrayList<PythonInterpreter>();
        long before = 0;
        for (int i = 0; i < 2 * count; i++) {
            if (i == count) {
                before = usedBytes();
            }
            var python = runtime.open();
            open.add(python);
            python.eval("index = " + i);
            python.sleep();
        }
        System.out.printf(
                "%d interpreters %s, asleep after a call: %,d bytes each%n",
                count, what, (usedBytes() - before) / count);
        open.forEach(PythonInterpreter::close);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
