package org.pythonwasm.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Started with a small heap by {@link SleepTest}: fills it with interpreters that sleep and have to keep much, until there is no room for
 * another. Each has its state or says that there is no room, and all that are left have it when some are closed.
 */
final class FullOfSleepers {
    private static final int MOST = 1_000;

    private final List<PythonInterpreter> open = new ArrayList<>();
    private final List<Object> kept = new ArrayList<>();

    public static void main(String[] arguments) {
        var heap = new FullOfSleepers();
        heap.fill();
        heap.askAll();
        while (heap.askAll() > 0) {
            heap.closeLast();
        }
        System.out.println("all that were left had their state: " + (heap.open.size() > 1));
        heap.open.forEach(PythonInterpreter::close);
        try (var python = PythonRuntime.shared().open()) {
            System.out.println(python.eval("1 + 1"));
        }
    }

    /** What one keeps is its own, and nothing that could be compressed. */
    private void fill() {
        for (int i = 0; i < MOST; i++) {
            PythonInterpreter python = null;
            try {
                python = PythonRuntime.shared().open();
                kept.add(python.eval("import os, zlib\nkept = os.urandom(3_000_000)\nzlib.crc32(kept)"));
                open.add(python);
            } catch (NoRoomException | GuestDiedException | PythonException e) {
                System.out.println(e.getMessage());
                if (python != null) {
                    python.close();
                }
                return;
            }
        }
        throw new IllegalStateException("the heap has room for all");
    }

    /** Returns how many there is no room for. */
    private int askAll() {
        int refused = 0;
        for (int i = 0; i < open.size(); i++) {
            try {
                Object found = open.get(i).eval("zlib.crc32(kept)");
                if (!found.equals(kept.get(i))) {
                    throw new IllegalStateException("interpreter " + i + " has lost its state");
                }
            } catch (NoRoomException e) {
                refused++;
            }
        }
        return refused;
    }

    private void closeLast() {
        open.remove(open.size() - 1).close();
    }
}
