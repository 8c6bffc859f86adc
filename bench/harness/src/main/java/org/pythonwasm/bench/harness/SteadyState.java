package org.pythonwasm.bench.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * Repeats work until its time no longer changes: the medians of three successive windows lie within four percent of
 * each other, and the just-in-time compiler worked for less than a tenth of them. A bound ends work that does not
 * settle.
 */
final class SteadyState {
    private static final int WINDOWS = 3;
    private static final double TOLERANCE = 1.04;
    private static final double COMPILING = 0.1;
    private static final long WINDOW_NANOS = 500_000_000;

    private final long boundNanos;
    private final LongSupplier clock;
    private final LongSupplier compileMillis;
    private final ArrayDeque<Window> last = new ArrayDeque<>();

    /** @param compileMillis total time that the compiler worked so far */
    SteadyState(long boundNanos, LongSupplier clock, LongSupplier compileMillis) {
        this.boundNanos = boundNanos;
        this.clock = clock;
        this.compileMillis = compileMillis;
    }

    /** The median of the last window, in nanoseconds, and whether that window is steady. */
    record Result(double nanos, boolean steady) {}

    private record Window(double median, long nanos, long compileMillis) {}

    Result measure(Callable<?> work) throws Exception {
        long end = clock.getAsLong() + boundNanos;
        do {
            if (last.size() == WINDOWS) {
                last.removeFirst();
            }
            last.addLast(window(work));
        } while (!isSteady() && clock.getAsLong() < end);
        return new Result(last.getLast().median(), isSteady());
    }

    private Window window(Callable<?> work) throws Exception {
        long compiled = compileMillis.getAsLong();
        var times = new ArrayList<Long>();
        long total = 0;
        while (total < WINDOW_NANOS) {
            long start = clock.getAsLong();
            work.call();
            long time = clock.getAsLong() - start;
            times.add(time);
            total += time;
        }
        Collections.sort(times);
        return new Window(times.get(times.size() / 2), total, compileMillis.getAsLong() - compiled);
    }

    private boolean isSteady() {
        if (last.size() < WINDOWS) {
            return false;
        }
        var medians = last.stream().mapToDouble(Window::median).summaryStatistics();
        double elapsed = last.stream().mapToLong(Window::nanos).sum();
        double compiling = last.stream().mapToLong(Window::compileMillis).sum() * 1e6;
        return medians.getMax() <= medians.getMin() * TOLERANCE && compiling <= elapsed * COMPILING;
    }
}
