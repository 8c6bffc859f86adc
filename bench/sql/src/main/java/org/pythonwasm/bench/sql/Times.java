package org.pythonwasm.bench.sql;

import java.util.Arrays;

/** Milliseconds of a known number of steps. */
final class Times {
    private final double[] millis;
    private int count;
    private long start;

    Times(int steps) {
        millis = new double[steps];
    }

    void begin() {
        start = System.nanoTime();
    }

    void end() {
        millis[count++] = (System.nanoTime() - start) / 1e6;
    }

    double median() {
        return percentile(50);
    }

    double percentile(int percent) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return count == 0 ? Double.NaN : sorted[Math.min(count - 1, count * percent / 100)];
    }
}
