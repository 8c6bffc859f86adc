package org.pythonwasm.engine;

import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Started with a small heap by {@link LimitKindsTest}: prints what guests get that would have more of it. */
final class FullHeap {
    private FullHeap() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        var limits = Limits.defaults().withMemoryBytes(1L << 30);
        try (var python = PythonRuntime.shared().open(limits)) {
            var failure = new AtomicReference<Throwable>();
            var host = new Thread(() -> allocate(failure));
            host.start();
            try {
                python.eval("kept = []\nwhile True: kept.append(bytes(1 << 20))");
            } catch (PythonException e) {
                System.out.println(e.getMessage());
            }
            host.interrupt();
            host.join();
            System.out.println(failure.get() == null ? "the host allocated all the time" : failure.get().toString());
            System.out.println(python.eval("kept = None\n1 + 1"));
        }
        openTillTheHeapIsFull();
        try (var python = PythonRuntime.shared().open()) {
            System.out.println(python.eval("1 + 2"));
        }
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
                open.add(PythonRuntime.shared().open());
            }
        } catch (GuestDiedException e) {
            open.forEach(PythonInterpreter::close);
            System.out.println(e.reason() + ": " + e.getMessage());
        }
    }
}
