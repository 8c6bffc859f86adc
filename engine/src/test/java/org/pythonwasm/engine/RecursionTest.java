package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Recursion through C code uses the Java stack of the calling thread; it ends in an exception, not in a dead interpreter. */
class RecursionTest {
    private static final List<Integer> STACK_KILOBYTES = List.of(512, 1024, 16 * 1024);

    private static final List<String> TOO_DEEP = List.of(
            """
            nested = []
            for _ in range(100_000):
                nested = [nested]
            repr(nested)
            """,
            """
            a, b = [], []
            for _ in range(100_000):
                a, b = [a], [b]
            a == b
            """,
            """
            import json
            json.loads('[' * 100_000)
            """,
            """
            import json
            nested = {}
            for _ in range(100_000):
                nested = {'a': nested}
            json.dumps(nested)
            """,
            """
            import pickle
            nested = []
            for _ in range(100_000):
                nested = [nested]
            pickle.dumps(nested)
            """,
            """
            def key(n):
                return sorted([n], key=key)
            key(1)
            """,
            """
            class Endless:
                def __getattr__(self, name):
                    return getattr(self, name + 'x')
            Endless().a
            """,
            """
            eval('-' * 100_000 + '1')
            """,
            """
            eval('(' * 100 + '[' * 100_000)
            """,
            """
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

                assertTrue(List.of("RecursionError", "MemoryError", "SyntaxError").contains(error.typeName()), error::traceback);
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
