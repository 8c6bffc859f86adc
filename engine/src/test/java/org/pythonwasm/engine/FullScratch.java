package org.pythonwasm.engine;

import java.util.ArrayList;

/** Started with a small heap by {@link ScratchLimitsTest}: prints what guests get that would fill it with files. */
final class FullScratch {
    private FullScratch() {}

    public static void main(String[] arguments) throws InterruptedException {
        var runtime = PythonRuntime.builder()
                .withScratchSpace("/tmp", ScratchLimits.defaults().withBytes(1L << 30))
                .build();
        try (var python = runtime.open()) {
            FullHeap.whileTheHostAllocates(() -> fill(python));
            System.out.println(python.eval("import os\nos.remove('/tmp/f')\n1 + 1"));
        }
        try (var python = runtime.open()) {
            var kept = new ArrayList<Object>();
            for (int rounds = 0; rounds < 30; rounds++) {
                kept.add(python.eval("f = open('/tmp/f', 'wb')\nfor _ in range(40): f.write(bytes(1_000_000))\nf"));
                python.reset();
            }
            System.out.println(kept.size() + " spaces of 40 MB, one after the other");
        }
    }

    private static void fill(PythonInterpreter python) {
        try {
            python.eval("with open('/tmp/f', 'wb', buffering=0) as f:\n    while True: f.write(bytes(1 << 20))");
        } catch (PythonException e) {
            System.out.println(e.getMessage().replaceAll("\\[Errno \\d+\\] ", ""));
        }
    }
}
