package org.pythonwasm.engine;

import java.util.ArrayList;

/** Started with a small heap by {@link SleepTest}: uses more interpreters than have room, each of which has to go on where it was. */
final class CrowdedHeap {
    private static final int INTERPRETERS = 150;

    private CrowdedHeap() {}

    public static void main(String[] arguments) {
        var open = new ArrayList<PythonInterpreter>();
        for (int i = 0; i < INTERPRETERS; i++) {
            open.add(PythonRuntime.shared().open());
            open.get(i).exec("n = " + i);
        }
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < INTERPRETERS; i++) {
                if (!open.get(i).eval("n += 1\nn").equals(i + round)) {
                    throw new IllegalStateException("interpreter " + i + " has lost its state");
                }
            }
        }
        System.out.println("all went on");
    }
}
