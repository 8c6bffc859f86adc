package org.pythonwasm.example.h2;

/** Time since it was started. */
record Stopwatch(long startNanos) {
    private static final double NANOS_PER_MILLISECOND = 1e6;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    double milliseconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLISECOND;
    }

    static double perSecond(long rows, double milliseconds) {
        return rows * 1000 / milliseconds;
    }
}
