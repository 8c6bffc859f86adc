package org.pythonwasm.example.tpch;

/** Measures the time since its start. */
public record Stopwatch(long startNanos) {
    private static final double NANOS_PER_MILLISECOND = 1e6;

    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    public double milliseconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLISECOND;
    }

    public static double perSecond(long rows, double milliseconds) {
        return rows * 1000 / milliseconds;
    }
}
