package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.machine.memory.JavaStack;

/** Recursion through C code uses the Java stack of the calling thread; it ends in an exception, not in a dead interpreter. */
class RecursionTest {
    private static final List<Integer> STACK_KILOBYTES = List.of(512, 1024, 16 * 1024);

    private static final List<String> TOO_DEEP = List.of("""
            nested = []
            for _ in range(100_000):
                nested = [nested]
            repr(nested)
            """, """
            a, b = [], []
            for _ in range(100_000):
                a, b = [a], [b]
            a == b
            """, """
            import json
            json.loads('[' * 100_000)
            """, """
            import json
            nested = {}
            for _ in range(100_000):
                nested = {'a': nested}
            json.dumps(nested)
            """, """
            import pickle
            nested = []
            for _ in range(100_000):
                nested = [nested]
            pickle.dumps(nested)
            """, """
            def key(n):
                return sorted([n], key=key)
            key(1)
            """, """
            class Endless:
                def __getattr__(self, name):
                    return getattr(self, name + 'x')
            Endless().a
            """, """
            eval('-' * 100_000 + '1')
            """, """
            eval('(' * 100 + '[' * 100_000)
            """, """
            eval('+'.join(['x'] * 100_000))
            """);

    static Stream<Arguments> everyProgramOnEveryStack() {
        return STACK_KILOBYTES.stream().flatMap(size -> TOO_DEEP.stream().map(program -> Arguments.of(size, program)));
    }

    @ParameterizedTest
    @MethodSource("everyProgramOnEveryStack")
    void endless_recursion_through_c_is_an_exception(int kilobytes, String program) throws Exception {
        onThread(kilobytes, () -> {
            try (var python = PythonRuntime.shared().open()) {
                var error = assertThrows(PythonException.class, () -> python.eval(program));

                assertTrue(
                        List.of("RecursionError", "MemoryError", "SyntaxError").contains(error.typeName()),
                        error::traceback);
                assertEquals(2, python.eval("1 + 1"));
            }
            return null;
        });
    }

    @ParameterizedTest
    @FieldSource("STACK_KILOBYTES")
    void a_long_chain_of_objects_is_freed_step_by_step(int kilobytes) throws Exception {
        onThread(kilobytes, () -> {
            try (var python = PythonRuntime.shared().open()) {
                assertEquals(1, python.eval("""
                        nested = []
                        for _ in range(200_000):
                            nested = [nested]
                        del nested
                        1
                        """));
            }
            return null;
        });
    }

    /** As just after a start: what looks at the stack is compiled, and the guest is not, whose frames are larger then. */
    @Test
    void endless_recursion_is_an_exception_while_the_jvm_interprets_the_guest() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:CompileCommand=quiet",
                        "-XX:CompileCommand=compileonly,org.pythonwasm.machine.memory.JavaStack::*",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Interpreted.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), output);
    }

    /** All code is slow, so this is short: nothing is imported, and 6,000 levels are enough. */
    static final class Interpreted {
        private static final int UNTIL_COMPILED = 20_000;
        private static final Limits PATIENT =
                Limits.defaults().withWallTime(Duration.ofMinutes(10)).withCpuTime(Duration.ofMinutes(10));
        private static final String NESTED_OBJECTS = """
                import _json
                class Context:
                    strict, memo = False, {}
                    object_hook = object_pairs_hook = parse_float = parse_int = parse_constant = None
                _json.make_scanner(Context)('{"a":' * 6_000, 0)
                """;

        private Interpreted() {}

        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < UNTIL_COMPILED; i++) {
                JavaStack.stack_is_low();
            }
            for (int kilobytes : STACK_KILOBYTES) {
                onThread(kilobytes, () -> run(kilobytes));
            }
        }

        private static Object run(int kilobytes) {
            try (var python = PythonRuntime.shared().open(PATIENT)) {
                var error = assertThrows(PythonException.class, () -> python.eval(NESTED_OBJECTS), kilobytes + " KB");

                assertEquals("RecursionError", error.typeName(), error::traceback);
                return python.eval("1 + 1");
            }
        }
    }

    @Test
    void more_stack_allows_deeper_recursion() throws Exception {
        String program = """
                from functools import lru_cache
                @lru_cache(None)
                def steps(n):
                    return 0 if n == 0 else 1 + steps(n - 1)
                steps(300)
                """;
        try (var python = PythonRuntime.shared().open()) {
            assertEquals(300, onThread(16 * 1024, () -> python.eval(program)));
        }
    }

    private static <T> T onThread(int stackKilobytes, Callable<T> action) throws Exception {
        var task = new FutureTask<>(action);
        var thread = new Thread(null, task, "recursion", stackKilobytes * 1024L);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
