package org.pythonwasm.bench.spark;

import java.util.stream.IntStream;

/** A loop that needs a processor and no memory: how far the processors of this machine help each other. */
final class Spinning {
    private static final int ROUNDS = 7;
    private static final long TURNS = 500_000_000;

    private Spinning() {}

    /** Returns the least seconds in which as many threads end a loop each. */
    static double seconds(int threads) {
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            var running = IntStream.range(0, threads)
                    .mapToObj(i -> new Thread(() -> spin(i)))
                    .toList();
            running.forEach(Thread::start);
            running.forEach(Spinning::join);
            least = Math.min(least, (System.nanoTime() - start) / 1e9);
        }
        return least;
    }

    private static void spin(long seed) {
        long value = seed;
        for (long turn = 0; turn < TURNS; turn++) {
            value = value * 6364136223846793005L + 1442695040888963407L;
        }
        if (value == 0) {
            throw new IllegalStateException("the loop was not run");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
