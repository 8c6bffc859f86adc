package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight threads share a pool and are interrupted at random; profile {@code soak}, {@code -Dsoak.seconds=600}. Each answer is
 * right or is an exception of the engine's, no thread is stuck at the end, and the heap after a collection stays flat.
 */
@Tag("soak")
class SoakTest {
    private static final int THREADS = 8;
    private static final double FLAT = 1.05;
    private static final Map<String, Object> SCRIPTS = Map.of(
            "sum(range(1000))", 499_500,
            "import json\njson.loads('[1, {\"a\": 2}]')[1]['a']", 2,
            "import re\nre.sub('[aeiou]', '', 'interpreter')", "ntrprtr",
            "import hashlib\nhashlib.sha256(b'abc').hexdigest()[:8]", "ba7816bf",
            "'x' * 1000000 and len(str(2 ** 5000))", 1506,
            "import time\ntime.sleep(0.02)\n'slept'", "slept",
            "while True: pass", "never",
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "never",
            "x = []\nwhile True: x.append(bytes(1 << 20))", "never",
            "import os\nos._exit(1)", "never");

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong right = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final long end = System.nanoTime()
            + Duration.ofSeconds(Long.getLong("soak.seconds", 600)).toNanos();

    @Test
    void interrupting_threads_at_random_leaves_no_wrong_result_no_stuck_thread_and_flat_memory()
            throws InterruptedException {
        var runtime = PythonRuntime.builder()
                .withLimits(
                        Limits.defaults().withWallTime(Duration.ofMillis(250)).withMemoryBytes(48 << 20))
                .build();
        var heap = new ArrayList<Long>();
        try (var pool = InterpreterPool.of(runtime)
                .withSize(4)
                .withMaxWait(Duration.ofSeconds(60))
                .build()) {
            List<Thread> threads = java.util.stream.IntStream.range(0, THREADS)
                    .mapToObj(n -> start(pool, n))
                    .toList();
            long nextLook = System.nanoTime();
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
                threads.get(ThreadLocalRandom.current().nextInt(THREADS)).interrupt();
                if (System.nanoTime() > nextLook) {
                    heap.add(usedHeap());
                    nextLook += (end - nextLook) / 10 + 1_000_000_000L;
                }
            }
            for (Thread thread : threads) {
                thread.join(60_000);
                assertTrue(!thread.isAlive(), thread.getName() + " is stuck");
            }
            assertEquals(0, pool.statistics().lent());
            heap.add(usedHeap());
        }
        System.out.printf(
                "soak: %d right answers, %d refusals, %d wrong, heap in MiB %s%n",
                right.get(),
                refused.get(),
                wrong.size(),
                heap.stream().map(bytes -> bytes >> 20).toList());
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(right.get() > 0 && refused.get() > 0);
        assertTrue(
                heap.get(heap.size() - 1)
                        < FLAT
                                * heap.subList(0, heap.size() / 2 + 1).stream()
                                        .max(Long::compare)
                                        .get(),
                heap.toString());
    }

    private Thread start(InterpreterPool pool, int number) {
        var thread = new Thread(
                () -> {
                    var scripts = List.copyOf(SCRIPTS.keySet());
                    while (System.nanoTime() < end) {
                        String script = scripts.get(ThreadLocalRandom.current().nextInt(scripts.size()));
                        attempt(pool, script);
                        Thread.interrupted();
                    }
                },
                "soak " + number);
        thread.start();
        return thread;
    }

    private void attempt(InterpreterPool pool, String script) {
        try (var loan = pool.borrow()) {
            Object answer = loan.interpreter().eval(script);
            if (answer.equals(SCRIPTS.get(script))) {
                right.incrementAndGet();
            } else {
                wrong.add(script + " answered " + answer);
            }
        } catch (PythonException | GuestDiedException | InterruptedException e) {
            refused.incrementAndGet();
        } catch (Throwable e) {
            wrong.add(script + " threw " + e);
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
