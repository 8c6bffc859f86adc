package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

/** Started with a small heap by {@link LimitKindsTest}: prints what guests get that would have more of it. */
final class FullHeap {
    private FullHeap() {}

    public static void main(String[] arguments) throws InterruptedException {
        var limits = Limits.defaults().withMemoryBytes(1L << 30);
        try (var python = PythonRuntime.shared().open(limits)) {
            whileTheHostAllocates(() -> {
                try {
                    python.eval("kept = []\nwhile True: kept.append(bytes(1 << 20))");
                } catch (PythonException e) {
                    System.out.println(e.getMessage());
                }
            });
            System.out.println(python.eval("kept = None\n1 + 1"));
        }
        openTillTheHeapIsFull();
        try (var python = PythonRuntime.shared().open()) {
            System.out.println(python.eval("1 + 2"));
        }
    }

    static void whileTheHostAllocates(Runnable guest) throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        var host = new Thread(() -> allocate(failure));
        host.start();
        guest.run();
        host.interrupt();
        host.join();
        System.out.println(
                failure.get() == null
                        ? "the host allocated all the time"
                        : failure.get().toString());
    }

    /** What the program prints in a JVM with a small heap. */
    static String outputOf(Class<?> program) throws IOException, InterruptedException {
        return outputOf(program, "-Xmx128m");
    }

    static String outputOf(Class<?> program, String... options) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, program.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static void allocate(AtomicReference<Throwable> failure) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                byte[] small = new byte[100_000];
                small[1] = 1;
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private static void openTillTheHeapIsFull() {
        var open = new ArrayList<PythonInterpreter>();
        try {
            while (true) {
                var python = PythonRuntime.shared().open();
                open.add(python);
                // It is in use, and so does not make room for others by its sleep.
                python.define("str", new Signature(List.of(), ColumnType.TEXT)).newBatch(1);
            }
        } catch (GuestDiedException e) {
            open.forEach(PythonInterpreter::close);
            System.out.println(e.reason() + ": " + e.getMessage());
        }
    }
}
