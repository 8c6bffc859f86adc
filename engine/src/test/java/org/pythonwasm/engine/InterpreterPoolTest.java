package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterpreterPoolTest {
    private static final PythonRuntime RUNTIME = PythonRuntime.shared();

    @Test
    void a_loan_is_a_fresh_interpreter_each_time() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME).withSize(1).build()) {
            PythonInterpreter first;
            try (var loan = pool.borrow()) {
                first = loan.interpreter();
                first.eval("secret = 1");
            }
            assertThrows(IllegalStateException.class, () -> first.eval("secret"));
            try (var loan = pool.borrow()) {
                assertNotSame(first, loan.interpreter());
                assertEquals(
                        "NameError",
                        assertThrows(
                                        PythonException.class,
                                        () -> loan.interpreter().eval("secret"))
                                .typeName());
            }
            assertEquals(new InterpreterPool.Statistics(1, 0, 0, 2, 0), pool.statistics());
        }
    }

    @Test
    void an_exhausted_pool_says_so_in_time() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME)
                        .withSize(1)
                        .withMaxWait(Duration.ofMillis(20))
                        .build();
                var loan = pool.borrow()) {
            var error = assertThrows(InterpreterPool.ExhaustedException.class, pool::borrow);
            assertEquals(
                    "no interpreter became free within 20 ms: all 1 are on loan, 0 other threads wait; "
                            + "close loans earlier, or build a larger pool",
                    error.getMessage());
            assertEquals(1, loan.interpreter().eval("1"));
        }
    }

    @Test
    void a_dead_interpreter_is_discarded_and_its_place_is_free() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME).withSize(1).build()) {
            for (int i = 0; i < 3; i++) {
                try (var loan = pool.borrow()) {
                    assertThrows(
                            GuestDiedException.class, () -> loan.interpreter().eval("import os\nos._exit(1)"));
                }
            }
            try (var loan = pool.borrow()) {
                assertEquals(2, loan.interpreter().eval("1 + 1"));
            }
            assertEquals(3, pool.statistics().discarded());
        }
    }

    @Test
    void interpreters_are_ready_when_the_pool_is_built() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME).withSize(3).withMinIdle(2).build()) {
            assertEquals(2, pool.statistics().idle());
            try (var loan = pool.borrow()) {
                assertEquals(1, loan.interpreter().eval("1"));
            }
            assertEquals(2, pool.usage().opened());
        }
    }

    @Test
    void returned_interpreters_beyond_the_largest_number_of_idle_ones_are_closed() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME).withSize(3).withMaxIdle(1).build()) {
            var loans = java.util.List.of(pool.borrow(), pool.borrow(), pool.borrow());
            assertEquals(3, pool.usage().total());
            loans.forEach(InterpreterPool.Loan::close);
            assertEquals(1, pool.statistics().idle());
            assertEquals(1, pool.usage().total());
            assertEquals(0, pool.statistics().discarded());
        }
    }

    @Test
    void idle_interpreters_are_closed_in_time_but_for_the_least_number() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME)
                .withSize(4)
                .withMinIdle(1)
                .withIdleTimeout(Duration.ofMillis(20))
                .build()) {
            var loans = java.util.List.of(pool.borrow(), pool.borrow(), pool.borrow());
            loans.forEach(InterpreterPool.Loan::close);
            // An interpreter leaves the idle ones before it is counted as closed.
            while (pool.usage().closedIdle() < 2) {
                Thread.onSpinWait();
            }
            assertEquals(1, pool.statistics().idle());
            assertEquals(0, pool.statistics().discarded());
        }
    }

    @Test
    void figures_count_those_who_waited_in_vain() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME)
                        .withSize(1)
                        .withMaxWait(Duration.ofMillis(1))
                        .build();
                var loan = pool.borrow()) {
            assertThrows(InterpreterPool.ExhaustedException.class, pool::borrow);
            assertEquals(1, pool.usage().timeouts());
            assertEquals(1, loan.interpreter().eval("1"));
        }
    }

    @Test
    void settings_that_contradict_each_other_are_refused() {
        var builder = InterpreterPool.of(RUNTIME).withSize(2);
        assertThrows(IllegalArgumentException.class, () -> builder.withMinIdle(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.withMaxIdle(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.withIdleTimeout(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> builder.withMinIdle(3).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.withMinIdle(2).withMaxIdle(1).build());
    }

    @Test
    void a_loan_returns_once_only() throws InterruptedException {
        try (var pool = InterpreterPool.of(RUNTIME).withSize(2).build()) {
            var loan = pool.borrow();
            loan.close();
            loan.close();
            loan.discard();
            assertEquals(new InterpreterPool.Statistics(1, 0, 0, 1, 0), pool.statistics());
        }
    }

    @Test
    void who_waits_longest_is_next() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var threads = new ArrayList<Thread>();
        try (var pool = InterpreterPool.of(RUNTIME)
                .withSize(1)
                .withMaxWait(Duration.ofSeconds(60))
                .build()) {
            try (var loan = pool.borrow()) {
                for (int i = 0; i < 5; i++) {
                    threads.add(waiter(pool, order, i));
                    while (pool.statistics().waiting() <= i) {
                        Thread.onSpinWait();
                    }
                }
                assertEquals(1, loan.interpreter().eval("1"));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(java.util.List.of(0, 1, 2, 3, 4), order);
    }

    private static Thread waiter(InterpreterPool pool, java.util.List<Integer> order, int number) {
        var thread = new Thread(() -> {
            try (var loan = pool.borrow()) {
                order.add((int) loan.interpreter().eval(String.valueOf(number)));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void many_threads_share_few_interpreters_whatever_the_scripts_do() throws Exception {
        String[] scripts = {
            "1 + 1",
            "1 / 0",
            "while True: pass",
            "import os\nos._exit(1)",
            "x = 'a' * 10**9",
            "def f(): f()\nf()",
            "import sys\nsys.exit()",
            "import sys\nsys.stdout = None\n2"
        };
        var runtime = PythonRuntime.builder()
                .withLimits(
                        Limits.defaults().withWallTime(Duration.ofMillis(300)).withMemoryBytes(64 << 20))
                .build();
        var executor = Executors.newFixedThreadPool(8);
        try (var pool = InterpreterPool.of(runtime)
                .withSize(2)
                .withMaxWait(Duration.ofSeconds(100))
                .build()) {
            var futures = new ArrayList<Future<?>>();
            for (int i = 0; i < 32; i++) {
                String script = scripts[i % scripts.length];
                futures.add(executor.submit(() -> {
                    try (var loan = pool.borrow()) {
                        return loan.interpreter().eval(script);
                    }
                }));
            }
            int succeeded = 0;
            for (Future<?> future : futures) {
                try {
                    assertEquals(2, future.get());
                    succeeded++;
                } catch (ExecutionException e) {
                    assertTrue(
                            e.getCause() instanceof PythonException || e.getCause() instanceof GuestDiedException,
                            String.valueOf(e.getCause()));
                }
            }
            assertEquals(8, succeeded);
            assertEquals(0, pool.statistics().lent());
            try (var loan = pool.borrow()) {
                assertEquals(2, loan.interpreter().eval("1 + 1"));
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void closing_turns_waiting_threads_away_and_lets_loans_finish() throws Exception {
        var pool = InterpreterPool.of(RUNTIME)
                .withSize(1)
                .withMaxWait(Duration.ofSeconds(60))
                .build();
        var loan = pool.borrow();
        var failure = new CompletableFuture<Throwable>();
        var started = new CountDownLatch(1);
        var waiting = new Thread(() -> {
            started.countDown();
            try {
                pool.borrow().close();
                failure.complete(null);
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        waiting.start();
        started.await();
        while (pool.statistics().waiting() == 0) {
            Thread.onSpinWait();
        }
        pool.close();
        assertEquals("the pool is closed", failure.get().getMessage());
        assertEquals(
                "the pool is closed",
                assertThrows(IllegalStateException.class, pool::borrow).getMessage());
        assertEquals(1, loan.interpreter().eval("1"));
        loan.close();
        assertThrows(IllegalStateException.class, () -> loan.interpreter().eval("1"));
    }

    @Test
    void a_preparation_is_run_once_and_is_there_in_every_loan() throws InterruptedException {
        var runtime = PythonRuntime.builder().withPreparation("""
                import random
                from statistics import mean
                counter = 0
                """).build();
        try (var pool = InterpreterPool.of(runtime).withSize(2).build();
                var one = pool.borrow();
                var two = pool.borrow()) {
            String script = "counter += 1\n[counter, mean([1, 3]), random.random()]";
            var first = (java.util.List<?>) one.interpreter().eval(script);
            var second = (java.util.List<?>) two.interpreter().eval(script);
            assertEquals(first.subList(0, 2), second.subList(0, 2));
            assertNotSame(first.get(2), second.get(2));
            assertTrue(!first.get(2).equals(second.get(2)), "forks of one snapshot drew the same random number");
        }
        assertThrows(
                PythonException.class,
                () -> PythonRuntime.builder().withPreparation("1 / 0").build());
    }
}
