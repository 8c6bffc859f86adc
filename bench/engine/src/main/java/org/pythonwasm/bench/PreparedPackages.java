package org.pythonwasm.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.Packages;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * What a package costs that a preparation imports: the opening of an interpreter, its first call and its end, beside one without;
 * the memory of many; the import without a preparation. CPU time, in turns, because a machine may have other work.
 */
public final class PreparedPackages {
    private static final int WARM = 300;
    private static final int TURNS = 300;

    private PreparedPackages() {}

    private record Life(long open, long call, long end) {}

    /** @param arguments a directory of wheels, the script that imports them, and how many interpreters, default 1000 */
    public static void main(String[] arguments) {
        var packages = Packages.in(Path.of(arguments[0]));
        String script = arguments[1];
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
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
