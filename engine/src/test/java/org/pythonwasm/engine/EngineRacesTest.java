package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.script.Bindings;
import javax.script.CompiledScript;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.script.PythonScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/**
 * Threads that share engines while these are closed, guests die, threads are interrupted and Java collects: each answer is
 * right or is an exception of the engine's, and no thread is stuck at the end.
 */
@Timeout(600)
class EngineRacesTest {
    private static final int THREADS = 6;
    /** {@code -Draces.steps} for more. */
    private static final int STEPS = Integer.getInteger("races.steps", 150);

    private static final PythonRuntime RUNTIME = PythonRuntime.builder()
            .withLimits(Limits.defaults().withWallTime(Duration.ofSeconds(20)))
            .build();

    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** An engine, a script of it and bindings that all threads use. */
    private record Shared(PythonScriptEngine engine, CompiledScript twice, List<Bindings> bindings) {
        static Shared made() throws ScriptException {
            var engine = (PythonScriptEngine) new PythonScriptEngineFactory(RUNTIME).getScriptEngine();
            var bindings = new ArrayList<Bindings>();
            for (int i = 0; i < 4; i++) {
                bindings.add(i % 2 == 0 ? engine.createBindings() : new SimpleBindings(Map.of("base", i)));
            }
            return new Shared(engine, engine.compile("n * 2"), bindings);
        }
    }

    private interface Step {
        void run(Random random, int number) throws Exception;
    }

    private void start(Step step) {
        int seed = threads.size();
        threads.add(new Thread(() -> {
            var random = new Random(seed);
            for (int i = 0; i < STEPS; i++) {
                try {
                    step.run(random, i);
                    right.incrementAndGet();
                } catch (ScriptException | IllegalStateException e) {
                    refused.incrementAndGet();
                } catch (Throwable e) {
                    wrong.add(e.toString());
                }
                Thread.interrupted();
            }
        }));
    }

    private void runAll() throws InterruptedException {
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(right.get() > 0);
    }

    private static void use(Shared shared, Random random, int number) throws Exception {
        switch (random.nextInt(6)) {
            case 0 ->
                assertEquals(2 * number, shared.twice.eval(new SimpleBindings(new HashMap<>(Map.of("n", number)))));
            case 1 -> {
                Bindings created = shared.engine.createBindings();
                created.put("n", number);
                assertEquals(2 * number, shared.twice.eval(created));
                assertEquals(number, created.get("n"));
            }
            case 2 -> {
                Bindings own = shared.bindings.get(random.nextInt(shared.bindings.size()));
                assertEquals(number, shared.engine.eval("__seen = " + number + "\n__seen", own));
            }
            case 3 -> assertEquals(45, shared.engine.eval("sum(range(10))"));
            case 4 -> {
                shared.engine.eval("def same(x): return x");
                assertEquals(number, shared.engine.invokeFunction("same", number));
            }
            default -> {
                shared.engine.put("t" + number, List.of(number));
                assertEquals(List.of(number), shared.engine.eval("t" + number));
            }
        }
    }

    @Test
    void engines_that_are_closed_while_others_use_them() throws Exception {
        var current = new AtomicReference<>(Shared.made());
        for (int i = 0; i < THREADS; i++) {
            start((random, number) -> use(current.get(), random, number));
        }
        start((random, number) -> {
            if (number % 15 == 0) {
                current.getAndSet(Shared.made()).engine().close();
                System.gc();
            } else {
                use(current.get(), random, number);
            }
        });
        runAll();
        current.get().engine().close();
    }

    @Test
    void threads_that_are_interrupted_at_any_moment() throws Exception {
        var shared = Shared.made();
        for (int i = 0; i < THREADS; i++) {
            start((random, number) -> use(shared, random, number));
        }
        start((random, number) -> {
            threads.get(random.nextInt(THREADS)).interrupt();
            use(shared, random, number);
        });
        runAll();
        shared.engine().close();
    }

    @Test
    void guests_that_die_while_others_wait_for_them() throws Exception {
        var shared = Shared.made();
        shared.engine().put("kept", 1);
        for (int i = 0; i < THREADS; i++) {
            start((random, number) -> {
                Bindings own = new SimpleBindings(new HashMap<>(Map.of("n", number)));
                if (random.nextInt(20) == 0) {
                    shared.engine().eval("import os\nos._exit(1)", own);
                }
                assertEquals(2 * number, shared.twice().eval(own));
                assertEquals(2 * number, shared.engine().eval("n + n", own));
            });
        }
        runAll();
        assertTrue(refused.get() > 0);
        assertFalse(shared.engine().eval("1", new SimpleBindings()) == null);
        shared.engine().close();
    }

    @Test
    void one_compiled_script_in_many_threads_never_fails() throws Exception {
        var shared = Shared.made();
        for (int i = 0; i < THREADS; i++) {
            start((random, number) -> {
                use(shared, random, number);
                if (number % 50 == 0) {
                    System.gc();
                }
            });
        }
        runAll();
        assertEquals(0, refused.get());
        shared.engine().close();
    }
}
