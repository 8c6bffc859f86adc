package org.pythonwasm.example.calcite;

/** Time since it was started. */
record Stopwatch(long startNanos) {
    private static final double NANOS_PER_MILLISECOND = 1e6;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    double milliseconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLISECOND;
    }
}
