package org.pythonwasm.bench;

import java.util.ArrayList;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Opens many idle interpreters in one JVM and measures the heap of each before and after its first eval; each must
 * reply.
 */
public final class IdleInterpreters {
    private IdleInterpreters() {}

    /** @param arguments their number, default 1000 */
    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        var runtime = PythonRuntime.shared();
        runtime.open().close();
        long empty = usedBytes();
        long start = System.nanoTime();
        var idle = new ArrayList<PythonInterpreter>();
        for (int i = 0; i < count; i++) {
            idle.add(runtime.open());
        }
        System.out.printf("%d interpreters opened in %d ms%n", count, (System.nanoTime() - start) / 1_000_000);
        print("opened", usedBytes() - empty, count);
        for (int i = 0; i < count; i++) {
            askForIndex(idle.get(i), i);
        }
        print("after an eval in each", usedBytes() - empty, count);
        idle.forEach(PythonInterpreter::sleep);
        print("asleep", usedBytes() - empty, count);
        idle.forEach(PythonInterpreter::close);
    }

    private static void askForIndex(PythonInterpreter python, int index) {
        Object result = python.eval("index = " + index + "\nindex * 2");
        if (!result.equals(index * 2)) {
            throw new IllegalStateException("interpreter " + index + " returned " + result);
        }
    }

    private static void print(String when, long bytes, int count) {
        System.out.printf("%-24s %12d bytes each, %6d MB together%n", when, bytes / count, bytes / 1_000_000);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
