package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.internal.guest.GuestMemory;
import org.pythonwasm.machine.memory.GuestInstance;

/** A reset or returned interpreter is a fresh one, by what it answers and byte by byte. */
class ResetTest {
    private static final String SECRET = "correct horse battery staple";

    /** All that a script could have left. What is random or a clock's is left out. */
    private static final String EVERYTHING = """
            import sys, os, builtins, gc, json, re, decimal, locale, signal, warnings, codecs, random
            def names(scope):
                return sorted((name, type(value).__name__) for name, value in scope.items())
            [names(globals()), names(vars(builtins)), names(vars(json)), names(vars(re)), names(vars(os)), sorted(sys.modules),
             sys.path, sys.argv, sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits(),
             str(sys.meta_path), str(sys.path_hooks), sorted(sys.path_importer_cache), sys.gettrace() is None,
             sys.getprofile() is None, sys.flags.hash_randomization, hash('x'), hash(b'y'), gc.isenabled(), gc.get_threshold(),
             gc.get_count()[2], dict(os.environ), os.getcwd(), str(decimal.getcontext()), len(warnings.filters),
             str(signal.getsignal(signal.SIGINT)), str(sys.stdin), sys.exc_info()[0] is None, hasattr(sys, 'last_value'),
             sys.stdout is sys.__stdout__, len(gc.get_objects()) > 0, type(sys.excepthook).__name__, sys.dont_write_bytecode]
            """;

    private static void leaveTraces(PythonInterpreter python) {
        python.exec("""
                import sys, os, builtins, json, re, random, gc, decimal, warnings, codecs, atexit
                secret = '%s'
                builtins.len = lambda x: 'patched'
                builtins.leaked = json.loads = re.match = secret
                sys.path.append('/evil'); sys.modules['evil'] = json; sys.argv[:] = ['evil']; sys.meta_path.clear()
                sys.setrecursionlimit(500); sys.set_int_max_str_digits(0); sys.setswitchinterval(1)
                sys.settrace(lambda *event: None)
                os.environ['SECRET'] = secret; os.putenv('SECRET2', secret)
                random.seed(1); gc.disable(); gc.set_threshold(3)
                decimal.getcontext().prec = 5; warnings.simplefilter('ignore'); atexit.register(print, secret)
                codecs.register(lambda name: None)
                files = [os.open('/usr/local/lib/python313.zip', os.O_RDONLY) for _ in range(20)]
                sys.stdout = sys.stdin = sys.stderr = None
                kept = [bytearray(1 << 20) for _ in range(20)]
                generator = (x for x in [secret]); next(generator)
                """.formatted(SECRET));
        assertThrows(PythonException.class, () -> python.exec("raise ValueError(secret)"));
    }

    @Test
    void a_reset_interpreter_answers_what_a_fresh_one_does() {
        try (var fresh = PythonRuntime.shared().open();
                var reset = PythonRuntime.shared().open()) {
            leaveTraces(reset);
            reset.reset();
            assertEquals(fresh.eval(EVERYTHING), reset.eval(EVERYTHING));
        }
    }

    @Test
    void an_interpreter_whose_guest_was_killed_answers_what_a_fresh_one_does_after_its_reset() {
        try (var fresh = PythonRuntime.shared().open();
                var reset = PythonRuntime.shared().open()) {
            leaveTraces(reset);
            reset.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(100)));
            assertThrows(GuestDiedException.class, () -> reset.exec("""
                    while True:
                        try:
                            while True: pass
                        except BaseException: pass
                    """));
            reset.reset();
            assertEquals(fresh.eval(EVERYTHING), reset.eval(EVERYTHING));
        }
    }

    @Test
    void its_memory_is_that_of_a_fresh_one_byte_by_byte() {
        try (var fresh = PythonRuntime.shared().open();
                var reset = PythonRuntime.shared().open()) {
            leaveTraces(reset);
            assertTrue(contains(guest(reset), SECRET), "the search finds what is there");
            reset.reset();
            assertSame(guest(fresh), guest(reset));
            assertFalse(contains(guest(reset), SECRET));
        }
    }

    @Test
    void a_returned_loan_leaves_nothing_in_the_next_one() throws InterruptedException {
        try (var pool = InterpreterPool.of(PythonRuntime.shared()).withSize(1).build();
                var fresh = PythonRuntime.shared().open()) {
            try (var loan = pool.borrow()) {
                leaveTraces(loan.interpreter());
            }
            try (var loan = pool.borrow()) {
                assertSame(guest(fresh), guest(loan.interpreter()));
                assertEquals(fresh.eval(EVERYTHING), loan.interpreter().eval(EVERYTHING));
                assertFalse(contains(guest(loan.interpreter()), SECRET));
            }
        }
    }

    @Test
    void forks_of_a_prepared_runtime_do_not_see_each_other() {
        var runtime = PythonRuntime.builder()
                .withPreparation("import json\nshared = ['prepared']")
                .build();
        try (var one = runtime.open();
                var other = runtime.open()) {
            one.exec("shared.append('" + SECRET + "')\njson.loads = None");
            assertEquals(java.util.List.of("prepared"), other.eval("shared"));
            assertFalse(contains(guest(other), SECRET));
            one.reset();
            assertEquals(java.util.List.of("prepared"), one.eval("shared"));
        }
    }

    @Test
    void interpreters_that_start_where_another_one_is_have_its_state_and_then_their_own() {
        var runtime = PythonRuntime.shared();
        PythonRuntime later;
        try (var first = runtime.open()) {
            first.exec("import json\nshared = ['first']");
            later = runtime.startingFrom(first).orElseThrow();
            first.exec("shared.append('" + SECRET + "')");
        }
        try (var one = later.open();
                var other = later.open()) {
            assertFalse(contains(guest(one), SECRET));
            one.exec("shared.append('one')");
            assertEquals(java.util.List.of("first", "one"), one.eval("shared"));
            assertEquals(java.util.List.of("first"), other.eval("shared"));
            one.reset();
            assertEquals(java.util.List.of("first"), one.eval("shared"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file = open('/usr/local/lib/python313.zip', 'rb')",
                "file = open('/tmp/a', 'w')",
                "import os; os.mkdir('/tmp/b')"
            })
    void none_starts_where_another_one_has_files(String script) {
        var runtime = PythonRuntime.builder().withScratchSpace("/tmp").build();
        try (var first = runtime.open()) {
            assertTrue(runtime.startingFrom(first).isPresent());
            first.exec(script);
            assertTrue(runtime.startingFrom(first).isEmpty());
        }
    }

    @Test
    void an_interruption_is_in_no_state_from_which_others_start() throws InterruptedException {
        var runtime = PythonRuntime.shared();
        try (var first = runtime.open()) {
            first.exec("x = 1");
            var interrupter = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    first.interrupt();
                }
            });
            interrupter.start();
            for (int i = 0; i < 30; i++) {
                try (var other = runtime.startingFrom(first).orElseThrow().open()) {
                    assertEquals(1, other.eval("x"));
                }
            }
            interrupter.interrupt();
            interrupter.join();
        }
    }

    @Test
    void what_a_script_made_of_its_variables_is_where_others_start() {
        var runtime = PythonRuntime.builder()
                .withEnvironment(java.util.Map.of("CITY", "Bern"))
                .withPreparation("import os; os.environ['CITY'] = 'Basel'")
                .build();
        try (var python = runtime.open()) {
            assertEquals("Basel", python.eval("os.environ['CITY']"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import json\njson.JSONDecoder.decode = None",
                "import sys\nsys.modules['json'] = None",
                "import os\nfd = os.open('/usr/local/lib/python313.zip', os.O_RDONLY)\nos.lseek(fd, 100, 0)",
                "import zipimport\nzipimport._zip_directory_cache.clear()",
                "int.__dict__",
                "from _python_wasm.requests import _OPERATIONS\n_OPERATIONS.clear()"
            })
    void what_a_guest_does_to_the_library_stays_its_own(String script) {
        try (var evil = PythonRuntime.shared().open();
                var other = PythonRuntime.shared().open()) {
            evil.exec(script);
            assertEquals(1, other.eval("import json, csv\njson.loads('[1]')[0]"));
            evil.reset();
            assertEquals(1, evil.eval("import json, csv\njson.loads('[1]')[0]"));
        }
    }

    private static GuestInstance guest(PythonInterpreter python) {
        return GuestMemory.of(python.session());
    }

    private static void assertSame(GuestInstance expected, GuestInstance actual) {
        assertArrayEquals(expected.bytes, actual.bytes);
        assertEquals(expected.pages(), actual.pages());
        assertEquals(expected.stackPointer, actual.stackPointer);
    }

    /** As UTF-8, which is what an ASCII text is in CPython's memory. */
    private static boolean contains(GuestInstance guest, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= guest.bytes.length - wanted.length; i++) {
            if (guest.bytes[i] == wanted[0]
                    && Arrays.equals(guest.bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
