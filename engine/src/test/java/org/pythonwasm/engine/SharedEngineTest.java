package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.script.PythonScriptEngine;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/** One script engine that many threads use. */
@Timeout(300)
class SharedEngineTest {
    private final AtomicInteger opened = new AtomicInteger();
    private final PythonScriptEngine engine = engine(Limits.defaults());
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** Threads that end with their work: none waits for more. */
    private final ExecutorService others =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                var thread = new Thread(work);
                threads.add(thread);
                return thread;
            });

    private PythonScriptEngine engine(Limits limits) {
        var runtime = PythonRuntime.builder()
                .withLimits(limits)
                .withListener(new EngineListener() {
                    @Override
                    public void opened() {
                        opened.incrementAndGet();
                    }
                })
                .build();
        return (PythonScriptEngine) new PythonScriptEngineFactory(runtime).getScriptEngine();
    }

    @AfterEach
    void close() {
        others.shutdownNow();
        engine.close();
    }

    private static Bindings bindings(Map<String, Object> entries) {
        return new SimpleBindings(new HashMap<>(entries));
    }

    private static Callable<Object> meeting(CyclicBarrier barrier) {
        return barrier::await;
    }

    /** Runs a script with each of two bindings at the same time, so that they stick to two interpreters. */
    private void meet(PythonScriptEngine in, Bindings one, Bindings two) throws Exception {
        var barrier = new CyclicBarrier(2);
        one.put("meet", meeting(barrier));
        two.put("meet", meeting(barrier));
        Future<Object> other = others.submit(() -> in.eval("meet()", two));
        in.eval("meet()", one);
        other.get();
        one.remove("meet");
        two.remove("meet");
    }

    /** Spins until that many of the other threads wait for something. */
    private void awaitWaiting(int expected) {
        while (threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                < expected) {
            Thread.onSpinWait();
        }
    }

    /** A function that Python calls, which reports that it was called and returns when it may. */
    private static final class Pause implements Callable<Object> {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public Object call() throws InterruptedException {
            begun.countDown();
            mayEnd.await();
            return null;
        }
    }

    @Test
    void threads_evaluate_one_compiled_script_with_bindings_of_a_new_engine_each_time() throws Exception {
        var manager = new ScriptEngineManager();
        CompiledScript script = ((Compilable) manager.getEngineByName("python-wasm")).compile("""
                def label(number):
                    return f'{thread}-{number}'
                variables['last'] = label(number)
                print(variables['last'])
                number * 2
                """);
        var results = new ArrayList<Future<Object>>();
        for (int n = 0; n < 8; n++) {
            int thread = n;
            results.add(others.submit(() -> {
                for (int number = 0; number < 250; number++) {
                    ScriptEngine fresh = manager.getEngineByName("python-wasm");
                    Bindings bindings = fresh.createBindings();
                    bindings.put("thread", thread);
                    bindings.put("number", number);
                    bindings.put("variables", new HashMap<>(Map.of("a", 1)));
                    bindings.put("log", Thread.currentThread());
                    var context = new SimpleScriptContext();
                    var out = new StringWriter();
                    context.setWriter(out);
                    context.setBindings(bindings, ScriptContext.ENGINE_SCOPE);
                    assertEquals(number * 2, script.eval(context));
                    assertEquals(thread + "-" + number + "\n", out.toString());
                    assertEquals(Map.of("a", 1, "last", thread + "-" + number), bindings.get("variables"));
                    assertSame(Thread.currentThread(), bindings.get("log"));
                }
                return null;
            }));
        }
        for (var result : results) {
            result.get();
        }
        ((PythonScriptEngine) script.getEngine()).close();
    }

    @Test
    void threads_that_share_granted_objects_see_what_others_changed() throws Exception {
        var runtime = PythonRuntime.builder().withHostAccess(HostAccess.ALL).build();
        var factory = new PythonScriptEngineFactory(runtime);
        var shared = (PythonScriptEngine) factory.getScriptEngine();
        CompiledScript script = shared.compile("""
                total.add(number)
                seen[f'{thread}-{number}'] = len(seen) >= 0
                seen.containsKey(f'{thread}-{number}')
                """);
        var total = new Counter();
        var seen = new ConcurrentHashMap<String, Object>();
        var results = new ArrayList<Future<Object>>();
        for (int n = 0; n < 8; n++) {
            int thread = n;
            results.add(others.submit(() -> {
                for (int number = 0; number < 100; number++) {
                    Bindings bindings = factory.getScriptEngine().createBindings();
                    bindings.putAll(Map.of("total", total, "seen", seen, "thread", thread, "number", number));
                    assertEquals(true, script.eval(bindings));
                }
                return null;
            }));
        }
        for (var result : results) {
            result.get();
        }
        assertEquals(8 * 4950, total.total.get());
        assertEquals(800, seen.size());
        shared.close();
    }

    /** What a host counts with. */
    public static final class Counter {
        private final AtomicLong total = new AtomicLong();

        public void add(int number) {
            total.addAndGet(number);
        }
    }

    @Test
    void an_engine_opens_no_interpreter_before_it_needs_one() throws Exception {
        Bindings bindings = engine.createBindings();
        bindings.put("x", List.of(1));
        assertEquals(List.of(1), bindings.get("x"));
        assertEquals(Set.of("x"), bindings.keySet());
        engine.put(ScriptEngine.FILENAME, "a.py");
        assertEquals("a.py", engine.get(ScriptEngine.FILENAME));
        assertEquals(0, opened.get());
        engine.put("x", 1);
        assertEquals(1, opened.get());
    }

    @Test
    void one_thread_never_opens_a_second_interpreter() throws Exception {
        CompiledScript script = engine.compile("n + 1");
        for (int i = 0; i < 20; i++) {
            assertEquals(i + 1, script.eval(bindings(Map.of("n", i))));
            engine.put("n", i);
            assertEquals(i + 1, script.eval());
        }
        assertEquals(1, opened.get());
    }

    @Test
    void different_bindings_run_at_the_same_time() throws Exception {
        meet(engine, bindings(Map.of()), bindings(Map.of()));
        assertEquals(2, opened.get());
        meet(engine, engine.createBindings(), engine.createBindings());
        assertEquals(2, opened.get());
    }

    @Test
    void the_default_scope_and_other_bindings_run_at_the_same_time() throws Exception {
        var pause = new Pause();
        engine.put("pause", pause);
        Future<Object> paused = others.submit(() -> engine.eval("pause()\n'default'"));
        pause.begun.await();
        assertEquals(3, engine.eval("1 + 2", bindings(Map.of())));
        assertEquals(3, engine.eval("1 + 2", engine.createBindings()));
        engine.compile("1 + 2");
        pause.mayEnd.countDown();
        assertEquals("default", paused.get());
    }

    @Test
    void a_second_thread_waits_for_its_turn_in_the_default_scope() throws Exception {
        var pause = new Pause();
        engine.put("pause", pause);
        engine.eval("def twice(x): return x * 2\nx = 1");
        Future<Object> paused = others.submit(() -> engine.eval("pause()\nx = 2"));
        pause.begun.await();
        var waiting = List.of(
                others.submit(() -> engine.eval("x")),
                others.submit(() -> engine.get("x")),
                others.submit(() -> engine.invokeFunction("twice", 1)));
        awaitWaiting(3);
        pause.mayEnd.countDown();
        paused.get();
        for (var result : waiting) {
            assertEquals(2, result.get());
        }
        assertEquals(1, opened.get());
    }

    @Test
    void threads_have_their_turns_in_the_order_in_which_they_came() throws Exception {
        var pause = new Pause();
        engine.put("pause", pause);
        engine.eval("order = []");
        var results = new ArrayList<Future<Object>>();
        results.add(others.submit(() -> engine.eval("pause()")));
        pause.begun.await();
        for (int i = 0; i < 5; i++) {
            int number = i;
            results.add(others.submit(() -> engine.eval("order.append(" + number + ")")));
            awaitWaiting(i + 1);
        }
        pause.mayEnd.countDown();
        for (var result : results) {
            result.get();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), engine.get("order"));
    }

    @Test
    void a_function_that_waits_for_another_threads_call_of_the_same_globals_gets_an_error() throws Exception {
        var brief = engine(Limits.defaults().withWallTime(Duration.ofSeconds(3)));
        var seen = new ArrayList<Throwable>();
        brief.put("elsewhere", (Runnable) () -> seen.add(assertThrows(
                ExecutionException.class,
                () -> others.submit(() -> brief.eval("1")).get())));
        assertThrows(ScriptException.class, () -> brief.eval("elsewhere()\nwhile True: pass"));
        var error = assertInstanceOf(IllegalStateException.class, seen.get(0).getCause());
        assertTrue(
                error.getMessage().startsWith("the interpreter is in use by another thread's call"), error.toString());
        brief.close();
    }

    @Test
    void a_call_that_waits_too_long_gets_an_error() throws Exception {
        var brief = engine(Limits.defaults().withWallTime(Duration.ofSeconds(3)));
        var pause = new Pause();
        brief.put("pause", pause);
        others.submit(() -> brief.eval("pause()"));
        pause.begun.await();
        // The other call is at its limit, too, and its function returns at the last moment or a little later.
        var waiting = others.submit(() -> brief.eval("1"));
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(ExecutionException.class, waiting::get).getCause());
        pause.mayEnd.countDown();
        brief.close();
    }

    @Test
    void an_overdue_function_that_waits_for_another_threads_call_ends_without_its_guest() throws Exception {
        var waiting = new CompletableFuture<Future<Object>>();
        engine.put("kept", 1);
        engine.put("elsewhere", (Runnable) () -> {
            Future<Object> other = others.submit(() -> engine.eval("1"));
            waiting.complete(other);
            while (!other.isDone()) {
                Thread.onSpinWait();
            }
        });
        var caller = new CompletableFuture<Thread>();
        var outer = others.submit(() -> {
            caller.complete(Thread.currentThread());
            return engine.eval("elsewhere()\nwhile True: pass");
        });
        Future<Object> other = waiting.get();
        awaitWaiting(1);
        caller.get().interrupt();
        var error = assertThrows(ExecutionException.class, other::get).getCause();
        assertInstanceOf(IllegalStateException.class, error);
        assertTrue(
                error.getMessage().contains("which was ended, or is overdue in a Java function"), error.getMessage());
        var end = assertThrows(ExecutionException.class, outer::get).getCause();
        assertEquals("KeyboardInterrupt", ((PythonException) end.getCause()).typeName());
        assertEquals(1, engine.eval("kept"));
    }

    @Test
    void calls_that_wait_for_each_other_get_an_error_at_once() throws Exception {
        var one = bindings(Map.of());
        var two = bindings(Map.of());
        var barrier = new CyclicBarrier(2);
        one.put("other", (Callable<Object>) () -> {
            barrier.await();
            return engine.eval("'two'", two);
        });
        two.put("other", (Callable<Object>) () -> {
            barrier.await();
            return engine.eval("'one'", one);
        });
        meet(engine, one, two);
        String script = """
                try:
                    result = other()
                except Exception as e:
                    result = str(e)
                result
                """;
        Future<Object> other = others.submit(() -> engine.eval(script, two));
        var results = new TreeSet<>(List.of((String) engine.eval(script, one), (String) other.get()));
        assertTrue(results.removeIf(result -> result.contains("itself waits for a call of this thread")), results + "");
        assertEquals(1, results.size());
        assertTrue(Set.of("one", "two").containsAll(results), results + "");
    }

    @Test
    void calls_of_two_engines_that_wait_for_each_other_get_an_error_at_once() throws Exception {
        try (var second = engine(Limits.defaults())) {
            var barrier = new CyclicBarrier(2);
            engine.put("other", (Callable<Object>) () -> {
                barrier.await();
                return second.eval("'two'");
            });
            second.put("other", (Callable<Object>) () -> {
                barrier.await();
                return engine.eval("'one'");
            });
            String script = """
                    try:
                        result = other()
                    except Exception as e:
                        result = str(e)
                    result
                    """;
            Future<Object> other = others.submit(() -> second.eval(script));
            var results = List.of((String) engine.eval(script), (String) other.get());
            assertTrue(
                    results.stream().anyMatch(result -> result.contains("itself waits for a call of this thread")),
                    results + "");
        }
    }

    @Test
    void a_thread_in_an_interpreter_stays_there_with_new_bindings() throws Exception {
        engine.put("again", (IntUnaryOperator) n -> {
            try {
                return (int) engine.eval("n * 2", bindings(Map.of("n", n)));
            } catch (ScriptException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(42, engine.eval("again(21)"));
        assertEquals(1, opened.get());
    }

    @Test
    void bindings_stay_with_the_interpreter_that_first_ran_with_them_whatever_thread_comes() throws Exception {
        var one = bindings(Map.of());
        var two = bindings(Map.of());
        meet(engine, one, two);
        engine.eval("globals()['__kept'] = 'one'", one);
        engine.eval("globals()['__kept'] = 'two'", two);
        for (int i = 0; i < 10; i++) {
            assertEquals("one", others.submit(() -> engine.eval("__kept", one)).get());
            assertEquals("two", others.submit(() -> engine.eval("__kept", two)).get());
        }
    }

    @Test
    void no_more_interpreters_open_than_are_allowed() throws Exception {
        System.setProperty("python-wasm.interpreters", "3");
        try {
            var bounded = engine(Limits.defaults());
            var results = new ArrayList<Future<Object>>();
            for (int i = 0; i < 200; i++) {
                int n = i;
                results.add(others.submit(() -> bounded.eval("n + sum(range(1000))", bindings(Map.of("n", n)))));
            }
            for (int i = 0; i < results.size(); i++) {
                assertEquals(499_500 + i, results.get(i).get());
            }
            assertTrue(opened.get() <= 3, opened + "");
            bounded.close();
            System.setProperty("python-wasm.interpreters", "none");
            var faulty = new PythonScriptEngineFactory(PythonRuntime.shared()).getScriptEngine();
            var error = assertThrows(ScriptException.class, () -> faulty.eval("1"));
            assertTrue(
                    error.getMessage()
                            .contains(
                                    "the system property python-wasm.interpreters is a number from 1 to 9999, got 'none'"),
                    error.getMessage());
        } finally {
            System.clearProperty("python-wasm.interpreters");
        }
    }

    @Test
    void whoever_waits_for_any_interpreter_gets_the_one_that_becomes_free() throws Exception {
        System.setProperty("python-wasm.interpreters", "2");
        PythonScriptEngine two;
        try {
            two = engine(Limits.defaults());
        } finally {
            System.clearProperty("python-wasm.interpreters");
        }
        var pauses = List.of(new Pause(), new Pause());
        var paused = new ArrayList<Future<Object>>();
        for (Pause pause : pauses) {
            paused.add(others.submit(() -> two.eval("pause()", bindings(Map.of("pause", pause)))));
            pause.begun.await();
        }
        Future<Object> waiting = others.submit(() -> two.eval("6 * 7", bindings(Map.of())));
        awaitWaiting(1);
        pauses.get(1).mayEnd.countDown();
        assertEquals(42, waiting.get());
        pauses.get(0).mayEnd.countDown();
        for (var result : paused) {
            result.get();
        }
        assertEquals(2, opened.get());
        two.close();
    }

    @Test
    void a_further_interpreter_that_died_is_replaced() throws Exception {
        engine.put("kept", "in the default scope");
        var one = bindings(Map.of());
        var two = bindings(Map.of("x", 1));
        meet(engine, one, two);
        var died = engine.eval("type(kept)", engine.getContext()) == null ? one : two;
        for (Bindings bindings : List.of(one, two)) {
            if (!isWithDefaultScope(bindings)) {
                died = bindings;
            }
        }
        Bindings lost = died;
        lost.put("x", 1);
        assertInstanceOf(
                GuestDiedException.class,
                assertThrows(ScriptException.class, () -> engine.eval("x = 2\nimport os\nos._exit(3)", lost))
                        .getCause());
        assertEquals(2, engine.eval("x + 1", lost));
        assertEquals("in the default scope", engine.eval("kept"));
        // Which interpreter the lost ones have now is open: new ones meet.
        meet(engine, bindings(Map.of()), bindings(Map.of()));
        assertEquals(3, opened.get());
    }

    /** Python's builtins are those of an interpreter. */
    private boolean isWithDefaultScope(Bindings bindings) throws ScriptException {
        engine.eval("import builtins\nbuiltins.mark = True");
        return (boolean) engine.eval("import builtins\nhasattr(builtins, 'mark')", bindings);
    }

    @Test
    void the_variables_of_created_bindings_are_lost_with_their_interpreter() throws Exception {
        engine.eval("import builtins\nbuiltins.mark = True");
        var one = engine.createBindings();
        var two = engine.createBindings();
        meet(engine, one, two);
        Bindings further = isWithDefaultScope(one) ? two : one;
        assertThrows(ScriptException.class, () -> engine.eval("import os\nos._exit(3)", further));
        assertThrows(IllegalStateException.class, () -> engine.eval("1", further));
        assertThrows(IllegalStateException.class, () -> further.put("x", 1));
        assertEquals(1, engine.eval("1", engine.createBindings()));
    }

    @Test
    void the_default_scope_is_lost_with_its_guest_and_other_bindings_go_on() throws Exception {
        var own = bindings(Map.of("x", 1));
        engine.eval("x", own);
        assertThrows(ScriptException.class, () -> engine.eval("import os\nos._exit(3)"));
        assertThrows(IllegalStateException.class, () -> engine.eval("1"));
        assertThrows(IllegalStateException.class, () -> engine.put("x", 1));
        assertThrows(IllegalStateException.class, () -> engine.getInterface(Supplier.class));
        assertEquals(2, engine.eval("x + 1", own));
        assertEquals(3, engine.compile("1 + 2").eval(own));
    }

    @Test
    void closing_ends_running_calls_and_waiting_threads() throws Exception {
        String endless = "started()\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass";
        var running = new ArrayList<Future<Object>>();
        for (Bindings bindings : List.of(engine.getBindings(ScriptContext.ENGINE_SCOPE), bindings(Map.of()))) {
            var started = new CountDownLatch(1);
            bindings.put("started", (Runnable) started::countDown);
            running.add(others.submit(() -> engine.eval(endless, bindings)));
            started.await();
        }
        var waiting = others.submit(() -> engine.eval("1"));
        awaitWaiting(1);
        engine.close();
        for (var call : running) {
            var end = assertThrows(ExecutionException.class, call::get).getCause();
            assertInstanceOf(GuestDiedException.class, end.getCause());
        }
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(ExecutionException.class, waiting::get).getCause());
        assertThrows(IllegalStateException.class, () -> engine.eval("1", bindings(Map.of())));
        assertThrows(IllegalStateException.class, () -> engine.eval("1", engine.createBindings()));
    }

    @Test
    void an_engine_that_is_closed_unused_is_closed() {
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.eval("1"));
        assertThrows(IllegalStateException.class, () -> engine.put("x", 1));
        assertThrows(IllegalStateException.class, () -> engine.eval("1", bindings(Map.of())));
        assertThrows(IllegalStateException.class, () -> engine.getInterface(Supplier.class));
        assertEquals(0, opened.get());
    }

    @Test
    void a_thread_that_is_interrupted_while_it_waits_waits_no_longer() throws Exception {
        var pause = new Pause();
        engine.put("pause", pause);
        Future<Object> paused = others.submit(() -> engine.eval("pause()\n'done'"));
        pause.begun.await();
        Thread me = Thread.currentThread();
        others.submit(() -> {
            while (me.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            me.interrupt();
        });
        var error = assertThrows(IllegalStateException.class, () -> engine.eval("1"));
        assertTrue(error.getMessage().contains("this thread was interrupted while it waited"), error.getMessage());
        assertTrue(Thread.interrupted());
        pause.mayEnd.countDown();
        assertEquals("done", paused.get());
    }

    @Test
    void created_bindings_are_live_from_their_first_run_on() throws Exception {
        Bindings bindings = engine.createBindings();
        var items = new ArrayList<>(List.of(1));
        bindings.put("items", items);
        items.add(2);
        assertSame(items, bindings.get("items"));
        engine.eval("items.append(3)", bindings);
        items.add(4);
        assertEquals(List.of(1, 2, 3), bindings.get("items"));
        assertEquals(List.of(1, 2), items.subList(0, 2));
        bindings.put("x", 1);
        assertEquals(2, engine.eval("x + 1", bindings));
        bindings.remove("x");
        assertThrows(ScriptException.class, () -> engine.eval("x", bindings));
        assertEquals(Set.of("items"), bindings.keySet());
    }

    @Test
    void created_bindings_keep_what_cannot_travel_until_it_is_mended() throws Exception {
        Bindings bindings = engine.createBindings();
        bindings.put("x", 1);
        bindings.put("day", LocalDate.of(10_000, 1, 1));
        var error = assertThrows(ScriptException.class, () -> engine.eval("x", bindings));
        assertTrue(error.getMessage().startsWith("day: +10000-01-01 has no Python value"), error.getMessage());
        bindings.put("day", LocalDate.of(2_000, 1, 1));
        assertEquals(2001, engine.eval("day.year + x", bindings));
    }

    @Test
    void created_bindings_of_another_engine_live_in_the_one_that_runs_with_them_first() throws Exception {
        try (var other = engine(Limits.defaults())) {
            Bindings bindings = other.createBindings();
            bindings.put("n", 20);
            assertEquals(
                    21, engine.compile("n = n + 1\nglobals()['__kept'] = 1\nn").eval(bindings));
            assertEquals(1, engine.eval("__kept", bindings));
            assertEquals(21, bindings.get("n"));
            assertEquals(1, opened.get());
            assertEquals(22, other.eval("n += 1\nn", bindings));
            assertEquals(22, engine.eval("n", bindings));
            assertThrows(ScriptException.class, () -> other.eval("__kept", bindings));
        }
    }

    @Test
    void a_function_among_the_bindings_of_another_engine_is_an_error() throws Exception {
        try (var other = engine(Limits.defaults())) {
            Bindings bindings = other.createBindings();
            other.eval("def f(): return 1", bindings);
            var error = assertThrows(IllegalStateException.class, () -> engine.eval("1", bindings));
            assertTrue(error.getMessage().contains("belongs to another interpreter"), error.getMessage());
            assertEquals(1, other.eval("f()", bindings));
        }
    }

    @Test
    void new_bindings_go_where_their_python_objects_are() throws Exception {
        var one = bindings(Map.of());
        var two = bindings(Map.of());
        meet(engine, one, two);
        for (Bindings home : List.of(one, two)) {
            engine.eval("def twice(x): return 2 * x", home);
            for (int i = 0; i < 3; i++) {
                assertEquals(6, engine.eval("twice(3)", bindings(Map.of("twice", home.get("twice")))));
                Bindings created = engine.createBindings();
                created.put("twice", home.get("twice"));
                assertEquals(8, engine.eval("twice(4)", created));
            }
        }
    }

    @Test
    void each_interpreter_compiles_a_script_once() throws Exception {
        var one = bindings(Map.of());
        var two = bindings(Map.of());
        meet(engine, one, two);
        String spy = """
                import builtins
                import _python_wasm.scripts as scripts
                original = scripts._compile
                def spy(source, file_name):
                    if source == '6 * 7':
                        builtins.compilations += 1
                    return original(source, file_name)
                builtins.compilations = 0
                scripts._compile = spy
                """;
        engine.eval(spy, one);
        engine.eval(spy, two);
        CompiledScript script = engine.compile("6 * 7");
        for (int i = 0; i < 5; i++) {
            assertEquals(42, script.eval(one));
            assertEquals(42, script.eval(two));
        }
        assertEquals(1, engine.eval("compilations", one));
        assertEquals(1, engine.eval("compilations", two));
        assertThrows(ScriptException.class, () -> engine.compile("6 *"));
    }

    @Test
    void output_goes_to_the_context_of_the_thread_that_prints() throws Exception {
        var barrier = new CyclicBarrier(2);
        var results = new ArrayList<Future<String>>();
        for (String name : List.of("one", "two")) {
            results.add(others.submit(() -> {
                var context = new SimpleScriptContext();
                var out = new StringWriter();
                context.setWriter(out);
                context.setAttribute("meet", meeting(barrier), ScriptContext.ENGINE_SCOPE);
                context.setAttribute(ScriptEngine.ARGV, new String[] {name}, ScriptContext.ENGINE_SCOPE);
                engine.eval("import sys\nfor i in range(3):\n    meet()\n    print(sys.argv[1], i)", context);
                return out.toString();
            }));
        }
        assertEquals("one 0\none 1\none 2\n", results.get(0).get());
        assertEquals("two 0\ntwo 1\ntwo 2\n", results.get(1).get());
    }

    @Test
    void functions_objects_and_interfaces_are_called_by_any_thread() throws Exception {
        engine.eval("""
                calls = 0
                def applyAsInt(x):
                    global calls
                    calls += 1
                    return x + 1
                class Counter:
                    def applyAsInt(self, x): return applyAsInt(x)
                counter = Counter()
                """);
        var function = engine.getInterface(IntUnaryOperator.class);
        Object counter = engine.get("counter");
        var ofObject = engine.getInterface(counter, IntUnaryOperator.class);
        var handle = (PythonHandle) engine.get("applyAsInt");
        var results = new ArrayList<Future<Object>>();
        for (int t = 0; t < 8; t++) {
            results.add(others.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    assertEquals(i + 1, function.applyAsInt(i));
                    assertEquals(i + 1, ofObject.applyAsInt(i));
                    assertEquals(i + 1, handle.call(i));
                    assertEquals(i + 1, engine.invokeFunction("applyAsInt", i));
                    assertEquals(i + 1, engine.invokeMethod(counter, "applyAsInt", i));
                }
                return null;
            }));
        }
        for (var result : results) {
            assertNull(result.get());
        }
        assertEquals(8 * 500, engine.get("calls"));
    }

    @Test
    void methods_of_an_object_run_in_the_interpreter_where_it_is() throws Exception {
        var one = bindings(Map.of());
        var two = bindings(Map.of());
        meet(engine, one, two);
        engine.put("unrelated", 1);
        for (Bindings home : List.of(one, two)) {
            Object cart = engine.eval("""
                    total = 5
                    class Cart:
                        def applyAsInt(self, n):
                            print('added', n)
                            return total + n
                    Cart()
                    """, home);
            var out = new StringWriter();
            engine.getContext().setWriter(out);
            assertEquals(7, engine.invokeMethod(cart, "applyAsInt", 2));
            assertEquals("added 2\n", out.toString());
            assertEquals(8, engine.getInterface(cart, IntUnaryOperator.class).applyAsInt(3));
            assertThrows(NoSuchMethodException.class, () -> engine.invokeMethod(cart, "missing"));
        }
    }

    @Test
    void an_interface_prints_to_the_context_of_its_engine() throws Exception {
        var out = new StringWriter();
        engine.getContext().setWriter(out);
        engine.eval("def applyAsInt(x):\n    print('called with', x)\n    return x");
        engine.getInterface(IntUnaryOperator.class).applyAsInt(1);
        ((PythonHandle) engine.get("applyAsInt")).call(2);
        assertEquals("called with 1\ncalled with 2\n", out.toString());
    }

    @Test
    void first_runs_of_the_same_bindings_in_many_threads_settle_on_one_interpreter() throws Exception {
        for (int round = 0; round < 30; round++) {
            boolean created = round % 2 == 0;
            Bindings bindings = created ? engine.createBindings() : bindings(Map.of());
            bindings.put("start", 1);
            var barrier = new CyclicBarrier(4);
            var results = new ArrayList<Future<Object>>();
            for (int t = 0; t < 4; t++) {
                results.add(others.submit(() -> {
                    barrier.await();
                    return engine.eval("__n = globals().get('__n', start) + 1\n__n", bindings);
                }));
            }
            var seen = new TreeSet<Object>();
            for (var result : results) {
                seen.add(result.get());
            }
            assertEquals(new TreeSet<Object>(List.of(2, 3, 4, 5)), seen);
        }
    }

    @Test
    void engines_that_nobody_closes_are_freed_with_all_their_interpreters() throws Exception {
        assertEquals(
                "60 engines with 2 interpreters each\n10000 engines with none\n",
                FullHeap.outputOf(ForgottenEngines.class));
    }
}
