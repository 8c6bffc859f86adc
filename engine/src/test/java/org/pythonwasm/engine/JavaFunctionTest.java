package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

class JavaFunctionTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    /** An interface of an application, without annotation. */
    interface Tax {
        BigDecimal of(BigDecimal net, String country);
    }

    enum Colour {
        RED,
        GREEN
    }

    @FunctionalInterface
    interface Paint {
        String apply(Colour colour, char mark, long size);
    }

    @Test
    void the_functional_interfaces_of_java_are_callables() {
        var seen = new ArrayList<Object>();
        python.set("add", (BiFunction<Integer, Integer, Integer>) Integer::sum);
        python.set("shout", (Function<String, String>) String::toUpperCase);
        python.set("answer", (Supplier<Integer>) () -> 42);
        python.set("see", (Consumer<Object>) seen::add);
        python.set("run", (Runnable) () -> seen.add("ran"));
        python.set("call", (Callable<String>) () -> "called");
        python.set("multiply", (IntBinaryOperator) (a, b) -> a * b);
        python.set("length", (ToLongFunction<String>) String::length);
        assertEquals(List.of(3, "HEY", 42, "called", 12, 5), python.eval("""
                see([1, {'a': None}])
                run()
                [add(1, 2), shout('hey'), answer(), call(), multiply(3, 4), length('abcde')]
                """));
        assertEquals(2, seen.size());
        assertEquals("ran", seen.get(1));
    }

    /** A class with a name, whose interface is an application's and has no annotation. */
    static class FlatTax implements Tax {
        @Override
        public BigDecimal of(BigDecimal net, String country) {
            return net.movePointLeft(1);
        }
    }

    static final class Vat extends FlatTax implements Comparable<Vat> {
        @Override
        public int compareTo(Vat other) {
            return 0;
        }
    }

    /** Two functions: which one Python would call is anybody's guess. */
    static final class Ambiguous implements Tax, Paint {
        @Override
        public BigDecimal of(BigDecimal net, String country) {
            return net;
        }

        @Override
        public String apply(Colour colour, char mark, long size) {
            return "";
        }
    }

    @Test
    void an_instance_of_a_class_with_one_functional_interface_is_a_callable() {
        python.set("vat", new Vat());
        assertEquals(new BigDecimal("5.0"), python.eval("vat(50, 'DE')"));
        python.set("anonymous", new FlatTax() {});
        assertEquals("<Java callable " + Tax.class.getName() + ">", python.eval("repr(anonymous)"));
        python.set("both", new Ambiguous());
        assertEquals("<Java object of " + Ambiguous.class.getName() + ">", python.eval("repr(both)"));
        assertEquals(false, python.eval("callable(both)"));
    }

    @Test
    void arguments_become_what_the_method_declares() {
        python.set("tax", (Tax) (net, country) -> country.equals("DE") ? net.multiply(new BigDecimal("0.19")) : net);
        assertEquals(new BigDecimal("19.00"), python.eval("tax(100, 'DE') + tax(0, 'CH') - 0 * tax(1, 'DE')"));
        python.set("paint", (Paint) (colour, mark, size) -> colour + ":" + mark + ":" + size);
        assertEquals("RED:x:5", python.eval("paint('RED', 'x', 5)"));
        var error = assertThrows(PythonException.class, () -> python.eval("paint('RED', 'x', 1.5)"));
        assertTrue(error.pythonMessage().contains("argument 3 of"), error.pythonMessage());
        assertTrue(
                error.pythonMessage().endsWith("expected long, Python gave java.lang.Double 1.5"),
                error.pythonMessage());
    }

    interface Sum {
        long of(List<Long> numbers, int[] more, java.util.Iterator<Long> rest);
    }

    @Test
    void arguments_have_the_type_arguments_that_the_class_of_the_function_says() {
        python.set("sum", (Sum) (numbers, more, rest) -> {
            long sum = numbers.get(0) + more[0];
            while (rest.hasNext()) {
                sum += rest.next();
            }
            return sum;
        });
        assertEquals(15, python.eval("sum([1], (2,), (n for n in [4, 8]))"));
        python.set("first", new Function<List<Long>, Long>() {
            @Override
            public Long apply(List<Long> numbers) {
                return numbers.get(0) + 1;
            }
        });
        assertEquals(6, python.eval("first((5,))"));
        var error = assertThrows(PythonException.class, () -> python.eval("first([5, 'x'])"));
        assertTrue(
                error.pythonMessage()
                        .endsWith("argument 1 of java.util.function.Function[1]: expected java.lang.Long, "
                                + "Python gave java.lang.String x"),
                error.pythonMessage());
    }

    @Test
    void a_wrong_number_of_arguments_is_an_error_that_tells_both() {
        python.set("shout", (Function<String, String>) String::toUpperCase);
        var error = assertThrows(PythonException.class, () -> python.eval("shout()"));
        assertTrue(
                error.pythonMessage().endsWith("java.util.function.Function takes 1 arguments, got 0"),
                error.pythonMessage());
    }

    @Test
    void a_python_callable_gets_positional_and_keyword_arguments() {
        python.set("f", (PythonCallable) (arguments, keywords) -> arguments + " " + keywords);
        assertEquals("[1, two] {three=3, $=4}", python.eval("f(1, 'two', three=3, **{'$': 4})"));
    }

    @Test
    void a_java_exception_is_catchable_in_python() {
        python.set("fail", (Callable<Object>) () -> {
            throw new java.io.IOException("disk full");
        });
        assertEquals(List.of("java.io.IOException", "disk full", "java.io.IOException: disk full"), python.eval("""
                from python_wasm import JavaError
                try:
                    fail()
                except JavaError as e:
                    seen = [e.java_class, e.java_message, str(e)]
                seen
                """));
    }

    @Test
    void an_uncaught_java_exception_is_the_cause_of_the_python_exception() {
        var original = new java.io.IOException("disk full");
        python.set("fail", (Callable<Object>) () -> {
            throw original;
        });
        var error =
                assertThrows(PythonException.class, () -> python.eval("def save():\n    fail()\nsave()", "store.py"));
        assertEquals("python_wasm.JavaError", error.typeName());
        assertSame(original, error.getCause());
        assertEquals("<python>.save(store.py:2)", error.getStackTrace()[0].toString());
        var wrapped = assertThrows(PythonException.class, () -> python.eval("""
                try:
                    fail()
                except Exception as e:
                    raise RuntimeError('not saved') from e
                """));
        assertEquals("RuntimeError", wrapped.typeName());
        assertSame(original, wrapped.getCause().getCause());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_java_function_may_use_the_interpreter_that_calls_it() {
        python.eval("depth = 0\ndef down(n): return n if n == 0 else again(n - 1)");
        python.set("again", (Function<Integer, Object>) n -> {
            python.eval("depth += 1");
            return python.call("down", n);
        });
        assertEquals(0, python.call("down", 10));
        assertEquals(10, python.get("depth"));
    }

    @Test
    void calls_nest_up_to_a_bound_and_the_interpreter_stays_usable() {
        python.eval("def down(): return again()");
        python.set("again", (Supplier<Object>) () -> python.call("down"));
        var error = assertThrows(PythonException.class, () -> python.call("down"));
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertEquals("Java and Python call each other more than 32 levels deep in one interpreter", cause.getMessage());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_python_exception_passes_through_java_as_itself() {
        python.set("through", (Supplier<Object>) () -> python.eval("{}['missing']", "inner.py"));
        assertEquals("caught KeyError", python.eval("""
                try:
                    through()
                except KeyError as e:
                    seen = 'caught ' + type(e).__name__
                seen
                """));
        var error = assertThrows(PythonException.class, () -> python.eval("through()", "outer.py"));
        assertEquals("KeyError", error.typeName());
        assertTrue(error.traceback().contains("outer.py") && error.traceback().contains("inner.py"), error.traceback());
    }

    @Test
    void functions_of_python_reach_java_and_are_called_back() {
        python.set("twice", (Function<PythonHandle, Object>) f -> f.call(f.call(5)));
        assertEquals(20, python.eval("twice(lambda x: x * 2)"));
        python.set("sort", (BiFunction<List<Object>, PythonHandle, List<Object>>) (items, order) -> {
            @SuppressWarnings("unchecked") // a class has no type arguments
            Comparator<Object> comparator = order.as(Comparator.class);
            var sorted = new ArrayList<>(items);
            sorted.sort(comparator);
            return sorted;
        });
        assertEquals(List.of(3, 2, 1), python.eval("sort([1, 3, 2], lambda a, b: b - a)"));
    }

    @Test
    void a_java_function_comes_back_as_the_same_object() {
        Function<String, String> shout = String::toUpperCase;
        python.set("shout", shout);
        assertSame(shout, python.get("shout"));
        assertEquals(true, python.eval("[shout] == [shout]"));
        assertEquals("<Java callable java.util.function.Function>", python.eval("repr(shout)"));
        assertEquals(List.of("A", "B"), python.eval("list(map(shout, 'ab'))"));
    }

    @Test
    void errors_of_nested_calls_that_java_caught_are_let_go_by_the_host_while_the_call_runs() {
        python.set("fail", (Supplier<Object>) () -> {
            assertThrows(PythonException.class, () -> python.eval("1 / 0"));
            return null;
        });
        python.set("held", (Supplier<Integer>) () -> {
            System.gc();
            return python.session().references().raisedCount();
        });
        assertEquals(true, python.eval("""
                for _ in range(200): fail()
                any(held() < 100 for _ in range(100))
                """));
    }

    @Test
    void functions_that_python_let_go_are_let_go_by_the_host() {
        for (int i = 0; i < 100; i++) {
            int number = i;
            python.set("f", (Supplier<Integer>) () -> number);
            assertEquals(number, python.eval("f()"));
        }
        assertEquals(1, python.session().references().objectCount());
        python.eval("del f");
        assertEquals(0, python.session().references().objectCount());
    }

    @Test
    void nothing_but_the_bound_method_is_reachable() {
        python.set("f", (Supplier<String>) () -> "x");
        assertEquals(List.of(), python.eval("[n for n in dir(f) if not n.startswith('_')]"));
        for (Object object : new Object[] {
            new Thread(() -> {}), java.nio.charset.StandardCharsets.UTF_8, Runtime.getRuntime(), String.class
        }) {
            python.set("object", object);
            assertEquals(List.of(), python.eval("[n for n in dir(object) if not n.startswith('_')]"));
            assertEquals("<Java object of " + object.getClass().getName() + ">", python.eval("str(object)"));
            assertThrows(PythonException.class, () -> python.eval("object()"));
            assertThrows(PythonException.class, () -> python.eval("type(f).__call__(object)"));
            assertThrows(
                    PythonException.class,
                    () -> python.eval("import _border\n_border.call_java(object._number, None, (), {})"));
        }
        assertThrows(PythonException.class, () -> python.eval("f._number = 77\nf()"));
        assertTrue(python.isUsable());
    }

    @Test
    void an_object_without_python_value_passes_through_a_script_and_is_the_same() {
        var made = new ArrayList<Object>();
        python.set("make", (Supplier<Object>) () -> {
            made.add(new Object());
            return made.get(made.size() - 1);
        });
        Object both = python.eval("a, b = make(), make()\n[a, b, a == a, a == b, {a: 1}[a]]");
        assertEquals(List.of(made.get(0), made.get(1), true, false, 1), both);
    }

    @Test
    void a_result_that_cannot_travel_is_an_error_in_the_script() {
        python.set("f", (Supplier<Object>) () -> List.of("\uD800"));
        var error = assertThrows(PythonException.class, () -> python.eval("f()"));
        assertTrue(error.pythonMessage().contains("result[0]: the text has a lone surrogate"), error.pythonMessage());
    }

    @Test
    void the_deadline_of_the_outermost_call_holds_in_nested_ones() {
        python.set("spin", (Runnable) () -> python.eval("while True: pass"));
        python.setWallTime(Duration.ofMillis(200));
        var error = assertThrows(RuntimeException.class, () -> python.eval("spin()"));
        assertTrue(
                error instanceof PythonException raised && raised.typeName().equals("TimeoutError")
                        || error instanceof GuestDiedException died && died.reason() == Reason.TIMEOUT,
                error.toString());
    }

    @Test
    void an_interrupted_java_function_is_a_keyboard_interrupt() {
        python.set("wait", (Callable<Object>) () -> {
            Thread.currentThread().interrupt();
            Thread.sleep(60_000);
            return null;
        });
        var error = assertThrows(PythonException.class, () -> python.eval("wait()"));
        assertEquals("KeyboardInterrupt", error.typeName());
        assertFalse(Thread.interrupted());
    }

    @Test
    void a_guest_that_dies_below_a_java_function_is_dead_above_it() {
        python.set("swallow", (Supplier<Object>) () -> {
            assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(3)"));
            return null;
        });
        assertEquals(
                Reason.EXIT,
                assertThrows(GuestDiedException.class, () -> python.eval("swallow()"))
                        .reason());
        assertFalse(python.isUsable());
    }

    @Test
    void closing_or_resetting_inside_a_call_is_safe() {
        python.set("reset", (Runnable) python::reset);
        assertTrue(
                assertThrows(PythonException.class, () -> python.eval("reset()"))
                                .getCause()
                        instanceof IllegalStateException);
        python.set("shut", (Runnable) python::close);
        assertThrows(GuestDiedException.class, () -> python.eval("shut()"));
        assertThrows(IllegalStateException.class, () -> python.eval("1"));
    }

    @Test
    void another_interpreter_may_die_in_a_java_function() {
        python.set("other", (Runnable) () -> {
            try (var other = PythonRuntime.shared().open()) {
                other.eval("import os\nos._exit(3)");
            }
        });
        assertTrue(
                assertThrows(PythonException.class, () -> python.eval("other()"))
                                .getCause()
                        instanceof GuestDiedException);
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void typed_functions_and_output_handlers_nest_too() {
        python.eval("def twice(x): return 2 * x");
        var twice = python.define(
                "twice", new Signature(List.of(new Signature.Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        var seen = new ArrayList<Object>();
        python.setOutput(
                text -> {
                    try (var batch = twice.newBatch(1)) {
                        batch.setLong(0, 0, 21);
                        twice.call(batch, 1);
                        seen.add(batch.getLong(0));
                    }
                },
                text -> {});
        assertNull(python.eval("print('x')"));
        assertEquals(List.of(42L), seen);
    }

    @Test
    void a_writer_that_fails_is_an_os_error_with_its_cause() {
        var failure = new java.io.UncheckedIOException(new java.io.IOException("pipe closed"));
        python.setOutput(
                text -> {
                    throw failure;
                },
                text -> {});
        var error = assertThrows(PythonException.class, () -> python.eval("print('x')"));
        assertEquals("OSError", error.typeName());
        assertSame(failure, error.getCause());
        python.setOutput(text -> {}, text -> {});
        assertEquals(Map.of(), python.eval("print('x')\n{}"));
    }

    private static final String CATCH = """
            import python_wasm
            try:
                fail()
            except python_wasm.JavaError as e:
                seen = [e.java_class, e.java_message]
            seen
            """;

    private void fail(RuntimeException exception) {
        python.set("fail", (Supplier<Object>) () -> {
            throw exception;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 1 << 16, 1 << 20})
    void a_long_message_of_an_exception_is_shortened(int valueBytes) {
        python.setLimits(Limits.defaults().withValueBytes(valueBytes));
        for (String part : List.of("x", "\u0001", "ü", "\uD83D\uDE00", "\uD83D")) {
            fail(new IllegalStateException(part.repeat(5_000_000)));
            var seen = (List<?>) python.eval(CATCH);
            assertEquals("java.lang.IllegalStateException", seen.get(0));
            assertTrue(((String) seen.get(1)).endsWith("…"), part);
        }
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_long_message_of_an_exception_that_nobody_catches_comes_back_with_it() {
        for (int valueBytes : new int[] {1 << 14, 1 << 16, 1 << 20}) {
            python.setLimits(Limits.defaults().withValueBytes(valueBytes));
            for (String part : List.of("x", "\u0001", "ü", "\uD83D\uDE00")) {
                var cause = new IllegalStateException(part.repeat(5_000_000));
                fail(cause);
                var error = assertThrows(PythonException.class, () -> python.eval("fail()"));
                assertEquals("python_wasm.JavaError", error.typeName());
                assertSame(cause, error.getCause());
            }
        }
    }

    @Test
    void an_exception_that_cannot_say_its_message_is_one_all_the_same() {
        for (var failure : List.of(
                new IllegalStateException("x".repeat(100)), new AssertionError(), new NoClassDefFoundError("a/B"))) {
            fail(new Silent(failure));
            assertEquals(
                    List.of(
                            Silent.class.getName(),
                            "its getMessage() threw " + failure.getClass().getName()),
                    python.eval(CATCH));
        }
        var error = assertThrows(PythonException.class, () -> python.eval("fail()"));
        assertEquals("python_wasm.JavaError", error.typeName());
        assertTrue(error.getCause() instanceof Silent);
    }

    private static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Throwable failure;

        Silent(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public String getMessage() {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }
}
